"""Addresses that people had before they changed them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Text

from storage.columns import Id, Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "former_addresses",
        Column("address", Text, primary_key=True),
        Column("person_id", Id, ForeignKey("people.id"), nullable=False),
        Column("changed_at", Instant, nullable=False),
    )
