"""Gather what is compared at the end: the journal, the store, the chats and the letters."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import func, select

from core.people.desks import Desk
from core.people.people import Person
from core.tickets.actions import action_label
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from storage.units import open_units
from tests.stories.postman import text_of
from tests.torture.duties import NUMBER
from tests.torture.journal import Entry
from tests.torture.office import Office
from tests.torture.person import Worker


@dataclass(frozen=True, slots=True)
class StoredTicket:
    """A ticket as it is stored, with its whole history."""

    ticket: Ticket
    history: tuple[HistoryEntry, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A message in somebody's chat as it was when it came, or a letter to their address; oldest first."""

    person: int
    text: str


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Work that the bot has not finished though all is quiet; `failed` are given up, by their chat."""

    undone: int = 0
    unsent: int = 0
    failed: tuple[tuple[int | None, str], ...] = ()
    put_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allowed:
    """Consequences that a campaign itself brings about.

    `repeats` is how many messages may have come twice: one for each kill, and for each answer that the bot
    never got. As many alerts may keep their button, if the bot does not know of them. `repeats_in_chat` is
    how many of them may be in any one chat; None where all may. `unreached` are people whose chat or address
    refuses everything for a time: they need not be told. `unreadable` is how many updates nobody could read.
    """

    repeats: int = 0
    repeats_in_chat: int | None = None
    unreached: frozenset[int] = frozenset()
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A staff group: the desk whose tickets it is offered, and since when."""

    desk: Desk
    since: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """An alert in a chat that can still be pressed; not `is_known` where its answer never reached the bot."""

    chat: int
    number: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that is compared. People of the journal, of messages and of letters are Telegram ids.

    `people` are all accounts by the Telegram id of their chat. `offers` are alerts that can still be pressed.
    `cards` are tickets as their reporters see them. `stuck` found no menu. `findings` are
    what the campaign itself has seen. `groups` are staff groups by chat.
    """

    journal: tuple[Entry, ...]
    tickets: tuple[StoredTicket, ...]
    people: Mapping[int, Person]
    messages: tuple[Told, ...]
    letters: tuple[Told, ...]
    offers: tuple[Offer, ...] = ()
    cards: tuple[Told, ...] = ()
    stuck: tuple[int, ...] = ()
    leftovers: Leftovers = Leftovers()
    allowed: Allowed = Allowed()
    findings: tuple[str, ...] = ()
    groups: Mapping[int, Group] = field(default_factory=dict)


async def gather(office: Office, *, allowed: Allowed, patience: float = 120.0, cards: int = 40) -> Evidence:
    """Wait until all is quiet, ask everybody to look, and return what is found."""
    await quiet(office, patience)
    found = await asyncio.gather(*(person.finds_menu() for person in office.people))
    stuck = [person.player.id for person, is_found in zip(office.people, found, strict=True) if not is_found]
    tickets, people = await _store(office)
    read = await asyncio.gather(*(_cards(worker, tickets, people, cards) for worker in office.people))
    leftovers = await quiet(office, patience / 4)
    messages = [Told(p.player.id, sight.text) for p in office.people for sight in p.eyes.posted]
    by_address = {person.email: chat for chat, person in people.items()}
    letters = [Told(by_address[str(letter["To"])], _text(letter)) for letter in office.postman.letters]
    label = action_label(Action.TAKE)
    seen = [(person.player.id, person.eyes) for person in office.people]
    seen += [(chat, eyes) for chat, (_, _, eyes) in office.groups.items()]
    known = await _known_messages(office)
    offers = [
        Offer(chat, number.group(), is_known=(chat, sight.message_id) in known)
        for chat, eyes in seen
        for sight in eyes.current
        if sight.button(label) and "Posisi tiket:" not in sight.text and (number := NUMBER.search(sight.text))
    ]
    return Evidence(
        tuple(office.journal.entries),
        tickets,
        people,
        tuple(messages),
        tuple(letters),
        tuple(offers),
        tuple(card for some in read for card in some),
        tuple(stuck),
        leftovers,
        allowed,
        tuple(office.findings),
        {chat: Group(desk, since) for chat, (desk, since, _) in office.groups.items()},
    )


def _text(letter: EmailMessage) -> str:
    return f"{text_of(letter)}\n{letter['Subject']}"


async def _cards(
    worker: Worker, tickets: Sequence[StoredTicket], people: Mapping[int, Person], most: int
) -> list[Told]:
    """Return the cards of this person's newest own tickets, as they are shown."""
    me = people[worker.player.id].id
    own = [stored.ticket.number for stored in tickets if stored.ticket.reporter_id == me][-most:]
    return [Told(worker.player.id, await worker.reads_card(number)) for number in own]


async def quiet(office: Office, patience: float) -> Leftovers:
    """Wait until nothing is under way any more, `patience` seconds at most; return what is left."""
    until = time.monotonic() + patience
    units = open_units(office.url)
    try:
        while True:
            left = await units.read(_leftovers)
            is_quiet = not (left.undone or left.unsent or office.box.world.updates.pending)
            if is_quiet or time.monotonic() > until:
                return left
            await asyncio.sleep(0.2)
    finally:
        await units.close()


def _leftovers(unit: SqlUnitOfWork) -> Leftovers:
    inbox, outbox = tables.inbox.c, tables.outbox.c
    count = select(func.count())
    undone = unit.connection.scalar(count.select_from(tables.inbox).where(inbox.done_at.is_(None)))
    unsent = unit.connection.scalar(count.select_from(tables.outbox).where(outbox.failed_at.is_(None)))
    failed = unit.connection.execute(
        select(outbox.chat_id, outbox.error).where(outbox.failed_at.is_not(None))
    )
    # What succeeded after a failure has no reason any more.
    aside = unit.connection.scalars(
        select(inbox.reason).where(inbox.reason.is_not(None), inbox.done_at.is_not(None))
    )
    given_up = tuple((chat_id, str(error)) for chat_id, error in failed)
    return Leftovers(undone or 0, unsent or 0, given_up, tuple(map(str, aside)))


async def _known_messages(office: Office) -> set[tuple[int, int]]:
    """Return chat and id of the messages that the bot knows by name, as it does every alert."""
    columns = select(tables.live_messages.c.chat_id, tables.live_messages.c.message_id)
    units = open_units(office.url)
    try:
        found = await units.read(lambda unit: unit.connection.execute(columns).all())
        return {(row.chat_id, row.message_id) for row in found}
    finally:
        await units.close()


async def _store(office: Office) -> tuple[tuple[StoredTicket, ...], dict[int, Person]]:
    """Return all tickets with their histories, and everybody by the Telegram id of their chat."""

    def read(unit: SqlUnitOfWork) -> tuple[tuple[StoredTicket, ...], dict[int, Person]]:
        ids = unit.connection.scalars(select(tables.tickets.c.id).order_by(tables.tickets.c.id)).all()
        found = [unit.tickets.get(ticket_id) for ticket_id in ids]
        stored = [StoredTicket(t, tuple(unit.discussion.history(t.id))) for t in found if t is not None]
        people = {}
        for player in office.players.values():
            person = unit.people.by_email(player.email)
            assert person is not None
            people[player.id] = person
        return tuple(stored), people

    units = open_units(office.url)
    try:
        return await units.read(read)
    finally:
        await units.close()
