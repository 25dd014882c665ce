"""Choose how loudly one hears of a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.people.people import Person
from core.tickets.ports import Tickets
from core.tickets.volumes import Volume, Volumes
from core.use_cases.tickets.read_ticket import read_ticket


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Store how loudly a person wants to hear of a ticket that they may see."""

    tickets: Tickets
    volumes: Volumes

    def __call__(self, person: Person, ticket_id: int, volume: Volume, at: datetime) -> None:
        """Store the choice; refuse `not_found` as `read_ticket` does."""
        ticket = read_ticket(self.tickets, person, ticket_id)
        self.volumes.set(ticket.id, person.id, volume, at)
