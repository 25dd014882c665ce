"""Create the alarms about senders who send too much, or guess."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, Text

from storage.schema.columns import Instant

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "alarms",
        Column("kind", Text, primary_key=True),
        Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
        Column("name", Text, nullable=False),
        Column("count", Integer, nullable=False),
        Column("since", Instant, nullable=False),
        Column("last_at", Instant, nullable=False),
        Column("is_told", Boolean, nullable=False),
    )
