"""Add the mark of retired LPSEs, which get no new tickets and stay readable on old ones."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("lpses", Column("retired", Boolean, nullable=False, server_default=false()))
