"""Typed addresses of buttons and their encoding as text."""
