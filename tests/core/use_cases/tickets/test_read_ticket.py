"""Check that a ticket which a person may not see is not found, whether it exists or not."""

from collections.abc import Callable

import pytest

from core.errors import Refusal
from core.organisation.roles import Level, Role
from core.people.people import Person
from core.tickets.actors import Actor
from core.tickets.lifecycle import Action, EventType
from core.tickets.ports import Tickets
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import read_ticket, ticket_for_change
from tests.core.fakes import (
    ADMIN_PPE,
    ADMINISTRATOR,
    BANDUNGS_ADMIN_PPE,
    BANDUNGS_HELPDESK,
    EVERYBODY,
    HELPDESK,
    LKPP,
    LKPP_TEKNIS,
    PPK,
    SUPPLIER,
    TIM_KATALOG,
    TIM_SPSE,
    VERIFIER,
    FakeHelpdesk,
    person,
)

Reader = Callable[[Tickets, Person, int], Ticket]
READERS = pytest.mark.parametrize("read", [read_ticket, ticket_for_change])


@pytest.fixture
def helpdesk() -> FakeHelpdesk:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    return helpdesk


def found(read: Reader, helpdesk: FakeHelpdesk, who: Person, ticket_id: int = 1) -> bool:
    """Return whether the person finds the ticket."""
    try:
        ticket = read(helpdesk.tickets, who, ticket_id)
    except Refusal as refused:
        # The same answer, and no fact in it, for what is not there and for what is not theirs.
        return bool((refused.code, refused.facts) != ("not_found", {}))
    return ticket == helpdesk.ticket


@READERS
@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (PPK, True),
        (SUPPLIER, False),
        (HELPDESK, True),
        (VERIFIER, True),
        (ADMIN_PPE, True),
        (LKPP, True),
        (LKPP_TEKNIS, True),
        (TIM_SPSE, True),
        (TIM_KATALOG, True),
        (BANDUNGS_HELPDESK, False),
        (BANDUNGS_ADMIN_PPE, False),
        (ADMINISTRATOR, False),
        (person(80, "Jaka"), False),
    ],
    ids=lambda value: value.name if isinstance(value, Person) else "",
)
def test_who_finds_a_ticket_of_surabaya(
    helpdesk: FakeHelpdesk, read: Reader, who: Person, sees: bool
) -> None:
    assert found(read, helpdesk, who) is sees


@READERS
def test_a_ticket_that_is_not_there_is_found_by_nobody(helpdesk: FakeHelpdesk, read: Reader) -> None:
    for who in EVERYBODY:
        for ticket_id in (0, 2, -1):
            with pytest.raises(Refusal, match="not_found"):
                read(helpdesk.tickets, who, ticket_id)


@READERS
def test_a_person_who_passed_it_on_finds_it_again_while_they_have_the_role(
    helpdesk: FakeHelpdesk, read: Reader
) -> None:
    helpdesk.climbs_to(Level.LKPP_NON_TEKNIS)
    assert all(found(read, helpdesk, who) for who in (PPK, HELPDESK, ADMIN_PPE))
    without_roles = [person(who.id, who.name) for who in (PPK, HELPDESK, ADMIN_PPE)]
    assert [found(read, helpdesk, who) for who in without_roles] == [True, False, False]


def test_looking_at_a_ticket_changes_nothing(helpdesk: FakeHelpdesk) -> None:
    before = helpdesk.ticket
    read_ticket(helpdesk.tickets, PPK, 1).act(Action.TAKE, Actor(PPK.id, Role.PPK), helpdesk.now)
    assert helpdesk.ticket == before
    assert [event.kind for event in helpdesk.history] == [EventType.FILED]
