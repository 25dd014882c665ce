"""Create the tables of incoming updates, outgoing messages, and messages that are edited later."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Text, text

from storage.schema.columns import Document, Id, Instant

revision = "0004"
down_revision = "0003"

_NOT_DONE = text("done_at IS NULL")
_UNSENT, _KEYED, _FAILED = text("failed_at IS NULL"), text("key IS NOT NULL"), text("failed_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "inbox",
        Column("update_id", Id, primary_key=True, autoincrement=False),
        Column("lane", Text, nullable=False),
        Column("raw", Text, nullable=False),
        Column("received_at", Instant, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("done_at", Instant),
        Column("reason", Text),
    )
    op.create_index(
        "inbox_lane", "inbox", ["lane", "update_id"], sqlite_where=_NOT_DONE, postgresql_where=_NOT_DONE
    )
    op.create_index(
        "inbox_waiting", "inbox", ["update_id"], sqlite_where=_NOT_DONE, postgresql_where=_NOT_DONE
    )
    op.create_table(
        "outbox",
        Column("id", Id, primary_key=True),
        Column("chat_id", BigInteger),
        Column("op", Text, nullable=False),
        Column("method", Text, nullable=False),
        Column("payload", Document, nullable=False),
        Column("slot", Text, nullable=False),
        Column("key", Text),
        Column("priority", Integer, nullable=False),
        Column("not_before", Instant, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("created_at", Instant, nullable=False),
        Column("failed_at", Instant),
        Column("error", Text),
        Column("ticket_id", Id, ForeignKey("tickets.id")),
        # Rows are deleted when they are sent. An id must not be used again, or a late answer about a deleted
        # row would change another one.
        sqlite_autoincrement=True,
    )
    op.create_index(
        "outbox_due", "outbox", ["priority", "id"], sqlite_where=_UNSENT, postgresql_where=_UNSENT
    )
    op.create_index("outbox_later", "outbox", ["not_before"], sqlite_where=_UNSENT, postgresql_where=_UNSENT)
    op.create_index("outbox_key", "outbox", ["chat_id", "key"], sqlite_where=_KEYED, postgresql_where=_KEYED)
    op.create_index("outbox_failed", "outbox", ["ticket_id"], sqlite_where=_FAILED, postgresql_where=_FAILED)
    op.create_table(
        "slots",
        Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
        Column("slot", Text, primary_key=True),
        Column("message_id", BigInteger, nullable=False),
        Index("slots_slot", "slot"),
    )
