"""The numbers on a dashboard, each counted along an index and up to 1,000 only.

Stored counters would be faster, but every change of a ticket would have to update some of them in the same
transaction, all staff of a busy desk would wait for one row, and a forgotten update would stay wrong. A
number here is always right; it costs at most a walk of MOST steps along an index.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, true

from core.people.desks import Desk
from core.tickets.counts import Count, ReporterCounts, StaffCounts
from core.tickets.lifecycle import OPEN, WORKED, Status
from core.tickets.search import TicketScope
from storage.queries.scope import MAY_SEE, scope_parameters
from storage.queries.takings import TAKEN
from storage.schema import tables as t

MOST = 1_000


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
_IN_HAND_AT_SOME = _bounded(
    select(t.parties.c.ticket_id)
    .join_from(t.parties, t.tickets, t.tickets.c.id == t.parties.c.ticket_id)
    .where(t.parties.c.person_id == bindparam("person"), t.parties.c.in_hand == true(), MAY_SEE)
)
_TAKEN_TODAY = _bounded(TAKEN.distinct())


class SqlCounts:
    """The numbers of dashboards."""

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

    def of_staff(self, desks: Iterable[Desk], scope: TicketScope, midnight: datetime) -> StaffCounts:
        """Return the numbers of the scope's person at these desks; `midnight` began today where they are."""
        held = (
            self._count(_IN_HAND, person=scope.person_id)
            if scope.nationwide
            else self._count(_IN_HAND_AT_SOME, person=scope.person_id, **scope_parameters(scope))
        )
        keys = sorted({desk.key for desk in desks})
        return StaffCounts(
            not_taken=_sum(self._count(_WAITING, desk=key) for key in keys),
            in_hand=_sum([held]),
            taken_today=_sum([self._count(_TAKEN_TODAY, desks=keys, midnight=midnight)]),
        )

    def _count(self, statement: Select[int], **values: object) -> int:
        return self._connection.execute(statement, values).scalar_one()


def _sum(numbers: Iterable[int]) -> Count:
    total = sum(numbers)
    return Count(min(total, MOST), total > MOST)
