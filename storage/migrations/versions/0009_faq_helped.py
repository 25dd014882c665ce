"""Create the table that counts, by day, how often each answer of the FAQ helped."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "faq_helped",
        Column("code", Text, primary_key=True),
        Column("day", Text, primary_key=True),
        Column("count", Integer, nullable=False),
    )
