"""Add the Pusat Bantuan's number to tickets and their search, and what had shipped to master data."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Text

revision = "0028"
down_revision = "0027"

# The index is made of what one definition says; only the words in it change, whatever else it has.
_DEFINITION = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'search_documents'",
    "postgresql": "SELECT pg_get_functiondef('search_document'::regproc)",
}
_WORDS = {
    "sqlite": ("t.description", "t.description || ' ' || t.help_number"),
    "postgresql": ("ticket.description", "ticket.description || ' ' || ticket.help_number"),
}


def upgrade() -> None:
    op.add_column("editions", Column("shipped", JSON(none_as_null=True)))
    op.add_column("tickets", Column("help_number", Text, nullable=False, server_default=""))
    database, connection = op.get_context().dialect.name, op.get_bind()
    definition = str(connection.exec_driver_sql(_DEFINITION[database]).scalar_one())
    before, after = _WORDS[database]
    if definition.count(before) != 1:
        raise RuntimeError(f"the search index was expected to have {before} once:\n{definition}")
    if database == "sqlite":
        connection.exec_driver_sql("DROP VIEW search_documents")
    connection.exec_driver_sql(definition.replace(before, after).replace("%", "%%"))
