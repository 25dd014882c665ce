"""Create the table of how loudly people want to hear of single tickets."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

from storage.schema.columns import Id, Instant

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "ticket_volumes",
        Column("ticket_id", Id, primary_key=True, autoincrement=False),
        Column("person_id", Id, primary_key=True, autoincrement=False),
        Column("volume", Text, nullable=False),
        Column("set_at", Instant, nullable=False),
    )
    op.create_index("ticket_volumes_old", "ticket_volumes", ["set_at"])
