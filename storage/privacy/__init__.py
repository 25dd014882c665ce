"""Personal data: which table holds what of people, and how one person's is exported and erased."""
