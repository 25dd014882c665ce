"""Create the indexes by which statistics find the tickets of a period, and when each was taken and solved."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("tickets_filed", "tickets", ["created_at"])
    op.create_index("tickets_lpse_filed", "tickets", ["lpse_id", "created_at"])
    where = text("kind IN ('taken', 'solved')")
    columns = ["ticket_id", "kind", "at"]
    op.create_index("history_milestones", "history", columns, sqlite_where=where, postgresql_where=where)
