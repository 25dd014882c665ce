"""Repositories of tickets, their history and files."""
