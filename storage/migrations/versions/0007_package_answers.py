"""Create the cache of answers of the service for package codes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

from storage.schema.columns import Document, Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "package_answers",
        Column("kind", Text, primary_key=True),
        Column("code", Text, primary_key=True),
        Column("facts", Document),
        Column("asked_at", Instant, nullable=False),
    )
