"""Looks into attached files, within bounds, without running anything."""
