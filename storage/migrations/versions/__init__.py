"""The migrations, one a module, run in the order of their numbers."""
