"""The conditions for the tickets that a desk may take: those that wait there, and those it is alerted of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, bindparam

from core.people.desks import Desk
from core.tickets.lifecycle import Status
from storage.schema import tables as t

_WAITS = t.tickets.c.status == Status.WAITING.value
AT_DESK: tuple[ColumnElement[bool], ...] = (t.tickets.c.desk_key == bindparam("desk"), _WAITS)
# Without those that wait at another desk of the same reader, where they have them already.
ALERTED: tuple[ColumnElement[bool], ...] = (
    t.tickets.c.alerted_desk_key == bindparam("desk"),
    _WAITS,
    t.tickets.c.desk_key.not_in(bindparam("own_desks", expanding=True)),
)


def queue_parameters(desks: Iterable[Desk]) -> list[Mapping[str, object]]:
    """Return the parameters of both conditions for each desk of one reader."""
    keys = sorted({desk.key for desk in desks})
    return [{"desk": key, "own_desks": keys} for key in keys]
