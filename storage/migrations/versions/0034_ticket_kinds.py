"""Add the kind of a ticket, general for all that were filed before, and search for the others."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0034"
down_revision = "0032"

# The index is made of what one definition says; only a mark is added to it, whatever else it has. A general
# ticket gets none, so that what is in the index already stays as it is.
_DEFINITION = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'search_documents'",
    "postgresql": "SELECT pg_get_functiondef('search_document'::regproc)",
}
_MARKS = {
    "sqlite": (
        "' v' || hex(t.version)",
        " || CASE t.ticket_kind WHEN 'general' THEN '' ELSE ' k' || t.ticket_kind END",
    ),
    "postgresql": (
        "UNION SELECT '=p' || person_id FROM parties WHERE ticket_id = ticket.id",
        " UNION SELECT '=k' || ticket.ticket_kind WHERE ticket.ticket_kind <> 'general'",
    ),
}


def upgrade() -> None:
    op.add_column("tickets", Column("ticket_kind", Text, nullable=False, server_default="general"))
    database, connection = op.get_context().dialect.name, op.get_bind()
    definition = str(connection.exec_driver_sql(_DEFINITION[database]).scalar_one())
    before, added = _MARKS[database]
    if definition.count(before) != 1:
        raise RuntimeError(f"the search index was expected to have {before} once:\n{definition}")
    if database == "sqlite":
        connection.exec_driver_sql("DROP VIEW search_documents")
    connection.exec_driver_sql(definition.replace(before, before + added).replace("%", "%%"))
