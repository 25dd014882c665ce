"""Create the table that says which process leads, until when, and the number of its term."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Text

from storage.schema.columns import Instant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "leadership",
        Column("name", Text, primary_key=True),
        Column("number", BigInteger, nullable=False, unique=True),
        Column("owner", Text, nullable=False),
        Column("expires_at", Instant, nullable=False),
    )
