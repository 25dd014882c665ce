"""Find the desks, and the LPSEs, at which nobody can be reached in chat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.reachability import MOST_COUNTED, UnreachedDesk
from core.tickets.lifecycle import Status
from storage.schema import tables as t


def _serves(desk_key: Any) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for a role at this desk of somebody whose account is not disabled."""
    assignments, people = t.assignments.c, t.people.c
    return (
        assignments.desk_key == desk_key,
        people.id == assignments.person_id,
        people.disabled == false(),
    )


def _is_reached(desk_key: Any) -> ColumnElement[bool]:
    """Return the condition that somebody at this desk, or a group of the desk, can be written to."""
    chats = t.chats.c
    linked = exists().where(*_serves(desk_key), chats.person_id == t.people.c.id, chats.reachable == true())
    group = exists().where(
        t.staff_groups.c.desk_key == desk_key, exists().where(*_serves(desk_key)).correlate(t.lpses)
    )
    return or_(linked.correlate(t.lpses), group.correlate(t.lpses))


def _desk_key(level: Level) -> ColumnElement[str]:
    """Return the key of an LPSE's desk of this level, as `Desk.key` makes it."""
    return literal(f"{int(level)}:") + cast(t.lpses.c.id, String)


_CAN_REACH = select(_is_reached(bindparam("desk")))
_WAITING = (
    select(t.tickets.c.id)
    .where(t.tickets.c.desk_key == bindparam("desk"), t.tickets.c.status == Status.WAITING.value)
    .limit(MOST_COUNTED)
    .subquery("first_ones")
)
_COUNT = select(func.count()).select_from(_WAITING)
_UNSERVED = (
    select(t.lpses.c.id)
    .where(
        t.lpses.c.id > bindparam("after"),
        t.lpses.c.retired == false(),
        or_(*(~_is_reached(_desk_key(level)) for level in (Level.LPSE_1, Level.LPSE_2))),
    )
    .order_by(t.lpses.c.id)
    .limit(bindparam("most"))
)
_UNSERVED_AMONG = select(t.lpses.c.id).where(
    and_(t.lpses.c.id.in_(bindparam("ids", expanding=True)), ~_is_reached(_desk_key(Level.LPSE_1)))
)


class SqlReachability:
    """Reachability of desks within one unit of work; all is found by the keys of desks, never by tickets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def can_reach(self, desk: Desk) -> bool:
        """Return whether anybody at the desk can be reached in chat."""
        return bool(self._connection.execute(_CAN_REACH, {"desk": desk.key}).scalar_one())

    def unreached(self, desks: Iterable[Desk]) -> Sequence[UnreachedDesk]:
        """Return those of a few desks at which nobody can be reached."""
        return [
            UnreachedDesk(desk, int(self._connection.execute(_COUNT, {"desk": desk.key}).scalar_one()))
            for desk in desks
            if not self.can_reach(desk)
        ]

    def unserved_lpses(self, after: int, limit: int) -> Sequence[int]:
        """Return the ids of LPSEs, not retired, with a desk at which nobody can be reached; above `after`."""
        return self._connection.execute(_UNSERVED, {"after": after, "most": limit}).scalars().all()

    def unserved_among(self, lpse_ids: Iterable[int]) -> Collection[int]:
        """Return those of a few LPSEs at whose first desk nobody can be reached."""
        return set(self._connection.execute(_UNSERVED_AMONG, {"ids": list(lpse_ids)}).scalars())
