"""Make the office of the storage tests with a secret word in whatever belongs to each of its tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from core.tickets.attachments import Upload
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.office import accounts, conversations, tickets, traffic
from tests.storage.office.driver import NOW, REMARK, Driver, chat_of

# A word that the titles of all tickets have, by which a search finds them.
COMMON = "perihal"


def marker(ticket_id: int) -> str:
    """Return the secret word of a ticket: nobody has it who may not see the ticket."""
    return f"zq{ticket_id:03}qz"


class MarkedDriver(Driver):
    """Files and works tickets as `Driver` does, with their secret word in titles, remarks and file names."""

    def __init__(self, unit: SqlUnitOfWork) -> None:
        super().__init__(unit)
        self._titles: list[str] = []

    def file(self, name: str, when: datetime, title: str, *uploads: Upload, **facts: Any) -> int:
        self._titles.append(title)
        expected = len(self._titles)
        marked = f"{title} {COMMON} {marker(expected)}"
        ticket_id = super().file(name, when, marked, *_marked(expected, uploads), **facts)
        assert ticket_id == expected, "tickets are numbered from 1"
        return ticket_id

    def work(
        self, name: str, action: Action, ticket_id: int, when: datetime, *uploads: Upload, **facts: Any
    ) -> Ticket:
        text = f"{facts.pop('text', REMARK)} {marker(ticket_id)}"
        return super().work(name, action, ticket_id, when, *_marked(ticket_id, uploads), text=text, **facts)

    def titled(self, title: str) -> int:
        """Return the id of the first ticket that was filed with this title."""
        return self._titles.index(title) + 1


def make_marked_office(unit: SqlUnitOfWork) -> None:
    """Fill the database with tickets in every status and at every level, and with people of every kind."""
    driver = MarkedDriver(unit)
    accounts.open_office(driver)
    accounts.sign_people_in(driver)
    tickets.work_old_tickets(driver)
    tickets.lose_holders(driver)
    accounts.change_master_data(driver)
    tickets.work_tickets(driver)
    tickets.climb_the_ladder(driver)
    accounts.change_accounts(driver)
    accounts.change_address(driver)
    tickets.load_packages(driver)
    conversations.hold_conversations(
        driver, asked=driver.titled("Akun terkunci"), taken=driver.titled("Lupa kata sandi")
    )
    traffic.keep_groups(driver)
    _leave_disabled_person_signed_in(unit)
    # Otherwise administrators are asked for a code before anything else.
    unit.connection.execute(update(t.chats).where(t.chats.c.person_id.is_not(None)).values(linked_at=NOW))


def _leave_disabled_person_signed_in(unit: SqlUnitOfWork) -> None:
    """Link a chat to the disabled account, as no part of the bot should ever leave it."""
    disabled = select(t.people.c.id).where(t.people.c.disabled)
    for person_id in list(unit.connection.execute(disabled).scalars()):
        row = {"chat_id": chat_of(person_id), "person_id": person_id, "language": "id", "revision": 3}
        unit.connection.execute(t.chats.delete().where(t.chats.c.chat_id == row["chat_id"]))
        unit.connection.execute(insert(t.chats).values(**row, reachable=True, memo={}, linked_at=NOW))


def _marked(ticket_id: int, uploads: tuple[Upload, ...]) -> tuple[Upload, ...]:
    return tuple(replace(one, original=f"{marker(ticket_id)} {one.original}") for one in uploads)
