"""Pass the alerts of a ticket on to the next level that can be reached, where nobody can be at its desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.master_data.catalogue import Catalogue
from core.organisation.roles import Level
from core.people.desks import Desk, next_desk
from core.people.reachability import Reachability
from core.tickets.lifecycle import EventType, Status
from core.tickets.ports import Tickets
from core.tickets.ticket import Ticket

# Behind every row of the history.
_END = 2**62


class History(Protocol):
    """Histories of tickets."""

    def has_happened(self, ticket_id: int, kind: EventType, before_id: int) -> bool:
        """Return whether the ticket's history has such an event before this row."""


@dataclass(frozen=True, slots=True)
class PassOnTicket:
    """Pass the alerts of one ticket on that waits where nobody can be reached."""

    tickets: Tickets
    history: History
    reachability: Reachability
    catalogue: Catalogue

    def __call__(self, ticket_id: int, at: datetime) -> Ticket | None:
        """Return the changed ticket; None if it waits no more, or somebody of its desk can be reached.

        It stays in its queue, and the first desk above at which somebody can be reached is alerted and may
        take it. Where there is none, an event says so the first time.
        """
        ticket = self.tickets.get_for_change(ticket_id)
        if ticket is None or ticket.status is not Status.WAITING:
            return None
        if any(self.reachability.can_reach(desk) for desk in ticket.waits_at):
            return None
        reached = next((desk for desk in self._above(ticket) if self.reachability.can_reach(desk)), None)
        if reached is not None:
            ticket.pass_on(reached, at)
        elif self.history.has_happened(ticket.id, EventType.UNREACHED, _END):
            return None
        else:
            ticket.mark_unreached(at)
        self.tickets.save(ticket)
        return ticket

    def _above(self, ticket: Ticket) -> Iterator[Desk]:
        """Yield the desks above, level by level; a technical team has none above it."""
        application, desk = self.catalogue.application(ticket.application), ticket.desk
        while desk.level < Level.TIM_TEKNIS:
            desk = next_desk(desk, ticket.lpse_id, application)
            yield desk
