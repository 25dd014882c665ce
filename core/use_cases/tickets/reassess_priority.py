"""Compute the priority of a ticket again when the clock may have changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.master_data.catalogue import Catalogue
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.packages import Checked, PackageFacts
from core.tickets.lifecycle import TERMINAL
from core.tickets.ports import Tickets
from core.tickets.priority_rules import compute_priority
from core.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class ReassessPriority:
    """Reassess one ticket at the end of the time for which its priority was computed."""

    tickets: Tickets
    catalogue: Catalogue
    settings: HelpdeskSettings = DEFAULT_SETTINGS

    def __call__(self, ticket_id: int, at: datetime, newer: PackageFacts | None = None) -> Ticket | None:
        """Return the ticket; None if it is not due, as when another process was faster, or is closed.

        `newer` are facts of its package that the source gave since the ticket was filed. The ticket's
        `events` say whether the priority changed.
        """
        ticket = self.tickets.get_for_change(ticket_id)
        if ticket is None or ticket.priority_until is None or ticket.priority_until > at:
            return None
        if ticket.status in TERMINAL:
            return None
        package = ticket.package
        if newer and package.checked is Checked.VALIDATED and package.facts not in (None, newer):
            ticket.update_schedule(newer, at)
        category = self.catalogue.category(ticket.application, ticket.category)
        facts = ticket.package.facts
        ticket.reassess(compute_priority(category, ticket.subcategory or None, facts, at, self.settings), at)
        self.tickets.save(ticket)
        return ticket
