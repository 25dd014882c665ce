"""Screens that only administrators see."""
