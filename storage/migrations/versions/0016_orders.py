"""What has to be made is found without looking at what only has to be sent."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0016"
down_revision = "0015"

_TO_MAKE = text("op = 'make' AND failed_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "outbox_orders", "outbox", ["priority", "id"], sqlite_where=_TO_MAKE, postgresql_where=_TO_MAKE
    )
