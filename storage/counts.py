"""The numbers on a dashboard, each counted by an index and only as far as anybody reads numbers.

Counters that are kept would be faster still, but every move of a ticket would have to change some of them in
the same transaction, those of a busy desk would be a row that all its people wait for, and a forgotten one
would stay wrong. A number here is true by itself; it costs at most a walk of MOST steps along an index.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, true

from core.desks import Desk
from core.lifecycle import OPEN, WORKED, Status
from storage import tables as t
from storage.takings import TAKEN

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; `or_more` where counting has stopped at MOST."""

    number: int
    or_more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.or_more else str(self.number)


@dataclass(frozen=True, slots=True)
class ReporterCounts:
    """The dashboard of who reports (guide 4.1), of the tickets that they filed themselves."""

    not_yet_worked: Count
    open: Count
    being_worked: Count
    ever: Count


@dataclass(frozen=True, slots=True)
class StaffCounts:
    """The dashboard of who works tickets (guide 4.1).

    `not_taken` wait at the person's desks. `in_hand` are those of the person's list "Tiket Ditangani".
    `taken_today` were taken today at these desks, by anybody who serves there now, each ticket once: also
    those that were handed back, sent on or closed since.
    """

    not_taken: Count
    in_hand: Count
    taken_today: Count


def _bounded(found: Select[Any]) -> Select[int]:
    return select(func.count()).select_from(found.limit(MOST + 1).subquery("first_ones"))


_OWN = _bounded(
    select(t.tickets.c.id).where(
        t.tickets.c.reporter_id == bindparam("person"), t.tickets.c.status == bindparam("status")
    )
)
_WAITING = _bounded(
    select(t.tickets.c.id).where(
        t.tickets.c.desk_key == bindparam("desk"), t.tickets.c.status == Status.WAITING.value
    )
)
_IN_HAND = _bounded(
    select(t.parties.c.ticket_id).where(
        t.parties.c.person_id == bindparam("person"), t.parties.c.in_hand == true()
    )
)
_TAKEN_TODAY = _bounded(TAKEN.distinct())


class SqlCounts:
    """Numbers for dashboards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_reporter(self, person_id: int) -> ReporterCounts:
        by_status = {status: self._count(_OWN, person=person_id, status=status.value) for status in Status}
        return ReporterCounts(
            not_yet_worked=_sum([by_status[Status.WAITING]]),
            open=_sum(by_status[status] for status in OPEN),
            being_worked=_sum(by_status[status] for status in WORKED),
            ever=_sum(by_status.values()),
        )

    def of_staff(self, desks: Iterable[Desk], person_id: int, midnight: datetime) -> StaffCounts:
        """`midnight`: the instant at which today began where the person is."""
        keys = sorted({desk.key for desk in desks})
        return StaffCounts(
            not_taken=_sum(self._count(_WAITING, desk=key) for key in keys),
            in_hand=_sum([self._count(_IN_HAND, person=person_id)]),
            taken_today=_sum([self._count(_TAKEN_TODAY, desks=keys, midnight=midnight)]),
        )

    def _count(self, statement: Select[int], **given: object) -> int:
        return self._connection.execute(statement, given).scalar_one()


def _sum(numbers: Iterable[int]) -> Count:
    total = sum(numbers)
    return Count(min(total, MOST), total > MOST)
