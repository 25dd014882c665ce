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
from core.tickets.counts import Count, MenuCounts, ReporterCounts, StaffCounts
from core.tickets.lifecycle import ASKED, OPEN, WORKED, Status
from core.tickets.search import TicketScope
from storage.queries.queues import ALERTED, AT_DESK, queue_parameters
from storage.queries.scope import MAY_SEE, scope_parameters
from storage.queries.takings import TAKEN
from storage.schema import tables as t

MOST = 1_000
# The limit for labels of a menu, which is shown far more often and has room for two digits.
FEW = 99


def _bounded(found: Select[Any], most: int = MOST) -> Select[int]:
    return select(func.count()).select_from(found.limit(most + 1).subquery("first_ones"))


def _queued(most: int) -> Select[int]:
    """Count what a desk may take: along the index of its own tickets, then of those it is alerted of."""
    own, alerted = (_bounded(select(t.tickets.c.id).where(*which), most) for which in (AT_DESK, ALERTED))
    return select(own.scalar_subquery() + alerted.scalar_subquery())


_OWN = _bounded(
    select(t.tickets.c.id).where(
        t.tickets.c.reporter_id == bindparam("person"), t.tickets.c.status == bindparam("status")
    )
)
_WAITING, _FEW_WAITING = _queued(MOST), _queued(FEW)
_HELD = select(t.parties.c.ticket_id).where(
    t.parties.c.person_id == bindparam("person"), t.parties.c.in_hand == true()
)
_HELD_AT_SOME = _HELD.join_from(t.parties, t.tickets, t.tickets.c.id == t.parties.c.ticket_id).where(MAY_SEE)
_IN_HAND, _IN_HAND_AT_SOME = _bounded(_HELD), _bounded(_HELD_AT_SOME)
_FEW_IN_HAND, _FEW_IN_HAND_AT_SOME = _bounded(_HELD, FEW), _bounded(_HELD_AT_SOME, FEW)
_TO_WORK = _bounded(select(t.tickets.c.id).where(t.tickets.c.holder_id == bindparam("person"), t.WORKING))
_TO_WORK_AT_SOME = _bounded(
    select(t.tickets.c.id).where(t.tickets.c.holder_id == bindparam("person"), t.WORKING, MAY_SEE)
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
            working=_sum([by_status[Status.WORKING]]),
            asked=_sum(by_status[status] for status in ASKED),
        )

    def of_staff(self, desks: Iterable[Desk], scope: TicketScope, midnight: datetime) -> StaffCounts:
        """Return the numbers of the scope's person at these desks; `midnight` began today where they are."""
        desks = set(desks)
        keys = sorted(desk.key for desk in desks)
        return StaffCounts(
            not_taken=_sum(self._count(_WAITING, **queue) for queue in queue_parameters(desks)),
            in_hand=_sum([self._of_person(scope, _IN_HAND, _IN_HAND_AT_SOME)]),
            taken_today=_sum([self._count(_TAKEN_TODAY, desks=keys, midnight=midnight)]),
            to_work=_sum([self._of_person(scope, _TO_WORK, _TO_WORK_AT_SOME)]),
        )

    def of_menu(self, desks: Iterable[Desk], scope: TicketScope) -> MenuCounts:
        """Return the numbers behind the labels of a menu of staff, counted up to FEW."""
        return MenuCounts(
            queue=_sum((self._count(_FEW_WAITING, **queue) for queue in queue_parameters(desks)), FEW),
            held=_sum([self._of_person(scope, _FEW_IN_HAND, _FEW_IN_HAND_AT_SOME)], FEW),
        )

    def _of_person(self, scope: TicketScope, nationwide: Select[int], at_some: Select[int]) -> int:
        """Count tickets of the scope's person: without those of a role that they have no longer."""
        if scope.nationwide:
            return self._count(nationwide, person=scope.person_id)
        return self._count(at_some, person=scope.person_id, **scope_parameters(scope))

    def _count(self, statement: Select[int], **values: object) -> int:
        return self._connection.execute(statement, values).scalar_one()


def _sum(numbers: Iterable[int], most: int = MOST) -> Count:
    total = sum(numbers)
    return Count(min(total, most), total > most)
