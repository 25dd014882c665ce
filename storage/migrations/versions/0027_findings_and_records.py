"""Keep what was found in the content of files, and which record an entry of the audit trail is about."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("copies", Column("findings", Text))
    op.add_column("audit", Column("record", Text))
    op.create_index("audit_record", "audit", ["record", "id"])
