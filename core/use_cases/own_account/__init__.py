"""Use cases of a person on their own account."""
