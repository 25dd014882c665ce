"""Watch a ticket: a party hands out a link, and one person who opens it may look on."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from core.errors import Refusal
from core.people.people import Person
from core.people.ports import People
from core.tickets.ports import Tickets
from core.tickets.rights import may_invite, may_see, may_unwatch, may_vouch
from core.tickets.ticket import Ticket
from core.use_cases.own_account.sign_in_secrets import secret_digest
from core.use_cases.tickets.read_ticket import read_ticket, ticket_for_change

WATCH_LINK_LIFETIME = timedelta(days=7)
# Our own bound: enough for an office, and few enough to notify of everything.
MOST_WATCHERS = 10


@dataclass(frozen=True, slots=True)
class WatchLink:
    """A link that waits to be opened: its ticket, and the person who handed it out."""

    ticket_id: int
    person_id: int


class WatchLinks(Protocol):
    """Single-use links, stored by digest."""

    def add(self, digest: str, link: WatchLink, expires_at: datetime) -> None:
        """Store a link."""

    def find(self, digest: str, at: datetime) -> WatchLink | None:
        """Return the link; None if unknown, used or expired."""

    def find_any(self, digest: str) -> WatchLink | None:
        """Return the link, a used or expired one too; None if unknown."""

    def use(self, digest: str, at: datetime) -> bool:
        """Mark the link used; return False if somebody was faster."""

    def count_open(self, ticket_id: int, at: datetime) -> int:
        """Return how many links to this ticket can still be opened."""


def link_digest(code: str) -> str:
    """Return the digest that is stored in place of a link's code."""
    return secret_digest("watch", code)


@dataclass(frozen=True, slots=True)
class InviteWatcher:
    """Make a link for one person, valid for seven days."""

    tickets: Tickets
    links: WatchLinks

    def __call__(self, person: Person, ticket_id: int, at: datetime) -> str:
        """Return the code of the link.

        Refuse `not_found`, `not_yours` to a person who is no party, and `too_many_watchers`.
        """
        ticket = read_ticket(self.tickets, person, ticket_id)
        if not may_invite(person, ticket):
            raise Refusal("not_yours", number=ticket.number)
        if max(len(ticket.watcher_ids), self.links.count_open(ticket.id, at)) >= MOST_WATCHERS:
            raise Refusal("too_many_watchers", limit=MOST_WATCHERS)
        code = secrets.token_urlsafe(24)
        self.links.add(link_digest(code), WatchLink(ticket.id, person.id), at + WATCH_LINK_LIFETIME)
        return code


@dataclass(frozen=True, slots=True)
class WatchTicket:
    """Make a watcher of the person who opens a link; one who has the ticket already does not use it up."""

    tickets: Tickets
    people: People
    links: WatchLinks

    def __call__(self, person: Person, link_digest: str, at: datetime) -> Ticket:
        """Return the ticket, without a new event if the person was a party or a watcher before.

        To them the link leads for as long as it is kept, whoever has used it. Refuse `watch_link_invalid`,
        `watch_link_withdrawn` if the person who handed it out may no longer do so, and `too_many_watchers`.
        """
        if (own := self._own_ticket(person, link_digest)) is not None:
            return own
        link = self.links.find(link_digest, at)
        inviter = self.people.get(link.person_id) if link else None
        ticket = self.tickets.get_for_change(link.ticket_id) if link else None
        if ticket is None:
            raise Refusal("watch_link_invalid")
        if inviter is None or not may_vouch(inviter, ticket):
            raise Refusal("watch_link_withdrawn")
        if not may_invite(inviter, ticket):
            raise Refusal("watch_link_invalid")
        if len(ticket.watcher_ids) >= MOST_WATCHERS:
            raise Refusal("too_many_watchers", limit=MOST_WATCHERS)
        if not self.links.use(link_digest, at):
            raise Refusal("watch_link_invalid")
        ticket.watch(person.id, inviter.id, at)
        self.tickets.save(ticket)
        return ticket

    def _own_ticket(self, person: Person, link_digest: str) -> Ticket | None:
        """Return the ticket of the link, used or not, if the person has it already."""
        link = self.links.find_any(link_digest)
        ticket = self.tickets.get(link.ticket_id) if link else None
        if ticket is None:
            return None
        parties = {ticket.reporter_id, *ticket.party_ids, *ticket.watcher_ids}
        return ticket if person.id in parties and may_see(person, ticket) else None


@dataclass(frozen=True, slots=True)
class StopWatching:
    """Remove a watcher, by their own wish or the reporter's."""

    tickets: Tickets

    def __call__(self, person: Person, ticket_id: int, watcher_id: int, at: datetime) -> Ticket:
        """Return the ticket; refuse `not_found`, and `not_yours` for what only the reporter may do."""
        ticket = ticket_for_change(self.tickets, person, ticket_id)
        if not may_unwatch(person, ticket, watcher_id):
            raise Refusal("not_yours", number=ticket.number)
        if watcher_id in ticket.watcher_ids:
            ticket.unwatch(watcher_id, person.id, at)
            self.tickets.save(ticket)
        return ticket


@dataclass(frozen=True, slots=True)
class WithdrawWatcher:
    """Remove a watcher whom nobody vouches for any more, since the person who invited them lost the role."""

    tickets: Tickets
    people: People

    def __call__(self, ticket_id: int, watcher_id: int, at: datetime) -> Ticket | None:
        """Return the ticket without this watcher; None if the person who invited them may still do so."""
        ticket = self.tickets.get_for_change(ticket_id)
        if ticket is None or watcher_id not in ticket.watcher_ids:
            return None
        inviter_id = ticket.invited_by.get(watcher_id)
        if inviter_id in (None, ticket.reporter_id) or may_vouch(self.people.get(inviter_id), ticket):
            return None
        ticket.unwatch(watcher_id, None, at)
        self.tickets.save(ticket)
        return ticket
