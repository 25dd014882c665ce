"""Tickets whose priority the clock may change now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, tuple_

from core.packages.package import Package
from storage.schema import tables as t

_ID = t.tickets.c.id
_DUE = (
    select(t.tickets.c.priority_until, _ID, t.tickets.c.package)
    .where(t.tickets.c.priority_until <= bindparam("now"))
    .order_by(t.tickets.c.priority_until, _ID)
    .limit(bindparam("most"))
)
_DUE_AFTER = _DUE.where(
    tuple_(t.tickets.c.priority_until, _ID)
    > tuple_(bindparam("after", type_=t.tickets.c.priority_until.type), bindparam("after_id"))
)


class DuePriority(NamedTuple):
    """A ticket whose `until` has come; in the order in which they are due, and so a place in it."""

    until: datetime
    id: int
    package_document: Mapping[str, Any]

    @property
    def package(self) -> Package:
        """Return the package as it is stored with the ticket."""
        return Package.from_dict(self.package_document)


class SqlDuePriorities:
    """Find tickets by the instant when the clock may change their priority; closed ones have none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, limit: int, after: DuePriority | None = None) -> list[DuePriority]:
        """Return up to `limit` tickets whose instant has come, longest due first; those beyond `after`."""
        given: dict[str, object] = {"now": now, "most": limit}
        if after is None:
            rows = self._connection.execute(_DUE, given)
        else:
            rows = self._connection.execute(_DUE_AFTER, given | {"after": after.until, "after_id": after.id})
        return [DuePriority(*row) for row in rows]
