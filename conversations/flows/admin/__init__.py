"""Conversations of administrators: accounts, master data, settings, audit trail."""
