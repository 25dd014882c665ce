"""The condition that a person may see a ticket now, for queries that find tickets by what the person did."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import BigInteger, ColumnElement, bindparam, or_, select

from core.tickets.search import TicketScope
from storage.schema import tables as t

_VIEWER = bindparam("viewer", type_=BigInteger)
# No LPSE has this id.
_NO_LPSE = -1

# The condition on a row of `tickets`; not for people who see all. As `core.tickets.rights.standing` says.
MAY_SEE: ColumnElement[bool] = or_(
    t.tickets.c.reporter_id == _VIEWER,
    t.tickets.c.lpse_id.in_(bindparam("served", expanding=True)),
    select(t.watchers.c.ticket_id)
    .where(t.watchers.c.person_id == _VIEWER, t.watchers.c.ticket_id == t.tickets.c.id)
    .correlate(t.tickets)
    .exists(),
)


def may_see_ticket(ticket_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that the person may see the ticket of this id."""
    return select(t.tickets.c.id).where(t.tickets.c.id == ticket_id, MAY_SEE).exists()


def scope_parameters(scope: TicketScope) -> Mapping[str, object]:
    """Return the parameters of these conditions."""
    return {"viewer": scope.person_id, "served": sorted(scope.lpse_ids) or [_NO_LPSE]}
