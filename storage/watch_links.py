"""The links with which people are let to watch a ticket."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from core.use_cases.watch_ticket import WatchLink
from storage import tables as t

_ADD = insert(t.watch_links)
_OPEN = (t.watch_links.c.used_at.is_(None), t.watch_links.c.expires_at > bindparam("now"))
_THIS = t.watch_links.c.digest == bindparam("code")
_FIND = select(t.watch_links.c.ticket_id, t.watch_links.c.person_id).where(_THIS, *_OPEN)
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
_FORGET = delete(t.watch_links).where(t.watch_links.c.expires_at < bindparam("before"))


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

    def use(self, digest: str, at: datetime) -> bool:
        """One statement, so that of two who open it at once only one gets in."""
        return self._connection.execute(_USE, {"code": digest, "now": at}).one_or_none() is not None

    def count_open(self, ticket_id: int, at: datetime) -> int:
        return int(self._connection.execute(_COUNT_OPEN, {"ticket": ticket_id, "now": at}).scalar_one())

    def forget(self, before: datetime) -> None:
        """Links that expired before then."""
        self._connection.execute(_FORGET, {"before": before})
