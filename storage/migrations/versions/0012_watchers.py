"""Create the tables of watchers and of people who lost an account or a role, whose tickets are released.

Triggers insert the people, in the same transaction as the loss, whether it comes from an administrator in
chat, from an import, or from a statement by hand.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text

from storage.schema.columns import Id, Instant

revision = "0012"
down_revision = "0011"

_HELD = text("status IN ('working', 'feedback')")

_PUT = """
    INSERT INTO releases_due (person_id, looks) VALUES ({person}, 0)
    ON CONFLICT (person_id) DO UPDATE SET looks = 0;
"""
_DISABLED = "new.disabled AND NOT old.disabled"
_ROLE_GONE = "old.desk_key IS NOT NULL"
_ROLE_MOVED = (
    "old.desk_key IS NOT NULL AND (old.desk_key {differs} new.desk_key OR old.person_id <> new.person_id)"
)


def _on_sqlite(name: str, when: str, condition: str, person: str) -> str:
    put = _PUT.format(person=person)
    return f"CREATE TRIGGER releases_{name} AFTER {when} FOR EACH ROW WHEN {condition} BEGIN {put} END"


def _on_postgresql(name: str, when: str, condition: str, function: str) -> str:
    return (
        f"CREATE TRIGGER releases_{name} AFTER {when} FOR EACH ROW WHEN ({condition}) "
        f"EXECUTE FUNCTION {function}()"
    )


def _function(name: str, person: str) -> str:
    put = _PUT.format(person=person)
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {put} RETURN NULL; END $$"


TRIGGERS = {
    "sqlite": (
        _on_sqlite("account_disabled", "UPDATE OF disabled ON people", _DISABLED, "new.id"),
        _on_sqlite("role_gone", "DELETE ON assignments", _ROLE_GONE, "old.person_id"),
        _on_sqlite(
            "role_moved", "UPDATE ON assignments", _ROLE_MOVED.format(differs="IS NOT"), "old.person_id"
        ),
    ),
    "postgresql": (
        _function("releases_of_account", "new.id"),
        _function("releases_of_role", "old.person_id"),
        _on_postgresql("account_disabled", "UPDATE OF disabled ON people", _DISABLED, "releases_of_account"),
        _on_postgresql("role_gone", "DELETE ON assignments", _ROLE_GONE, "releases_of_role"),
        _on_postgresql(
            "role_moved",
            "UPDATE ON assignments",
            _ROLE_MOVED.format(differs="IS DISTINCT FROM"),
            "releases_of_role",
        ),
    ),
}

# People who lost an account or a role before these triggers existed.
STUCK = """
    INSERT INTO releases_due (person_id, looks)
    SELECT DISTINCT holder_id, 0 FROM tickets
    WHERE status IN ('working', 'feedback') AND holder_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM people WHERE people.id = tickets.holder_id AND people.disabled)
        OR NOT EXISTS (
            SELECT 1 FROM assignments
            WHERE assignments.person_id = tickets.holder_id AND assignments.desk_key = tickets.desk_key
        )
    )
"""


def upgrade() -> None:
    op.create_table(
        "releases_due",
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
        Column("looks", Integer, nullable=False),  # how often their tickets were checked since
    )
    op.create_index(
        "tickets_held", "tickets", ["holder_id", "id"], sqlite_where=_HELD, postgresql_where=_HELD
    )
    op.create_table(
        "watchers",
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("ticket_id", Id, ForeignKey("tickets.id"), primary_key=True),
    )
    op.create_table(
        "watch_links",
        Column("digest", Text, primary_key=True),
        Column("ticket_id", Id, ForeignKey("tickets.id"), nullable=False),
        Column("person_id", Id, ForeignKey("people.id"), nullable=False),
        Column("expires_at", Instant, nullable=False),
        Column("used_at", Instant),
        Index("watch_links_ticket", "ticket_id", "expires_at"),
        Index("watch_links_old", "expires_at"),
    )
    for statement in (*TRIGGERS[op.get_context().dialect.name], STUCK):
        op.get_bind().exec_driver_sql(statement)
