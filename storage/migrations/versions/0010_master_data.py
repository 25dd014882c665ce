"""Add documents of master data that administrators change, and create the append-only audit trail."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Text, false

from storage.schema.columns import Document, Id, Instant

revision = "0010"
down_revision = "0009"

APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
        """,
        """
        CREATE TRIGGER audit_keeps_facts BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$
        """,
        """
        CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()
        """,
    ),
}


def upgrade() -> None:
    op.add_column("editions", Column("document", Document))
    op.add_column("editions", Column("changed", Boolean, nullable=False, server_default=false()))
    op.create_table(
        "audit",
        Column("id", Id, primary_key=True),
        Column("at", Instant, nullable=False),
        Column("person_id", Id, ForeignKey("people.id")),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("before", Document, nullable=False),
        Column("after", Document, nullable=False),
    )
    for statement in APPEND_ONLY[op.get_context().dialect.name]:
        op.execute(statement)
