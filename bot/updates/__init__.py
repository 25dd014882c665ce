"""Receive updates, order them by person, and process each in one transaction."""
