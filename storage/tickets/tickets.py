"""Store and read tickets, with their history and their parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from core.tickets.lifecycle import Status
from core.tickets.ticket import Ticket
from storage.engine.news import Topic
from storage.schema import tables as t
from storage.schema.columns import LARGEST
from storage.schema.ids import NextId
from storage.schema.upserts import upsert
from storage.tickets.history import append_events
from storage.tickets.ticket_rows import from_row, parties_of, to_row
from storage.tickets.vocabulary import learn_words


class Stale(Exception):
    """Raised where another transaction changed the ticket since it was read without a lock."""


def _delete_row_of(table: Table) -> Delete:
    return delete(table).where(
        table.c.person_id == bindparam("person"), table.c.ticket_id == bindparam("ticket")
    )


_GET = select(t.tickets).where(t.tickets.c.id == bindparam("ticket_id"))
_GET_FOR_CHANGE = _GET.with_for_update()
_BY_NUMBER = select(t.tickets.c.id).where(t.tickets.c.number == bindparam("number"))
_ADD = insert(t.tickets).values(id=NextId(t.tickets)).returning(t.tickets.c.id)
_SAVE = update(t.tickets).where(
    t.tickets.c.id == bindparam("ticket_id"), t.tickets.c.revision == bindparam("was")
)
# The revision rises, so that a transaction which has read the ticket does not write the former address back.
_REDIRECT = (
    update(t.tickets)
    .where(
        t.tickets.c.reporter_id == bindparam("reporter"),
        t.tickets.c.status != Status.CLOSED.value,
        func.lower(t.tickets.c.email) == bindparam("former"),
    )
    .values(email=bindparam("address"), revision=t.tickets.c.revision + 1)
)
_PARTIES = (
    select(
        t.parties.c.person_id,
        t.watchers.c.person_id.is_not(None).label("watches"),
        t.watchers.c.invited_by,
    )
    .outerjoin_from(
        t.parties,
        t.watchers,
        and_(
            t.watchers.c.person_id == t.parties.c.person_id, t.watchers.c.ticket_id == t.parties.c.ticket_id
        ),
    )
    .where(t.parties.c.ticket_id == bindparam("ticket_id"))
)
_PUT_PARTY = upsert(t.parties, ("person_id", "ticket_id"), ("rank", "in_hand"))
_DROP_PARTY = _delete_row_of(t.parties)
_PUT_WATCHER = insert(t.watchers)
_DROP_WATCHER = _delete_row_of(t.watchers)


def redirect(connection: Connection, reporter_id: int, former: str, address: str) -> None:
    """Replace a reporter's former address by a new one, as `SqlTickets.redirect` does."""
    connection.execute(_REDIRECT, {"reporter": reporter_id, "former": former.lower(), "address": address})


class SqlTickets:
    """Tickets of one unit of work."""

    def __init__(self, connection: Connection, topics: set[Topic]) -> None:
        """Note in `topics` that files were attached, of which copies are wanted then."""
        self._connection = connection
        self._topics = topics
        # The history rows of a ticket's events, by the object's id; the ticket is kept with them, so that the
        # id is not used for another object.
        self._stored: dict[int, tuple[Ticket, list[int]]] = {}
        # The stored watchers of each ticket.
        self._watchers: dict[int, frozenset[int]] = {}

    def get(self, ticket_id: int) -> Ticket | None:
        return self._read(_GET, ticket_id)

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        return self._read(_GET_FOR_CHANGE, ticket_id)

    def by_number(self, number: str) -> int | None:
        """Return the id of the ticket with this number in its canonical form; None where there is none."""
        return self._connection.execute(_BY_NUMBER, {"number": number}).scalar_one_or_none()

    def learn(self, texts: Iterable[str]) -> None:
        """Store the words of a new ticket: before its number is drawn, for which others wait."""
        learn_words(self._connection, texts)

    def add(self, ticket: Ticket) -> None:
        """Insert the ticket with its parties and events, and give it its id."""
        ticket.mark_stored(self._connection.execute(_ADD, to_row(ticket)).scalar_one(), ticket.revision)
        self._put_parties(ticket)
        self._append_events(ticket)

    def save(self, ticket: Ticket) -> None:
        """Update the ticket and append its new events; Stale where it was changed since it was read."""
        revision = ticket.revision + 1
        row = to_row(ticket) | {"revision": revision}
        keys = {"ticket_id": ticket.id, "was": ticket.revision}
        if self._connection.execute(_SAVE, row | keys).rowcount != 1:
            raise Stale(ticket.number)
        ticket.mark_stored(ticket.id, revision)
        self._put_parties(ticket)
        self._append_events(ticket)

    def history_ids(self, ticket: Ticket) -> list[int]:
        """Return the ids of the history rows of `ticket.events`, as far as they are stored."""
        _, stored = self._stored.get(id(ticket), (ticket, []))
        return stored

    def redirect(self, reporter_id: int, former: str, address: str) -> None:
        """Replace the reporter's former address by a new one in their tickets, except in closed ones.

        Closed tickets keep the address they were filed with: few messages are sent about them.
        """
        redirect(self._connection, reporter_id, former, address)

    def _read(self, statement: Select[Any], ticket_id: int) -> Ticket | None:
        if not 0 < ticket_id <= LARGEST:
            return None
        row = self._connection.execute(statement, {"ticket_id": ticket_id}).one_or_none()
        if row is None:
            return None
        parties = self._connection.execute(_PARTIES, {"ticket_id": row.id}).all()
        invited_by = {party.person_id: party.invited_by for party in parties if party.invited_by is not None}
        ticket = from_row(row, {party.person_id: party.watches for party in parties}, invited_by)
        self._watchers[ticket.id] = ticket.watcher_ids
        return ticket

    def _put_parties(self, ticket: Ticket) -> None:
        common = {"ticket_id": ticket.id, "rank": ticket.priority.rank}
        in_hand = parties_of(ticket) | dict.fromkeys(ticket.watcher_ids, False)
        rows = [common | {"person_id": person_id, "in_hand": held} for person_id, held in in_hand.items()]
        self._connection.execute(_PUT_PARTY, rows)
        self._put_watchers(ticket)

    def _put_watchers(self, ticket: Ticket) -> None:
        """Insert and delete only watchers that changed since the ticket was read, which is rare."""
        before, now = self._watchers.get(ticket.id, frozenset()), ticket.watcher_ids
        self._watchers[ticket.id] = now
        for person_id in sorted(now - before):
            row = {
                "person_id": person_id,
                "ticket_id": ticket.id,
                "invited_by": ticket.invited_by.get(person_id),
            }
            self._connection.execute(_PUT_WATCHER, row)
        for person_id in sorted(before - now):
            dropped = {"person": person_id, "ticket": ticket.id}
            self._connection.execute(_DROP_WATCHER, dropped)
            if person_id not in ticket.party_ids:
                self._connection.execute(_DROP_PARTY, dropped)

    def _append_events(self, ticket: Ticket) -> None:
        _, stored = self._stored.setdefault(id(ticket), (ticket, []))
        events = ticket.events[len(stored) :]
        stored += append_events(self._connection, ticket.id, events)
        if any(event.files for event in events):
            self._topics.add(Topic.FILES)
