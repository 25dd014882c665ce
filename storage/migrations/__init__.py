"""The way of the tables through time, one step a module, run by Alembic."""
