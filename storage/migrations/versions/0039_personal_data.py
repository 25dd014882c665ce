"""Let people be erased, and the audit trail name them no more and end after years; date searched words."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text, text

from storage.schema.columns import Instant

revision = "0039"
down_revision = "0037"

# The trail keeps a line for so long, whatever the settings say: a day less than the fewest that they can say,
# as the clocks of process and database may differ.
_KEPT_DAYS = 364
_MESSAGE = "the audit trail is append-only"
# A line may only lose whom it names, and only while somebody is being erased.
_SAME = ("id", "at", "person_id", "kind", "record")
_ERASING = "EXISTS (SELECT 1 FROM people WHERE erasure = 'begun')"

RULES = {
    "sqlite": (
        "DROP TRIGGER audit_keeps_rows",
        "DROP TRIGGER audit_keeps_facts",
        f"""
        CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
        WHEN old.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-{_KEPT_DAYS} days')
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END
        """,
        f"""
        CREATE TRIGGER audit_keeps_facts BEFORE UPDATE ON audit
        WHEN NOT ({" AND ".join(f"old.{name} IS new.{name}" for name in _SAME)} AND {_ERASING})
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END
        """,
    ),
    "postgresql": (
        "DROP TRIGGER audit_keeps ON audit",
        f"""
        CREATE FUNCTION audit_keeps_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'DELETE' THEN
                IF old.at > now() - interval '{_KEPT_DAYS} days' THEN
                    RAISE EXCEPTION '{_MESSAGE}';
                END IF;
                RETURN old;
            END IF;
            IF NOT ({" AND ".join(f"old.{name} IS NOT DISTINCT FROM new.{name}" for name in _SAME)}
                    AND {_ERASING}) THEN
                RAISE EXCEPTION '{_MESSAGE}';
            END IF;
            RETURN new;
        END $$
        """,
        """
        CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_keeps_row()
        """,
        """
        CREATE TRIGGER audit_stays BEFORE TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()
        """,
    ),
}

DATED = {
    "sqlite": (
        """
        UPDATE chats SET searched_at = strftime('%Y-%m-%d %H:%M:%f', 'now') || '000+00:00'
        WHERE person_id IS NOT NULL
        """,
    ),
    "postgresql": ("UPDATE chats SET searched_at = now() WHERE person_id IS NOT NULL",),
}


def upgrade() -> None:
    op.add_column("people", Column("erasure", Text))
    erased = text("erasure = 'begun'")
    op.create_index("people_being_erased", "people", ["id"], sqlite_where=erased, postgresql_where=erased)
    op.create_index("former_addresses_person", "former_addresses", ["person_id"])
    op.create_index("audit_old", "audit", ["at"])
    op.add_column("chats", Column("searched_at", Instant))
    searched = text("searched_at IS NOT NULL")
    op.create_index(
        "chats_searched", "chats", ["searched_at"], sqlite_where=searched, postgresql_where=searched
    )
    # The age of earlier searches counts from now: it is unknown when they were made.
    for statement in (*DATED[op.get_context().dialect.name], *RULES[op.get_context().dialect.name]):
        op.execute(statement)
