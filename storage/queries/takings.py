"""The query for tickets taken at some desks since an instant, which a dashboard counts and a list shows."""

from __future__ import annotations

from sqlalchemy import Index, bindparam, or_, select, text

from storage.schema import tables as t

_TAKEN = text("kind = 'taken'")
Index("history_taken", t.history.c.person_id, t.history.c.at, sqlite_where=_TAKEN, postgresql_where=_TAKEN)

_ticket = t.tickets.alias("taken_ticket")

# The ids of the tickets, once for each time one was taken at `desks` since `midnight`. The history has the
# role in which a ticket was taken, not the desk: that is the desk of the person's assignment with this role,
# at the ticket's LPSE where the role is one of an LPSE.
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
