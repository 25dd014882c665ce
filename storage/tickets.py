"""The tickets, kept with their history and their parties."""

from __future__ import annotations

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

from core.lifecycle import Status
from core.ticket import Ticket
from storage import tables as t
from storage.columns import LARGEST
from storage.history import append
from storage.ticket_rows import from_row, parties_of, to_row
from storage.upserts import upsert


class Stale(Exception):
    """The ticket was changed by somebody else since it was read; it was not opened for a change."""


def _dropping(table: Table) -> Delete:
    return delete(table).where(
        table.c.person_id == bindparam("person"), table.c.ticket_id == bindparam("ticket")
    )


_GET = select(t.tickets).where(t.tickets.c.id == bindparam("ticket_id"))
_GET_FOR_CHANGE = _GET.with_for_update()
_BY_NUMBER = select(t.tickets.c.id).where(t.tickets.c.number == bindparam("number"))
_ADD = insert(t.tickets).returning(t.tickets.c.id)
_SAVE = update(t.tickets).where(
    t.tickets.c.id == bindparam("ticket_id"), t.tickets.c.revision == bindparam("was")
)
# The next revision, so that whoever has read the ticket does not put the former address back.
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
    select(t.parties.c.person_id, t.watchers.c.person_id.is_not(None).label("watches"))
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
_DROP_PARTY = _dropping(t.parties)
_PUT_WATCHER = insert(t.watchers)
_DROP_WATCHER = _dropping(t.watchers)


class SqlTickets:
    """Tickets of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # How many events of a ticket are stored: by identity, and with the ticket, so that no other gets it.
        self._stored: dict[int, tuple[Ticket, int]] = {}
        # Who is stored as watching each ticket.
        self._watching: dict[int, frozenset[int]] = {}

    def get(self, ticket_id: int) -> Ticket | None:
        return self._read(_GET, ticket_id)

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        return self._read(_GET_FOR_CHANGE, ticket_id)

    def by_number(self, number: str) -> int | None:
        """The id of the ticket with this number in its canonical form."""
        return self._connection.execute(_BY_NUMBER, {"number": number}).scalar_one_or_none()

    def add(self, ticket: Ticket) -> None:
        ticket.id = self._connection.execute(_ADD, to_row(ticket)).scalar_one()
        self._put_parties(ticket)
        self._append_events(ticket)

    def save(self, ticket: Ticket) -> None:
        """Stale where somebody else has stored a change since this ticket was read."""
        row = to_row(ticket) | {"revision": ticket.revision + 1}
        keys = {"ticket_id": ticket.id, "was": ticket.revision}
        if self._connection.execute(_SAVE, row | keys).rowcount != 1:
            raise Stale(ticket.number)
        ticket.revision += 1
        self._put_parties(ticket)
        self._append_events(ticket)

    def redirect(self, reporter_id: int, former: str, address: str) -> None:
        """Closed ones keep what they were filed with: little is written about them any more."""
        moved = {"reporter": reporter_id, "former": former.lower(), "address": address}
        self._connection.execute(_REDIRECT, moved)

    def _read(self, statement: Select[Any], ticket_id: int) -> Ticket | None:
        if not 0 < ticket_id <= LARGEST:
            return None
        row = self._connection.execute(statement, {"ticket_id": ticket_id}).one_or_none()
        if row is None:
            return None
        parties = self._connection.execute(_PARTIES, {"ticket_id": row.id})
        ticket = from_row(row, {party.person_id: party.watches for party in parties})
        self._watching[ticket.id] = ticket.watcher_ids
        return ticket

    def _put_parties(self, ticket: Ticket) -> None:
        parties = parties_of(ticket)
        ticket.watcher_ids = ticket.watcher_ids.difference(parties)
        ticket.party_ids = frozenset(parties)
        same = {"ticket_id": ticket.id, "rank": ticket.priority.rank}
        in_hand = parties | dict.fromkeys(ticket.watcher_ids, False)
        rows = [same | {"person_id": who, "in_hand": has_it} for who, has_it in in_hand.items()]
        self._connection.execute(_PUT_PARTY, rows)
        self._put_watchers(ticket)

    def _put_watchers(self, ticket: Ticket) -> None:
        """What has changed since the ticket was read: hardly ever anything."""
        before, now = self._watching.get(ticket.id, frozenset()), ticket.watcher_ids
        self._watching[ticket.id] = now
        for person_id in sorted(now - before):
            self._connection.execute(_PUT_WATCHER, {"person_id": person_id, "ticket_id": ticket.id})
        for person_id in sorted(before - now):
            gone = {"person": person_id, "ticket": ticket.id}
            self._connection.execute(_DROP_WATCHER, gone)
            if person_id not in ticket.party_ids:
                self._connection.execute(_DROP_PARTY, gone)

    def _append_events(self, ticket: Ticket) -> None:
        _, stored = self._stored.get(id(ticket), (ticket, 0))
        append(self._connection, ticket.id, ticket.events[stored:])
        self._stored[id(ticket)] = (ticket, len(ticket.events))
