"""Create the table of messages that are about a ticket, and the index of tickets by who is asked."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey

from storage.schema.columns import Id, Instant

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "ticket_messages",
        Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
        Column("message_id", BigInteger, primary_key=True, autoincrement=False),
        Column(
            "ticket_id",
            Id,
            ForeignKey("tickets.id", name="ticket_messages_ticket_id_fk"),
            nullable=False,
        ),
        Column("shown_at", Instant, nullable=False),
    )
    op.create_index("ticket_messages_old", "ticket_messages", ["shown_at"])
    op.create_index("tickets_asked", "tickets", ["asked_id", "id"])
