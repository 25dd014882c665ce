"""The tickets that were taken at some desks since an instant: a dashboard counts them, a list shows them."""

from __future__ import annotations

from sqlalchemy import Index, bindparam, or_, select, text

from storage import tables as t

_TAKEN = text("kind = 'taken'")
Index("history_taken", t.history.c.person_id, t.history.c.at, sqlite_where=_TAKEN, postgresql_where=_TAKEN)

_ticket = t.tickets.alias("taken_ticket")

# Their ids, once for each taking of `desks` since `midnight`. The history knows the role in which a ticket
# was taken, not the desk: that is the desk of the seat that this person has in this role, at the ticket's
# LPSE where it is one of an LPSE.
TAKEN = (
    select(t.history.c.ticket_id)
    .select_from(
        t.assignments.join(t.history, t.history.c.person_id == t.assignments.c.person_id).join(
            _ticket, _ticket.c.id == t.history.c.ticket_id
        )
    )
    .where(
        t.assignments.c.desk_key.in_(bindparam("desks", expanding=True)),
        _TAKEN,
        t.history.c.at >= bindparam("midnight"),
        t.history.c.role == t.assignments.c.role,
        or_(t.assignments.c.lpse_id.is_(None), t.assignments.c.lpse_id == _ticket.c.lpse_id),
    )
)
