"""Test storage: on SQLite always, and on PostgreSQL where a server answers."""
