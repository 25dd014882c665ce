"""Know sent letters by their Message-ID, to note what comes back; find what waits of a ticket."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Text, text

revision = "0043"
down_revision = "0041"


def upgrade() -> None:
    op.add_column("tickets", Column("alerted_desk_key", Text))
    op.add_column("sends", Column("letter_id", Text))
    op.add_column("sends", Column("told_chat_id", BigInteger))
    mailed = text("letter_id IS NOT NULL")
    op.create_index(
        "sends_letter",
        "sends",
        ["letter_id"],
        unique=True,
        sqlite_where=mailed,
        postgresql_where=mailed,
    )
    waiting = text("failed_at IS NULL AND ticket_id IS NOT NULL")
    op.create_index(
        "outbox_ticket", "outbox", ["ticket_id", "created_at"], sqlite_where=waiting, postgresql_where=waiting
    )
