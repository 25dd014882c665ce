"""Create the index by which documents to be made are found without reading messages to be sent."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0016"
down_revision = "0015"

_JOBS = text("op = 'make' AND failed_at IS NULL")


def upgrade() -> None:
    op.create_index("outbox_orders", "outbox", ["priority", "id"], sqlite_where=_JOBS, postgresql_where=_JOBS)
