"""People who lost an account or a role, and the tickets that they still hold."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select, tuple_, update

from storage.schema import tables as t

# A change that a person made at the moment of the loss may be committed after the first check.
CHECKS = 2

_DUE = (
    select(t.releases_due.c.person_id)
    .where(t.releases_due.c.person_id > bindparam("after"))
    .order_by(t.releases_due.c.person_id)
    .limit(bindparam("most"))
)
_HELD_BY = (
    select(t.tickets.c.id)
    .where(t.tickets.c.holder_id == bindparam("person"), t.HELD, t.tickets.c.id > bindparam("after"))
    .order_by(t.tickets.c.id)
    .limit(bindparam("most"))
)
_INVITED_BY = (
    select(t.watchers.c.ticket_id, t.watchers.c.person_id)
    .where(
        t.watchers.c.invited_by == bindparam("person"),
        tuple_(t.watchers.c.ticket_id, t.watchers.c.person_id)
        > tuple_(bindparam("after_ticket"), bindparam("after_watcher")),
    )
    .order_by(t.watchers.c.ticket_id, t.watchers.c.person_id)
    .limit(bindparam("most"))
)
_THEIRS = t.releases_due.c.person_id == bindparam("person")
_MARK_CHECKED = update(t.releases_due).where(_THEIRS).values(looks=t.releases_due.c.looks + 1)
_DONE = delete(t.releases_due).where(_THEIRS, t.releases_due.c.looks >= CHECKS)


class SqlUnheldTickets:
    """Find tickets whose holder lost an account or a role, so that they go back to the queue.

    Triggers (see the migration) mark each person who loses an account or a role that works tickets, in
    whichever way it happens: in chat, by an import, or by hand. Their tickets are checked twice, since a
    change that they made at the moment of the loss may be committed after the first check.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def people_due(self, limit: int, after: int = 0) -> list[int]:
        """Return up to `limit` ids, beyond `after`, of people whose tickets are to be checked."""
        return list(self._connection.execute(_DUE, {"most": limit, "after": after}).scalars())

    def held_by(self, person_id: int, after: int, limit: int) -> list[int]:
        """Return up to `limit` ids, beyond `after`, of tickets in this person's hands."""
        given = {"person": person_id, "after": after, "most": limit}
        return list(self._connection.execute(_HELD_BY, given).scalars())

    def invited_by(self, person_id: int, after: tuple[int, int], limit: int) -> list[tuple[int, int]]:
        """Return up to `limit` pairs of ticket and watcher beyond `after`, of whom this person invited."""
        given = {"person": person_id, "after_ticket": after[0], "after_watcher": after[1], "most": limit}
        return [(row.ticket_id, row.person_id) for row in self._connection.execute(_INVITED_BY, given)]

    def mark_checked(self, person_id: int) -> None:
        """Count that all tickets of this person were checked; the second time ends it."""
        self._connection.execute(_MARK_CHECKED, {"person": person_id})
        self._connection.execute(_DONE, {"person": person_id})
