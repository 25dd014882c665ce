"""Create the trail of sends."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Index, Text

from storage.schema.columns import Id, Instant

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.create_table(
        "sends",
        Column("id", Id, primary_key=True),
        Column("at", Instant, nullable=False),
        Column("kind", Text, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("chat_id", BigInteger),
        Column("address", Text),
        Column("ticket_id", Id),
        Column("answer", Text, nullable=False),
        Index("sends_ticket", "ticket_id", "id"),
        Index("sends_chat", "chat_id", "id"),
        Index("sends_address", "address", "id"),
        Index("sends_old", "at"),
    )
