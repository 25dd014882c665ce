"""Add to tickets which rule gave the priority, and when the clock may change it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

from storage.schema.columns import Instant

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("tickets", Column("priority_rule", Text, nullable=False, server_default=""))
    op.add_column("tickets", Column("priority_until", Instant))
    # Only a tender with a schedule can change its priority by the clock. The instant is long past: the next
    # sweep computes both columns.
    op.execute(
        "UPDATE tickets SET priority_until = created_at "
        "WHERE status <> 'closed' AND CAST(package AS TEXT) LIKE '%\"starts\"%'"
    )
    op.create_index("tickets_priority_until", "tickets", ["priority_until", "id"])
