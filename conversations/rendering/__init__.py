"""Render screens as text and buttons in the reader's language."""
