"""Measurements: each a ratio in one run against a named rival, or a figure with its machine beside it."""
