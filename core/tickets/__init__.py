"""Tickets: lifecycle, permissions, numbers, priority, history, search."""
