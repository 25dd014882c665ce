"""Use cases of administrators on accounts."""
