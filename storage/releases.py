"""Whose hands have to be looked into, because they lost an account or a role, and what is in them."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select, update

from storage import tables as t

# What somebody did at the very moment of the loss may be committed after the first look.
LOOKS = 2

_DUE = select(t.releases_due.c.person_id).order_by(t.releases_due.c.person_id).limit(bindparam("most"))
_HELD = (
    select(t.tickets.c.id)
    .where(t.tickets.c.holder_id == bindparam("person"), t.HELD, t.tickets.c.id > bindparam("after"))
    .order_by(t.tickets.c.id)
    .limit(bindparam("most"))
)
_THEIRS = t.releases_due.c.person_id == bindparam("person")
_LOOKED = update(t.releases_due).where(_THEIRS).values(looks=t.releases_due.c.looks + 1)
_DONE = delete(t.releases_due).where(_THEIRS, t.releases_due.c.looks >= LOOKS)


class SqlReleases:
    """Whose hands have to be looked into, and what is in them.

    Whoever loses an account or a role that works tickets is marked by triggers (see the migration), whichever
    way it happens: in chat, by an import, or by hand. They are looked at twice: what they did at the very
    moment of the loss may be committed after the first time.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, limit: int) -> list[int]:
        return list(self._connection.execute(_DUE, {"most": limit}).scalars())

    def held(self, person_id: int, after: int, limit: int) -> list[int]:
        given = {"person": person_id, "after": after, "most": limit}
        return list(self._connection.execute(_HELD, given).scalars())

    def looked(self, person_id: int) -> None:
        self._connection.execute(_LOOKED, {"person": person_id})
        self._connection.execute(_DONE, {"person": person_id})
