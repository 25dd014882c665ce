"""Accounts as administrators manage them, and the audit trail of their changes."""
