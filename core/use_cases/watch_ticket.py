"""Watch a ticket: somebody of its parties hands out a link, and one person who opens it may look on."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from core.errors import Refusal
from core.people import Person
from core.ports import People, Tickets
from core.rights import may_invite, may_unwatch
from core.ticket import MOST_WATCHERS, Ticket
from core.use_cases.read_ticket import open_for_change, read_ticket
from core.use_cases.sign_in import digest

WATCH_LINK_LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WatchLink:
    """A link that waits to be opened: to which ticket, and who handed it out."""

    ticket_id: int
    person_id: int


class WatchLinks(Protocol):
    """Single-use links, kept by digest."""

    def add(self, digest: str, link: WatchLink, expires_at: datetime) -> None: ...

    def find(self, digest: str, at: datetime) -> WatchLink | None:
        """None where unknown, used or expired."""

    def use(self, digest: str, at: datetime) -> bool:
        """Mark it used; False where somebody was faster."""

    def count_open(self, ticket_id: int, at: datetime) -> int:
        """Links to this ticket that could still be opened."""


def digest_of_link(code: str) -> str:
    """What is kept of the code in a link."""
    return digest("watch", code)


@dataclass(frozen=True, slots=True)
class InviteWatcher:
    """Make the code of a link, good for one person and for seven days."""

    tickets: Tickets
    links: WatchLinks

    def __call__(self, person: Person, ticket_id: int, at: datetime) -> str:
        """Refuses `not_found`, `not_yours` for who is no party, and `too_many_watchers`."""
        ticket = read_ticket(self.tickets, person, ticket_id)
        if not may_invite(person, ticket):
            raise Refusal("not_yours", number=ticket.number)
        if max(len(ticket.watcher_ids), self.links.count_open(ticket.id, at)) >= MOST_WATCHERS:
            raise Refusal("too_many_watchers", limit=MOST_WATCHERS)
        code = secrets.token_urlsafe(24)
        self.links.add(digest_of_link(code), WatchLink(ticket.id, person.id), at + WATCH_LINK_LIFETIME)
        return code


@dataclass(frozen=True, slots=True)
class WatchTicket:
    """Make a watcher of whoever opens a link; one who has the ticket already leaves the link as it was."""

    tickets: Tickets
    people: People
    links: WatchLinks

    def __call__(self, person: Person, link_digest: str, at: datetime) -> Ticket:
        """The ticket after it; without a new event where the person was a party or a watcher before.

        Refuses `watch_link_invalid`, also where who handed it out may do so no longer, and
        `too_many_watchers`.
        """
        link = self.links.find(link_digest, at)
        inviter = self.people.get(link.person_id) if link else None
        ticket = self.tickets.get_for_change(link.ticket_id) if link else None
        if ticket is None or inviter is None or not may_invite(inviter, ticket):
            raise Refusal("watch_link_invalid")
        if person.id in {ticket.reporter_id, *ticket.party_ids, *ticket.watcher_ids}:
            return ticket
        if len(ticket.watcher_ids) >= MOST_WATCHERS:
            raise Refusal("too_many_watchers", limit=MOST_WATCHERS)
        if not self.links.use(link_digest, at):
            raise Refusal("watch_link_invalid")
        ticket.watch(person.id, inviter.id, at)
        self.tickets.save(ticket)
        return ticket


@dataclass(frozen=True, slots=True)
class StopWatching:
    """A watcher has seen enough, or the reporter takes the ticket out of their sight."""

    tickets: Tickets

    def __call__(self, person: Person, ticket_id: int, watcher_id: int, at: datetime) -> Ticket:
        """The ticket after it; refuses `not_found`, and `not_yours` for what only the reporter may do."""
        ticket = open_for_change(self.tickets, person, ticket_id)
        if not may_unwatch(person, ticket, watcher_id):
            raise Refusal("not_yours", number=ticket.number)
        if watcher_id in ticket.watcher_ids:
            ticket.unwatch(watcher_id, person.id, at)
            self.tickets.save(ticket)
        return ticket
