"""Updates from Telegram: stored before they are processed, and processed in order within each lane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, null, select, update
from sqlalchemy.dialects.postgresql import insert

from core.messaging.sends import UnhandledUpdate
from storage.engine.locks import Lock, hold_lock
from storage.schema import tables as t
from storage.schema.upserts import insert_if_new

# The id of a trial row, which no update has: Telegram gives updates positive numbers.
_TRIAL = -1
# Digits that a lane may have to be a chat id: every number of so many digits fits 64 bits.
LONGEST_ID = 18
# The starts of processes stand among the counters, under a prefix that no ticket number has.
_STARTS = {"prefix": "starts", "month": ""}


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update that is not done; `raw` is its JSON, `attempts` counts the tries that came to nothing.

    `maybe_begun` says that a process may have begun it before and not have come to its end. `begun_again`
    counts how often it was taken up from the inbox and begun, and `begun_after_starts` says how many
    processes had started when it last was; None where it never was, or by an earlier release. One that
    `makes_way` is handled after others: that of a stranger, or of somebody who sends more than their budget.
    """

    update_id: int
    lane: str
    raw: str
    attempts: int
    maybe_begun: bool = False
    makes_way: bool = field(default=False, compare=False)
    begun_again: int = 0
    begun_after_starts: int | None = None


class ClaimStatus(Enum):
    """The answer to a process that asks to handle an update: yes, already done, or not yet."""

    GRANTED = auto()
    DONE = auto()
    NOT_YET = auto()


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a claim: whether the process may handle the update now.

    `earlier` is set where `status` is NOT_YET: the update that has to be handled first. `is_overtaken` says
    that a later update of the lane was done before this one came. `begun` is the update with its new counts,
    set by `begin_again` where `status` is GRANTED.
    """

    status: ClaimStatus
    earlier: PendingUpdate | None = None
    is_overtaken: bool = False
    begun: PendingUpdate | None = None


_earlier, _later = t.inbox.alias("earlier"), t.inbox.alias("later")
_UPDATE = t.inbox.c.update_id == bindparam("this")
_STORE = insert_if_new(t.inbox).returning(t.inbox.c.update_id)
_DELETE = delete(t.inbox).where(_UPDATE)
_CLAIM = select(
    t.inbox.c.done_at,
    select(_earlier.c.update_id)
    .where(
        _earlier.c.lane == bindparam("lane"),
        _earlier.c.update_id < bindparam("this"),
        _earlier.c.done_at.is_(None),
    )
    .order_by(_earlier.c.update_id)
    .limit(1)
    .scalar_subquery()
    .label("earlier"),
    select(_later.c.update_id)
    .where(
        _later.c.lane == bindparam("lane"),
        _later.c.update_id > bindparam("this"),
        _later.c.done_at.is_not(None),
    )
    .exists()
    .label("is_overtaken"),
).where(_UPDATE)
_NOT_DONE = update(t.inbox).where(_UPDATE, t.inbox.c.done_at.is_(None))
_DONE = update(t.inbox).where(_UPDATE).values(reason=null())
_PUT_ASIDE = _NOT_DONE.returning(t.inbox.c.update_id)
_COUNT_TRY = _NOT_DONE.values(attempts=t.inbox.c.attempts + 1, reason=bindparam("why")).returning(
    t.inbox.c.attempts
)
_COUNT_START = insert(t.counters).on_conflict_do_update(
    index_elements=["prefix", "month"], set_={"last": t.counters.c.last + 1}
)
_COUNT_STARTS = select(t.counters.c.last).where(
    t.counters.c.prefix == bindparam("prefix"), t.counters.c.month == bindparam("month")
)
_SIGNED_IN = select(t.chats.c.chat_id).where(
    t.chats.c.chat_id.in_(bindparam("chats", expanding=True)), t.chats.c.person_id.is_not(None)
)
_ROWS = select(
    t.inbox.c.update_id,
    t.inbox.c.lane,
    t.inbox.c.raw,
    t.inbox.c.attempts,
    func.coalesce(t.inbox.c.begun_again, 0).label("begun_again"),
    t.inbox.c.begun_after_starts,
)
_ONE = _ROWS.where(_UPDATE)
_PENDING = _ROWS.where(t.inbox.c.done_at.is_(None)).order_by(t.inbox.c.update_id).limit(bindparam("most"))
_PENDING_LONG = _PENDING.where(t.inbox.c.received_at <= bindparam("since"))
_KEPT = select(t.inbox.c.update_id, t.inbox.c.received_at, t.inbox.c.done_at, t.inbox.c.reason).where(
    t.inbox.c.lane == bindparam("lane")
)
# Two statements: each has an index of its own.
_NEWEST_OF = tuple(
    _KEPT.where(condition).order_by(t.inbox.c.update_id.desc()).limit(bindparam("most"))
    for condition in (t.inbox.c.done_at.is_(None), t.inbox.c.done_at.is_not(None))
)


_UNHANDLED = tuple(
    _KEPT.where(condition).order_by(order).limit(bindparam("most"))
    for condition, order in (
        (t.inbox.c.done_at.is_(None), t.inbox.c.update_id),
        (t.inbox.c.done_at.is_not(None) & t.inbox.c.reason.is_not(None), t.inbox.c.update_id.desc()),
    )
)


@dataclass(frozen=True, slots=True)
class KeptUpdate:
    """An update that is kept still: when it came, when it was done, and why it was put aside if it was."""

    update_id: int
    received_at: datetime
    done_at: datetime | None
    reason: str | None


class SqlInbox:
    """Updates of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest_of(self, lane: str, limit: int) -> list[KeptUpdate]:
        """Return the newest updates of a lane that are kept: up to `limit` done ones, and as many others."""
        given = {"lane": lane, "most": limit}
        return [
            KeptUpdate(*row) for statement in _NEWEST_OF for row in self._connection.execute(statement, given)
        ]

    def unhandled_of(self, lane: str, limit: int) -> list[UnhandledUpdate]:
        """Return the oldest updates of a lane that wait, and the newest that were put aside."""
        given = {"lane": lane, "most": limit}
        return [
            UnhandledUpdate(row.update_id, row.received_at, row.reason or "", row.done_at is not None)
            for statement in _UNHANDLED
            for row in self._connection.execute(statement, given)
        ]

    def store(self, rows: Sequence[tuple[int, str, str]], at: datetime) -> list[int]:
        """Store rows of (update id, lane, raw JSON); return the ids that are new, in the given order."""
        common = {"received_at": at, "attempts": 0}
        return [
            update_id
            for update_id, lane, raw in rows
            if self._connection.execute(
                _STORE, common | {"update_id": update_id, "lane": lane, "raw": raw}
            ).first()
        ]

    def try_to_store(self) -> None:
        """Write and remove a row as `store` does, to find out whether the database takes any."""
        row = {"update_id": _TRIAL, "lane": "", "raw": "", "attempts": 0}
        self._connection.execute(_STORE, row | {"received_at": datetime.now(UTC)})
        self._connection.execute(_DELETE, {"this": _TRIAL})

    def claim(self, update_id: int, lane: str) -> Claim:
        """Ask to handle this update; once GRANTED, its lane is locked until this transaction ends.

        NOT_YET means that an earlier update of the lane is not done. An unknown update counts as DONE.
        """
        hold_lock(self._connection, Lock.LANE, lane)
        found = self._connection.execute(_CLAIM, {"this": update_id, "lane": lane}).one_or_none()
        if found is None or found.done_at is not None:
            return Claim(ClaimStatus.DONE)
        if found.earlier is not None:
            return Claim(ClaimStatus.NOT_YET, self._pending_one(found.earlier))
        return Claim(ClaimStatus.GRANTED, is_overtaken=bool(found.is_overtaken))

    def mark_done(self, update_id: int, at: datetime) -> None:
        self._connection.execute(_DONE, {"this": update_id, "done_at": at})

    def count_try(self, update_id: int, reason: str) -> int | None:
        """Count a try that failed for this reason; return how many there have been, None where it is done."""
        found = self._connection.execute(_COUNT_TRY, {"this": update_id, "why": reason})
        return found.scalar_one_or_none()

    def count_start(self) -> None:
        """Count the start of a process that handles updates."""
        self._connection.execute(_COUNT_START, _STARTS | {"last": 1})

    def begin_again(self, pending: PendingUpdate) -> Claim:
        """Claim an update that may have ended a process; count a failed try if it may be the cause.

        It may be the cause if at most one process has started since it was begun. If more have, one of them
        ended without having begun it: something else ends processes, and the tries are counted from 0 again.
        NOT_YET with the update itself as `earlier` means that another process has begun it since `pending`
        was read; it has the counts as they are now.
        """
        claim = self.claim(pending.update_id, pending.lane)
        if claim.status is not ClaimStatus.GRANTED:
            return claim
        kept = self._pending_one(pending.update_id)
        if (kept.attempts, kept.begun_again) != (pending.attempts, pending.begun_again):
            return Claim(ClaimStatus.NOT_YET, kept)
        starts = self._connection.execute(_COUNT_STARTS, _STARTS).scalar_one_or_none() or 0
        is_its_own = kept.begun_after_starts is None or starts - kept.begun_after_starts <= 1
        begun = replace(
            pending,
            maybe_begun=False,
            attempts=kept.attempts + 1 if is_its_own else 0,
            begun_again=kept.begun_again + 1,
            begun_after_starts=starts,
        )
        counted = {name: getattr(begun, name) for name in ("attempts", "begun_again", "begun_after_starts")}
        self._connection.execute(_NOT_DONE, {"this": pending.update_id, **counted})
        return replace(claim, begun=begun)

    def put_aside(self, update_id: int, lane: str, reason: str, at: datetime) -> bool:
        """Mark an update as done with the reason of its failure, so that later ones of its lane are handled.

        Return False and change nothing if another process has done it meanwhile.
        """
        hold_lock(self._connection, Lock.LANE, lane)
        found = self._connection.execute(_PUT_ASIDE, {"this": update_id, "done_at": at, "reason": reason})
        return found.first() is not None

    def pending(self, limit: int, older_than: datetime | None = None) -> list[PendingUpdate]:
        """Return up to `limit` updates that are not done, by their ids.

        With `older_than`, only those that were received then or earlier.
        """
        if older_than is None:
            rows = self._connection.execute(_PENDING, {"most": limit})
        else:
            rows = self._connection.execute(_PENDING_LONG, {"most": limit, "since": older_than})
        found = [_maybe_begun(row) for row in rows]
        people = self.signed_in_lanes(one.lane for one in found)
        return [one if one.lane in people else replace(one, makes_way=True) for one in found]

    def signed_in_lanes(self, lanes: Iterable[str]) -> set[str]:
        """Return those of these lanes whose person is signed in.

        The lane of a person is named after their Telegram id, which is that of their private chat too.
        """
        ids = {int(lane) for lane in lanes if lane.isascii() and lane.isdigit() and len(lane) <= LONGEST_ID}
        if not ids:
            return set()
        return {str(chat_id) for chat_id in self._connection.execute(_SIGNED_IN, {"chats": ids}).scalars()}

    def _pending_one(self, update_id: int) -> PendingUpdate:
        return _maybe_begun(self._connection.execute(_ONE, {"this": update_id}).one())


def _maybe_begun(row: Row[*tuple[Any, ...]]) -> PendingUpdate:
    return PendingUpdate(**row._mapping, maybe_begun=True)  # noqa: SLF001 - public, by a name that does not look so
