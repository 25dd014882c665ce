"""Alembic's migrations of the tables, one step a module."""
