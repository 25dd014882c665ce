"""Where the helpdesk keeps what it knows: SQLite or PostgreSQL, through SQLAlchemy Core."""
