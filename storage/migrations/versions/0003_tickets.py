"""Create the tables of tickets, their append-only history, the counters of their numbers, and packages."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Text

from storage.schema.columns import Document, Id, Instant

revision = "0003"
down_revision = "0002"


APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER history_keeps_rows BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
        """,
        """
        CREATE TRIGGER history_keeps_facts BEFORE UPDATE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$
        """,
        """
        CREATE TRIGGER history_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()
        """,
    ),
}


def upgrade() -> None:
    op.create_table(
        "tickets",
        Column("id", Id, primary_key=True),
        Column("number", Text, nullable=False, unique=True),
        Column("title", Text, nullable=False),
        Column("lpse_id", Integer, ForeignKey("lpses.id"), nullable=False),
        Column("application", Text, nullable=False),
        Column("version", Text, nullable=False),
        Column("category", Text, nullable=False),
        Column("subcategory", Text, nullable=False),
        Column("priority", Text, nullable=False),
        Column("rank", Integer, nullable=False),  # of the priority, 1 the most urgent
        Column("package", Document, nullable=False),
        Column("error_code", Text, nullable=False),
        Column("description", Text, nullable=False),
        Column("email", Text, nullable=False),
        Column("reporter_id", Id, ForeignKey("people.id"), nullable=False),
        Column("reporter_role", Text, nullable=False),
        Column("created_at", Instant, nullable=False),
        Column("desk_key", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("holder_id", Id, ForeignKey("people.id")),
        Column("solver_id", Id, ForeignKey("people.id")),
        Column("asked_id", Id, ForeignKey("people.id")),
        Column("asked_desk_key", Text),
        Column("path", Document, nullable=False),
        Column("file_count", Integer, nullable=False),
        Column("closed_at", Instant),
        Column("due_at", Instant),
        Column("reminded", Boolean, nullable=False),
        Column("rating", Document),
        Column("revision", Integer, nullable=False),
        # One index for each list, in the list's order.
        Index("tickets_reporter", "reporter_id", "id"),
        Index("tickets_reporter_status", "reporter_id", "status", "id"),
        Index("tickets_queue", "desk_key", "status", "rank", "id"),
        Index("tickets_status", "status", "id"),
        Index("tickets_lpse", "lpse_id", "id"),
        Index("tickets_lpse_status", "lpse_id", "status", "id"),
        Index("tickets_due", "due_at"),
    )
    op.create_table(
        "history",
        Column("id", Id, primary_key=True),
        Column("ticket_id", Id, ForeignKey("tickets.id"), nullable=False),
        Column("kind", Text, nullable=False),
        Column("at", Instant, nullable=False),
        Column("person_id", Id, ForeignKey("people.id")),
        Column("role", Text),
        Column("facts", Document, nullable=False),
        Column("text", Text, nullable=False),
        Index("history_ticket", "ticket_id", "id"),
    )
    op.create_table(
        "attachments",
        Column("ticket_id", Id, ForeignKey("tickets.id"), primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("history_id", Id, ForeignKey("history.id"), nullable=False),
        Column("name", Text, nullable=False),
        Column("original", Text, nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("mime", Text, nullable=False),
        Column("reference", Text, nullable=False),
        Column("unique_ref", Text, nullable=False),
        Column("is_photo", Boolean, nullable=False),
    )
    op.create_table(
        "parties",
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("ticket_id", Id, ForeignKey("tickets.id"), primary_key=True),
        Column("rank", Integer, nullable=False),
        Column("in_hand", Boolean, nullable=False),
        Index("parties_in_hand", "person_id", "in_hand", "rank", "ticket_id"),
        Index("parties_ticket", "ticket_id"),
    )
    op.create_table(
        "counters",
        Column("prefix", Text, primary_key=True),
        Column("month", Text, primary_key=True),
        Column("last", Integer, nullable=False),
    )
    op.create_table(
        "packages",
        Column("kind", Text, primary_key=True),
        Column("code", Text, primary_key=True),
        Column("facts", Document, nullable=False),
    )
    for statement in APPEND_ONLY[op.get_context().dialect.name]:
        op.execute(statement)
