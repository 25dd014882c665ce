"""Create the table of faults of the service, and the index of Emergency tickets that nobody has taken."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Text, text

from storage.schema.columns import Instant

revision = "0037"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "service_faults",
        Column("fault", Text, primary_key=True),
        Column("subject", Text, primary_key=True),
        Column("detail", Text, nullable=False),
        Column("since", Instant, nullable=False),
        Column("well_since", Instant),
        Column("is_told", Boolean, nullable=False),
    )
    untaken = text("status = 'waiting' AND rank = 1")
    op.create_index("tickets_untaken", "tickets", ["id"], sqlite_where=untaken, postgresql_where=untaken)
