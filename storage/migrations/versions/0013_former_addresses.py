"""Create the table of former e-mail addresses."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Text

from storage.schema.columns import Id, Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "former_addresses",
        Column("address", Text, primary_key=True),
        Column("person_id", Id, ForeignKey("people.id"), nullable=False),
        Column("changed_at", Instant, nullable=False),
    )
