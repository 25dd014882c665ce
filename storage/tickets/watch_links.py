"""Links by which a party of a ticket invites one more person to watch it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.use_cases.tickets.watch_ticket import WatchLink
from storage.schema import tables as t

_ADD = insert(t.watch_links)
_OPEN = (t.watch_links.c.used_at.is_(None), t.watch_links.c.expires_at > bindparam("now"))
_THIS = t.watch_links.c.digest == bindparam("code")
_FIND_ANY = select(t.watch_links.c.ticket_id, t.watch_links.c.person_id).where(_THIS)
_FIND = _FIND_ANY.where(*_OPEN)
_USE = (
    update(t.watch_links)
    .where(_THIS, *_OPEN)
    .values(used_at=bindparam("now"))
    .returning(t.watch_links.c.ticket_id)
)
_COUNT_OPEN = (
    select(func.count())
    .select_from(t.watch_links)
    .where(t.watch_links.c.ticket_id == bindparam("ticket"), *_OPEN)
)


class SqlWatchLinks:
    """Links of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, digest: str, link: WatchLink, expires_at: datetime) -> None:
        row = {
            "digest": digest,
            "ticket_id": link.ticket_id,
            "person_id": link.person_id,
            "expires_at": expires_at,
        }
        self._connection.execute(_ADD, row)

    def find(self, digest: str, at: datetime) -> WatchLink | None:
        row = self._connection.execute(_FIND, {"code": digest, "now": at}).one_or_none()
        return WatchLink(*row) if row else None

    def find_any(self, digest: str) -> WatchLink | None:
        row = self._connection.execute(_FIND_ANY, {"code": digest}).one_or_none()
        return WatchLink(*row) if row else None

    def use(self, digest: str, at: datetime) -> bool:
        """Mark the link as used and return whether it was open.

        It is one statement, so that only one of two people who open it at once succeeds.
        """
        return self._connection.execute(_USE, {"code": digest, "now": at}).one_or_none() is not None

    def count_open(self, ticket_id: int, at: datetime) -> int:
        return int(self._connection.execute(_COUNT_OPEN, {"ticket": ticket_id, "now": at}).scalar_one())
