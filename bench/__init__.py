"""Measurements: each a ratio to a named baseline in the same run, or a figure with its machine beside it."""
