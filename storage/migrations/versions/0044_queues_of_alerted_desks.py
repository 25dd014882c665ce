"""Find what waits at a desk below of which a desk is alerted, in the order of its queue."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    alerted = text("alerted_desk_key IS NOT NULL")
    op.create_index(
        "tickets_alerted",
        "tickets",
        ["alerted_desk_key", "status", "rank", "id", "desk_key"],
        sqlite_where=alerted,
        postgresql_where=alerted,
    )
