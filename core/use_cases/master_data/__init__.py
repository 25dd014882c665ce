"""Use cases of administrators on master data and settings."""
