"""Ports through which tickets are loaded, stored and numbered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from core.tickets.ticket import Ticket


class Tickets(Protocol):
    """Tickets, one at a time."""

    def get(self, ticket_id: int) -> Ticket | None:
        """Return the ticket for reading, or None."""

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        """Return the ticket, locked against changes by others until this unit of work ends, or None."""

    def learn(self, texts: Iterable[str]) -> None:
        """Let the search know the words of texts with which a ticket is about to be added."""

    def add(self, ticket: Ticket) -> None:
        """Store a new ticket with its events and files, and give it its `id`."""

    def save(self, ticket: Ticket) -> None:
        """Store what the ticket's methods changed, and append its new events."""


class Numbers(Protocol):
    """Counters of ticket numbers."""

    def next(self, prefix: str, month: str) -> int:
        """Return the next number of this prefix in this month (`YYMM`), from 1; gapless once committed."""
