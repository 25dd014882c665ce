"""Count what retiring an LPSE, an application or a category hits, along indices and up to a bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, false, func, select

from core.administration.retirement import MOST_COUNTED, RetirementImpact
from core.organisation.roles import Role
from core.tickets.lifecycle import OPEN
from storage.schema import tables as t

# The key under which drafts of new tickets are parked, and how many of the newest are looked at.
_NEW_TICKET, _MOST_DRAFTS = "new", 1000

_STAFF_ROLES = [role.value for role in Role if role.is_staff]


def _bounded(found: Select[Any]) -> Select[int]:
    return select(func.count()).select_from(found.limit(MOST_COUNTED + 1).subquery("first_ones"))


_AT_LPSE = t.tickets.c.lpse_id == bindparam("lpse")
_OPEN_AT = _bounded(
    select(t.tickets.c.id).where(_AT_LPSE, t.tickets.c.status.in_([status.value for status in OPEN]))
)
_OPEN_ABOUT = _bounded(
    select(t.tickets.c.id).where(t.STILL_OPEN, t.tickets.c.application == bindparam("application"))
)
_OPEN_IN = _bounded(
    select(t.tickets.c.id).where(
        t.STILL_OPEN,
        t.tickets.c.application == bindparam("application"),
        t.tickets.c.category == bindparam("category"),
    )
)


def _people_at(*conditions: ColumnElement[bool]) -> Select[int]:
    here = t.assignments.c
    return (
        select(here.person_id)
        .distinct()
        .join_from(t.assignments, t.people, t.people.c.id == here.person_id)
        .where(here.lpse_id == bindparam("lpse"), t.people.c.disabled == false(), *conditions)
    )


_STAFF = _bounded(_people_at(t.assignments.c.role.in_(_STAFF_ROLES)))
_REPORTERS = _bounded(_people_at(t.assignments.c.role.not_in(_STAFF_ROLES)))
_elsewhere = t.assignments.alias("elsewhere")
_HAS_ANOTHER = exists(
    select(_elsewhere.c.id)
    .join_from(_elsewhere, t.lpses, t.lpses.c.id == _elsewhere.c.lpse_id)
    .where(
        _elsewhere.c.person_id == t.assignments.c.person_id,
        _elsewhere.c.lpse_id != bindparam("lpse"),
        t.lpses.c.retired == false(),
    )
    .correlate(t.assignments)
)
_ONLY_HERE = _people_at(~_HAS_ANOTHER)
_COUNT_ONLY_HERE = _bounded(_ONLY_HERE)
_PAGE_OF_ONLY_HERE = (
    _ONLY_HERE.where(t.assignments.c.person_id > bindparam("after"))
    .order_by(t.assignments.c.person_id)
    .limit(bindparam("most"))
)
_DRAFTS = (
    select(t.parked_drafts.c.state)
    .where(t.parked_drafts.c.key == _NEW_TICKET)
    .order_by(t.parked_drafts.c.updated_at.desc())
    .limit(_MOST_DRAFTS)
)


class SqlRetirements:
    """Counts of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_lpse(self, lpse_id: int) -> RetirementImpact:
        here = {"lpse": lpse_id}
        return RetirementImpact(
            open_tickets=self._count(_OPEN_AT, here),
            drafts=self._drafts(lambda draft: str(draft.get("lpse")) == str(lpse_id)),
            staff=self._count(_STAFF, here),
            reporters=self._count(_REPORTERS, here),
            only_here=self._count(_COUNT_ONLY_HERE, here),
        )

    def of_application(self, code: str) -> RetirementImpact:
        return RetirementImpact(
            open_tickets=self._count(_OPEN_ABOUT, {"application": code}),
            drafts=self._drafts(lambda draft: draft.get("application") == code),
        )

    def of_category(self, application_code: str, code: str) -> RetirementImpact:
        return RetirementImpact(
            open_tickets=self._count(_OPEN_IN, {"application": application_code, "category": code}),
            drafts=self._drafts(lambda draft: draft.get("category") == code),
        )

    def only_at(self, lpse_id: int, after: int, limit: int) -> Sequence[int]:
        """Return ids behind `after` of people who have no other LPSE that is offered, in order."""
        page = {"lpse": lpse_id, "after": after, "most": limit}
        return self._connection.execute(_PAGE_OF_ONLY_HERE, page).scalars().all()

    def _count(self, statement: Select[int], values: Mapping[str, object]) -> int:
        return self._connection.execute(statement, values).scalar_one()

    def _drafts(self, is_about: Callable[[Mapping[str, object]], bool]) -> int:
        """Return how many of the newest drafts of new tickets are about the record."""
        states = self._connection.execute(_DRAFTS).scalars()
        return sum(is_about(state.get("draft") or {}) for state in states if isinstance(state, Mapping))
