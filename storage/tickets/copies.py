"""The state of the archived copies of files: to be fetched, stored, or no longer needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, literal, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.files.findings import FileFinding, stored_findings
from core.input.file_types import extension_of
from core.tickets.attachments import Attachment
from storage.schema import tables as t


class CopyState(StrEnum):
    """The states of a copy.

    Only WANTED copies are fetched. GOING copies are no longer needed and still in the archive's folder; GONE
    ones have been deleted. TOO_LARGE and FAILED ones were given up.
    """

    WANTED = "wanted"
    KEPT = "kept"
    TOO_LARGE = "too_large"
    FAILED = "failed"
    GOING = "going"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class WantedCopy:
    """A file to fetch a copy of; `unique_ref` is the same whoever sent the file, `size` is in bytes."""

    unique_ref: str
    reference: str
    extension: str
    size: int
    attempts: int


_FILE = t.copies.c.unique_ref == bindparam("file")
# Literals instead of parameters, so that the databases recognise the conditions of the partial indexes.
_IS_WANTED, _IS_KEPT, _IS_GOING, _IS_TOO_LARGE = (
    t.copies.c.state == literal_column(f"'{state.value}'")
    for state in (CopyState.WANTED, CopyState.KEPT, CopyState.GOING, CopyState.TOO_LARGE)
)

# A file that is attached again is fetched again where its copy was deleted or given up.
_NEW = insert(t.copies)
_HAS_ENDED = or_(
    *(t.copies.c.state == ended.value for ended in (CopyState.FAILED, CopyState.GOING, CopyState.GONE))
)
_REQUEST = _NEW.on_conflict_do_update(
    index_elements=["unique_ref"],
    set_={
        "reference": _NEW.excluded.reference,
        "in_use_at": _NEW.excluded.in_use_at,
        "state": case((_HAS_ENDED, literal(CopyState.WANTED.value)), else_=t.copies.c.state),
        "attempts": case((_HAS_ENDED, literal(0)), else_=t.copies.c.attempts),
        "not_before": case((_HAS_ENDED, _NEW.excluded.not_before), else_=t.copies.c.not_before),
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
_NEXT_DUE = select(func.min(t.copies.c.not_before)).where(
    _IS_WANTED, t.copies.c.not_before > bindparam("now")
)
_CHANGE_WANTED = update(t.copies).where(_FILE, _IS_WANTED)
_POSTPONE = _CHANGE_WANTED.values(
    not_before=bindparam("later"), attempts=t.copies.c.attempts + bindparam("counted")
)
_UNUSED = (
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
_AWAITING_REMOVAL = (
    select(t.copies.c.unique_ref).where(_IS_GOING).order_by(t.copies.c.in_use_at).limit(bindparam("most"))
)
_RETRY_TOO_LARGE = (
    update(t.copies)
    .where(_IS_TOO_LARGE, t.copies.c.size <= bindparam("limit"))
    .values(state=CopyState.WANTED.value, attempts=0, not_before=bindparam("now"))
)
_STATE = select(t.copies.c.state).where(_FILE)
_MARK_REMOVED = update(t.copies).where(_FILE, _IS_GOING).values(state=CopyState.GONE.value)


def request_copies(connection: Connection, files: Iterable[Attachment], at: datetime) -> None:
    """Request a copy of each file that has none yet; `at` is when they were attached."""
    # Always in the same order, so that two transactions with the same files don't deadlock.
    by_file = {file.upload.unique: file for file in files}
    connection.execute(_REQUEST, [_row(by_file[unique], at) for unique in sorted(by_file)])


class SqlCopies:
    """Copies of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, limit: int) -> list[WantedCopy]:
        """Return up to `limit` copies to be fetched now, the longest waiting first."""
        return [WantedCopy(*row) for row in self._connection.execute(_DUE, {"now": now, "most": limit})]

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next copy is to be fetched that still has to wait; None where none has to."""
        earliest: datetime | None = self._connection.execute(_NEXT_DUE, {"now": now}).scalar_one()
        return earliest

    def mark_kept(
        self, unique_ref: str, sha256: str, findings: frozenset[FileFinding], *, at: datetime
    ) -> None:
        """Record that a complete copy is in the archive, and what was found in it."""
        stored = {
            "state": CopyState.KEPT.value,
            "sha256": sha256,
            "agrees": FileFinding.MISMATCH not in findings,
            "findings": stored_findings(findings),
            "stored_at": at,
        }
        self._connection.execute(_CHANGE_WANTED, {"file": unique_ref, **stored})

    def postpone(self, unique_ref: str, not_before: datetime, *, counts: bool = True) -> None:
        """Try again at `not_before`; `counts`: this was one of the limited attempts of a file."""
        later = {"file": unique_ref, "later": not_before, "counted": int(counts)}
        self._connection.execute(_POSTPONE, later)

    def give_up(self, unique_ref: str, state: CopyState) -> None:
        """Fetch no copy of this file; `state` says why."""
        self._connection.execute(_CHANGE_WANTED, {"file": unique_ref, "state": state.value})

    def retry_too_large(self, limit: int, now: datetime) -> int:
        """Request the copies that were too large and have at most `limit` bytes; return how many."""
        return self._connection.execute(_RETRY_TOO_LARGE, {"limit": limit, "now": now}).rowcount

    def expire_unused(self, before: datetime, now: datetime, limit: int) -> int:
        """Make GOING the copies that no ticket has needed since `before`; return how many were examined.

        A copy is needed while a ticket with its file is open, and counts as needed until that was closed. One
        that was needed after `before` gets that moment as its `in_use_at`, and is examined again later.
        """
        candidates = self._connection.execute(_UNUSED, {"before": before, "most": limit}).scalars().all()
        for unique_ref in candidates:
            is_open = self._connection.execute(_IS_OPEN, {"file": unique_ref}).scalar_one()
            closed = self._connection.execute(_LAST_CLOSED, {"file": unique_ref}).scalar_one()
            in_use_at = now if is_open else closed
            is_needed = in_use_at is not None and in_use_at > before
            change = {"in_use_at": in_use_at} if is_needed else {"state": CopyState.GOING.value}
            self._connection.execute(_CHANGE, {"file": unique_ref, **change})
        return len(candidates)

    def awaiting_removal(self, limit: int) -> list[str]:
        """Return up to `limit` files whose copy is to be deleted from the archive."""
        return list(self._connection.execute(_AWAITING_REMOVAL, {"most": limit}).scalars())

    def state(self, unique_ref: str) -> CopyState | None:
        found = self._connection.execute(_STATE, {"file": unique_ref}).scalar_one_or_none()
        return CopyState(found) if found is not None else None

    def mark_removed(self, unique_ref: str) -> None:
        """Record that the copy was deleted from the archive; do nothing where it was requested again."""
        self._connection.execute(_MARK_REMOVED, {"file": unique_ref})


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
