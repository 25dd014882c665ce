"""Plant holes in the guards of the bot, one at a time, and expect the attack to find each."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
import structlog

from core.people.people import Person
from core.tickets.actors import Actor
from core.tickets.lifecycle import Action
from core.tickets.search import TicketScope
from core.tickets.ticket import Ticket
from storage.tickets.tickets import SqlTickets
from tests.attack.addresses import attack_addresses
from tests.attack.engines import Engine, office_database
from tests.attack.kinds import attack_kinds


def let_anybody_act(person: Person, _ticket: Ticket, _action: Action) -> Actor:
    """Stand in for `require`, which would refuse."""
    first = person.assignments[0]
    return Actor(person.id, first.role, first.desk)


def let_anybody_read(tickets: SqlTickets, _person: Person, ticket_id: int) -> Ticket | None:
    """Stand in for `read_ticket`, which would refuse."""
    return tickets.get(ticket_id)


def say_yes(*_asked: object) -> bool:
    """Stand in for a rule that would say no."""
    return True


def limit_nothing(person: Person) -> TicketScope:
    """Stand in for `scope_of`, which would limit what is listed."""
    return TicketScope(person.id, nationwide=True)


def let_anybody_administrate(person: Person) -> Person:
    """Stand in for `require_administrator`, which would refuse."""
    return person


@dataclass(frozen=True)
class Hole:
    """A guard to be replaced, the ways that lead to it, and words of the fault that is expected."""

    instead: object
    guards: tuple[str, ...]
    ways: str
    fault: str
    answers: int | None = 2


HOLES: Mapping[str, Hole] = {
    "an action without a guard": Hole(
        let_anybody_act,
        ("core.use_cases.tickets.work_ticket.require", "conversations.flows.tickets.ticket_actions.require"),
        "a:talk:close:",
        " closed",
    ),
    "a card without a check": Hole(
        let_anybody_read, ("handlers.screens.navigation.read_ticket",), "a:card:", "shown"
    ),
    "a file without a check": Hole(
        let_anybody_read, ("handlers.ticket_addresses.read_ticket",), "a:file:", "shown"
    ),
    "a document without a check": Hole(
        let_anybody_read, ("handlers.screens.document_requests.read_ticket",), "a:print:", "ordered"
    ),
    "watchers who are thrown out by anybody": Hole(
        say_yes,
        ("core.use_cases.tickets.watch_ticket.may_unwatch", "handlers.screens.watching.may_unwatch"),
        "a:unwatched:",
        "unwatched",
    ),
    "a link that anybody makes": Hole(
        say_yes, ("core.use_cases.tickets.watch_ticket.may_invite",), "a:watch:", "watch_links"
    ),
    "a list of everything": Hole(
        property(say_yes), ("core.people.people.Person.is_national",), "a:list:all", "shown"
    ),
    "a search of everything": Hole(
        limit_nothing, ("handlers.screens.ticket_lists.scope_of",), "a:talk:search:", "shown", answers=None
    ),
    "a conversation that goes on without the role": Hole(
        let_anybody_read, ("handlers.context.running_conversation.read_ticket",), "a:talk:solve", "shown"
    ),
    "an administrator's button without a guard": Hole(
        let_anybody_administrate,
        (
            "handlers.admin.addresses.require_administrator",
            "core.use_cases.master_data.manage_faq.require_administrator",
        ),
        "a:adm:faq_down",
        "editions",
    ),
}


async def test_what_people_write_is_found_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(message: object) -> None:
        structlog.get_logger().info("message_came", message=str(message))

    monkeypatch.setattr("handlers.router.text_act", careless)
    async with office_database(Engine.SQLITE) as url:
        found = await asyncio.to_thread(attack_kinds, url, 1, 30)
    assert any("logged message_came" in fault for fault in found.faults), found


@pytest.mark.parametrize("name", HOLES)
async def test_a_planted_hole_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hole = HOLES[name]
    for guard in hole.guards:
        monkeypatch.setattr(guard, hole.instead)
    async with office_database(Engine.SQLITE) as url:
        found = await attack_addresses(
            url, seed=1, seconds=60, begins=hole.ways, most_answers=hole.answers, until_found=hole.fault
        )
    faults = [fault for fault in found.faults if hole.fault in fault]
    assert faults, f"{found.ways} ways, {found.updates} updates: {found.faults}"
