"""Add who invited a watcher, the topic and the term of staff groups, and the trail of who looked at tickets.

Who invited the present watchers is read from the history. Those who invited them are then looked at as people
who lost a role are, so that watchers whom nobody vouches for any more are removed.
"""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    bindparam,
    column,
    select,
    table,
    update,
)

from storage.schema.columns import Document, Id, Instant

revision = "0025"
down_revision = "0024"

_WATCHERS = table("watchers", column("person_id"), column("ticket_id"), column("invited_by"))
_HISTORY = table(
    "history",
    column("id"),
    column("ticket_id"),
    column("person_id"),
    column("kind"),
    column("facts", Document),
)
_INVITED = (
    select(_WATCHERS.c.person_id, _WATCHERS.c.ticket_id, _HISTORY.c.facts)
    .join_from(
        _WATCHERS,
        _HISTORY,
        (_HISTORY.c.ticket_id == _WATCHERS.c.ticket_id) & (_HISTORY.c.person_id == _WATCHERS.c.person_id),
    )
    .where(_HISTORY.c.kind == "watched")
    .order_by(_HISTORY.c.id)
)
_KEEP = (
    update(_WATCHERS)
    .where(_WATCHERS.c.person_id == bindparam("watcher"), _WATCHERS.c.ticket_id == bindparam("ticket"))
    .values(invited_by=bindparam("inviter"))
)
_LOOK_AT_INVITERS = """
    INSERT INTO releases_due (person_id, looks)
    SELECT DISTINCT invited_by, 0 FROM watchers WHERE invited_by IS NOT NULL
    ON CONFLICT (person_id) DO UPDATE SET looks = 0
"""


def upgrade() -> None:
    op.add_column("watchers", Column("invited_by", Id))
    op.create_index("watchers_invited", "watchers", ["invited_by", "ticket_id", "person_id"])
    op.add_column("staff_groups", Column("thread_id", BigInteger))
    op.add_column("staff_groups", Column("confirm_by", Instant))
    op.create_table(
        "looks",
        Column("id", Id, primary_key=True),
        Column("at", Instant, nullable=False),
        Column("day", Text, nullable=False),
        Column("person_id", Id, ForeignKey("people.id"), nullable=False),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("times", Integer, nullable=False),
        Column("tickets", Integer, nullable=False),
        UniqueConstraint("person_id", "kind", "subject", "day", name="looks_once_a_day"),
        Index("looks_old", "at"),
        Index("looks_person", "person_id", "id"),
        Index("looks_subject", "subject", "id"),
    )
    _read_inviters(op.get_bind())


def _read_inviters(connection: Connection) -> None:
    inviters: dict[tuple[int, int], Any] = {}
    for row in connection.execute(_INVITED):
        inviters[row.person_id, row.ticket_id] = row.facts.get("invited_by")
    known = [
        {"watcher": watcher, "ticket": ticket, "inviter": inviter}
        for (watcher, ticket), inviter in inviters.items()
        if isinstance(inviter, int)
    ]
    if known:
        connection.execute(_KEEP, known)
        connection.exec_driver_sql(_LOOK_AT_INVITERS)
