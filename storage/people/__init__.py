"""Repositories of accounts, sign-in and the audit trail."""
