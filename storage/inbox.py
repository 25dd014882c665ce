"""What Telegram sent: kept before anything else is done with it, and taken up lane by lane in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Connection, bindparam, delete, select, update

from storage import tables as t
from storage.locks import Lock, hold
from storage.upserts import insert_if_new

_FORGET_AT_ONCE = 5000


class Claim(Enum):
    """Whether an update may be handled now."""

    YOURS = auto()
    DONE = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not done."""

    update_id: int
    lane: str
    raw: str
    attempts: int


_earlier = t.inbox.alias("earlier")
_UPDATE = t.inbox.c.update_id == bindparam("this")
_KEEP = insert_if_new(t.inbox).returning(t.inbox.c.update_id)
_CLAIM = select(
    t.inbox.c.done_at,
    select(_earlier.c.update_id)
    .where(
        _earlier.c.lane == bindparam("lane"),
        _earlier.c.update_id < bindparam("this"),
        _earlier.c.done_at.is_(None),
    )
    .exists()
    .label("is_preceded"),
).where(_UPDATE)
_DONE = update(t.inbox).where(_UPDATE)
_FAILED = (
    update(t.inbox)
    .where(_UPDATE)
    .values(attempts=t.inbox.c.attempts + 1, reason=bindparam("why"))
    .returning(t.inbox.c.attempts)
)
_WAITING = (
    select(t.inbox.c.update_id, t.inbox.c.lane, t.inbox.c.raw, t.inbox.c.attempts)
    .where(t.inbox.c.done_at.is_(None))
    .order_by(t.inbox.c.update_id)
    .limit(bindparam("most"))
)
_WAITING_LONG = _WAITING.where(t.inbox.c.received_at <= bindparam("since"))
_FORGET = delete(t.inbox).where(
    t.inbox.c.update_id.in_(
        select(t.inbox.c.update_id)
        .where(t.inbox.c.done_at < bindparam("before"))
        .order_by(t.inbox.c.update_id)
        .limit(_FORGET_AT_ONCE)
    )
)


class SqlInbox:
    """Updates of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, rows: Sequence[tuple[int, str, str]], at: datetime) -> list[int]:
        """Keep (update id, lane, raw text); the ids that are really new, in the order given."""
        same = {"received_at": at, "attempts": 0}
        return [
            update_id
            for update_id, lane, raw in rows
            if self._connection.execute(
                _KEEP, same | {"update_id": update_id, "lane": lane, "raw": raw}
            ).first()
        ]

    def claim(self, update_id: int, lane: str) -> Claim:
        """Ask to handle this update; where it is YOURS, nobody else gets the lane until the commit."""
        hold(self._connection, Lock.LANE, lane)
        found = self._connection.execute(_CLAIM, {"this": update_id, "lane": lane}).one_or_none()
        if found is None or found.done_at is not None:
            return Claim.DONE
        return Claim.LATER if found.is_preceded else Claim.YOURS

    def done(self, update_id: int, at: datetime) -> None:
        self._connection.execute(_DONE, {"this": update_id, "done_at": at})

    def failed(self, update_id: int, reason: str) -> int:
        """Count a failed attempt; how many there have been now."""
        found = self._connection.execute(_FAILED, {"this": update_id, "why": reason})
        return int(found.scalar_one())

    def set_aside(self, update_id: int, reason: str, at: datetime) -> None:
        """Never try it again, and let its lane go on."""
        self._connection.execute(_DONE, {"this": update_id, "done_at": at, "reason": reason})

    def waiting(self, limit: int, older_than: datetime | None = None) -> list[Waiting]:
        """What is not done, in order; `older_than`: only what came until then."""
        if older_than is None:
            rows = self._connection.execute(_WAITING, {"most": limit})
        else:
            rows = self._connection.execute(_WAITING_LONG, {"most": limit, "since": older_than})
        return [Waiting(*row) for row in rows]

    def forget(self, before: datetime) -> int:
        """Delete what was done before, 5,000 at most so that nobody waits for it long; how many went."""
        return self._connection.execute(_FORGET, {"before": before}).rowcount
