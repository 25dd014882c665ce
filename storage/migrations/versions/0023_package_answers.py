"""Add what keeps answers of the package service fresh: their version, their term, and the LPSEs' edition."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, Text

from storage.schema.columns import Instant

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("package_answers", Column("etag", Text))
    op.add_column("package_answers", Column("good_until", Instant))
    op.add_column("package_answers", Column("lpses", Integer))
