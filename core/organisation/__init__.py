"""Organisations that run the helpdesk: roles and levels, LPSEs, directorates, and their office hours."""
