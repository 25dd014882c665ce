"""Read models: lists, search, counts and statistics."""
