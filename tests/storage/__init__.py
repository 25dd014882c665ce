"""What storage promises, told on SQLite always and on PostgreSQL where one answers."""
