"""Create the index by which the tickets taken today are counted without reading the whole history."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"

_TAKEN = text("kind = 'taken'")


def upgrade() -> None:
    op.create_index(
        "history_taken", "history", ["person_id", "at"], sqlite_where=_TAKEN, postgresql_where=_TAKEN
    )
