"""Create the indexes by which an update that was overtaken, and those that were put aside, are found."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0022"
down_revision = "0021"

_DONE = text("done_at IS NOT NULL")
_REASON = text("reason IS NOT NULL")


def upgrade() -> None:
    op.create_index("inbox_done", "inbox", ["lane", "update_id"], sqlite_where=_DONE, postgresql_where=_DONE)
    op.create_index("inbox_reasons", "inbox", ["update_id"], sqlite_where=_REASON, postgresql_where=_REASON)
