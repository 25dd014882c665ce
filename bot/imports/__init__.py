"""Read files of accounts, LPSEs, packages and questions, and load them into the database."""
