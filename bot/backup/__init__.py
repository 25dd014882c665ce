"""Back up the database with the copies of files, restore both, and move the database."""
