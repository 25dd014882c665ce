"""The database of the helpdesk: SQLite or PostgreSQL, through SQLAlchemy Core."""
