"""Create the index by which copies that were too large are found when the server allows larger files."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0017"
down_revision = "0016"

_TOO_LARGE = text("state = 'too_large'")


def upgrade() -> None:
    op.create_index(
        "copies_too_large", "copies", ["size"], sqlite_where=_TOO_LARGE, postgresql_where=_TOO_LARGE
    )
