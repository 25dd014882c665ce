"""Note of an update how often it was begun again, and how many processes had started when that was last."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.add_column("inbox", Column("begun_again", Integer))
    op.add_column("inbox", Column("begun_after_starts", Integer))
