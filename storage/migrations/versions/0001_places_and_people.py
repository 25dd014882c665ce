"""Create the tables of LPSEs, people and their roles."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from storage.schema.columns import Id, Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "lpses",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("repository", Integer),
        Column("name", Text, nullable=False),
        Column("province", Text, nullable=False),
        Column("zone", Text, nullable=False),
        Column("category", Text, nullable=False),
        Column("host", Text, nullable=False),
        Column("build", Text, nullable=False),
        Index("lpses_repository", "repository"),
    )
    op.create_table(
        "editions",
        Column("name", Text, primary_key=True),
        Column("number", Integer, nullable=False),
    )
    op.create_table(
        "people",
        Column("id", Id, primary_key=True),
        Column("email", Text, nullable=False, unique=True),  # in lower case
        Column("name", Text, nullable=False),
        Column("phone", Text, nullable=False),
        Column("office", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("disabled", Boolean, nullable=False),
        Column("created_at", Instant, nullable=False),
    )
    op.create_table(
        "assignments",
        Column("id", Id, primary_key=True),
        Column("person_id", Id, ForeignKey("people.id"), nullable=False),
        # Role, LPSE and directorate in one text: never NULL, as two of them may be, so that it can be unique.
        Column("seat", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("lpse_id", Integer, ForeignKey("lpses.id")),
        Column("directorate", Text),
        Column("desk_key", Text),
        UniqueConstraint("person_id", "seat"),
        Index("assignments_desk", "desk_key"),
    )
