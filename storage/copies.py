"""Copies of files beside Telegram's own: which are wanted, which are kept, which nobody needs any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, literal, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.attachments import Attachment
from core.files import extension_of
from storage import tables as t


class CopyState(StrEnum):
    """`going` has left the books and not yet the folder; only a `wanted` one is ever asked for."""

    WANTED = "wanted"
    KEPT = "kept"
    TOO_LARGE = "too_large"
    FAILED = "failed"
    GOING = "going"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class WantedCopy:
    """A file to keep a copy of; `unique_ref` is the file's own, whoever sent it; size in bytes."""

    unique_ref: str
    reference: str
    extension: str
    size: int
    attempts: int


_FILE = t.copies.c.unique_ref == bindparam("file")
# Written out and not bound: so they are known to be the conditions of the indexes.
_IS_WANTED, _IS_KEPT, _IS_GOING, _IS_TOO_LARGE = (
    t.copies.c.state == literal_column(f"'{state.value}'")
    for state in (CopyState.WANTED, CopyState.KEPT, CopyState.GOING, CopyState.TOO_LARGE)
)

# The same file again: one that was let go, or given up, is worth another try, since it is used again.
_NEW = insert(t.copies)
_ANEW = or_(
    *(t.copies.c.state == ended.value for ended in (CopyState.FAILED, CopyState.GOING, CopyState.GONE))
)
_WANT = _NEW.on_conflict_do_update(
    index_elements=["unique_ref"],
    set_={
        "reference": _NEW.excluded.reference,
        "in_use_at": _NEW.excluded.in_use_at,
        "state": case((_ANEW, literal(CopyState.WANTED.value)), else_=t.copies.c.state),
        "attempts": case((_ANEW, literal(0)), else_=t.copies.c.attempts),
        "not_before": case((_ANEW, _NEW.excluded.not_before), else_=t.copies.c.not_before),
    },
)
_DUE = (
    select(
        t.copies.c.unique_ref,
        t.copies.c.reference,
        t.copies.c.extension,
        t.copies.c.size,
        t.copies.c.attempts,
    )
    .where(_IS_WANTED, t.copies.c.not_before <= bindparam("now"))
    .order_by(t.copies.c.not_before)
    .limit(bindparam("most"))
)
_CHANGE_WANTED = update(t.copies).where(_FILE, _IS_WANTED)
_PUT_OFF = _CHANGE_WANTED.values(
    not_before=bindparam("later"), attempts=t.copies.c.attempts + bindparam("counted")
)
_OLD = (
    select(t.copies.c.unique_ref)
    .where(_IS_KEPT, t.copies.c.in_use_at <= bindparam("before"))
    .order_by(t.copies.c.in_use_at)
    .limit(bindparam("most"))
    .with_for_update()
)
_WITH_FILE = (
    select(t.tickets.c.closed_at)
    .join_from(t.attachments, t.tickets, t.tickets.c.id == t.attachments.c.ticket_id)
    .where(t.attachments.c.unique_ref == bindparam("file"))
)
_IS_OPEN = select(_WITH_FILE.where(t.tickets.c.closed_at.is_(None)).exists())
_LAST_CLOSED = select(func.max(_WITH_FILE.subquery().c.closed_at))
_CHANGE = update(t.copies).where(_FILE)
_GOING = (
    select(t.copies.c.unique_ref).where(_IS_GOING).order_by(t.copies.c.in_use_at).limit(bindparam("most"))
)
_WANT_AGAIN = (
    update(t.copies)
    .where(_IS_TOO_LARGE, t.copies.c.size <= bindparam("limit"))
    .values(state=CopyState.WANTED.value, attempts=0, not_before=bindparam("now"))
)
_STATE = select(t.copies.c.state).where(_FILE)
_GONE = update(t.copies).where(_FILE, _IS_GOING).values(state=CopyState.GONE.value)


def want(connection: Connection, files: Iterable[Attachment], at: datetime) -> None:
    """A copy of each shall be kept, where there is none yet; `at` is when they were attached."""
    # In one order for all, so that two who attach the same files do not wait for each other.
    by_file = {file.upload.unique: file for file in files}
    connection.execute(_WANT, [_row(by_file[unique], at) for unique in sorted(by_file)])


class SqlCopies:
    """Copies of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, limit: int) -> list[WantedCopy]:
        """Those to be fetched now, the longest waiting first."""
        return [WantedCopy(*row) for row in self._connection.execute(_DUE, {"now": now, "most": limit})]

    def kept(self, unique_ref: str, sha256: str, *, agrees: bool, at: datetime) -> None:
        """A whole copy is in the archive; `agrees`: its content can be what its extension says."""
        kept = {"state": CopyState.KEPT.value, "sha256": sha256, "agrees": agrees, "stored_at": at}
        self._connection.execute(_CHANGE_WANTED, {"file": unique_ref, **kept})

    def put_off(self, unique_ref: str, not_before: datetime, *, counts: bool = True) -> None:
        """Try again then; `counts`: as one of the tries that a file gets."""
        put_off = {"file": unique_ref, "later": not_before, "counted": int(counts)}
        self._connection.execute(_PUT_OFF, put_off)

    def give_up(self, unique_ref: str, state: CopyState) -> None:
        """No copy will be kept; `state` says why."""
        self._connection.execute(_CHANGE_WANTED, {"file": unique_ref, "state": state.value})

    def want_again(self, limit: int, now: datetime) -> int:
        """Ask for what was too large, where so many bytes can be had by now; how many copies that are."""
        return self._connection.execute(_WANT_AGAIN, {"limit": limit, "now": now}).rowcount

    def let_go(self, before: datetime, now: datetime, limit: int) -> int:
        """Make `going` what no ticket has needed since `before`; how many copies were looked at.

        A copy that a ticket needed for longer is not looked at again before it can be due.
        """
        old = self._connection.execute(_OLD, {"before": before, "most": limit}).scalars().all()
        for unique_ref in old:
            is_open = self._connection.execute(_IS_OPEN, {"file": unique_ref}).scalar_one()
            closed = self._connection.execute(_LAST_CLOSED, {"file": unique_ref}).scalar_one()
            in_use_at = now if is_open else closed
            needed = in_use_at is not None and in_use_at > before
            change = {"in_use_at": in_use_at} if needed else {"state": CopyState.GOING.value}
            self._connection.execute(_CHANGE, {"file": unique_ref, **change})
        return len(old)

    def going(self, limit: int) -> list[str]:
        """Those whose copy has to leave the archive."""
        return list(self._connection.execute(_GOING, {"most": limit}).scalars())

    def state(self, unique_ref: str) -> CopyState | None:
        found = self._connection.execute(_STATE, {"file": unique_ref}).scalar_one_or_none()
        return CopyState(found) if found is not None else None

    def gone(self, unique_ref: str) -> None:
        """Its copy has left the archive; nothing changes where it is wanted again."""
        self._connection.execute(_GONE, {"file": unique_ref})


def _row(file: Attachment, at: datetime) -> dict[str, Any]:
    return {
        "unique_ref": file.upload.unique,
        "reference": file.upload.reference,
        "extension": extension_of(file.name),
        "size": file.upload.size,
        "state": CopyState.WANTED.value,
        "attempts": 0,
        "not_before": at,
        "in_use_at": at,
    }
