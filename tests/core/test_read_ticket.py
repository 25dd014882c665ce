"""A ticket that is not for one's eyes is not found, whether it exists or not."""

from collections.abc import Callable

import pytest

from core.errors import Refusal
from core.events import Happening
from core.people import Person
from core.ports import Tickets
from core.roles import Level, Role
from core.ticket import Actor, Ticket
from core.use_cases.read_ticket import open_for_change, read_ticket
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
    House,
    person,
)

Door = Callable[[Tickets, Person, int], Ticket]
DOORS = pytest.mark.parametrize("door", [read_ticket, open_for_change])


@pytest.fixture
def house() -> House:
    house = House()
    house.file()
    return house


def found(door: Door, house: House, who: Person, ticket_id: int = 1) -> bool:
    try:
        ticket = door(house.tickets, who, ticket_id)
    except Refusal as no:
        # The same answer, and no fact in it, for what is not there and for what is not theirs.
        return bool((no.code, no.facts) != ("not_found", {}))
    return ticket == house.ticket


@DOORS
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
def test_who_finds_a_ticket_of_surabaya(house: House, door: Door, who: Person, sees: bool) -> None:
    assert found(door, house, who) is sees


@DOORS
def test_a_ticket_that_is_not_there_is_found_by_nobody(house: House, door: Door) -> None:
    for who in EVERYBODY:
        for ticket_id in (0, 2, -1):
            with pytest.raises(Refusal, match="not_found"):
                door(house.tickets, who, ticket_id)


@DOORS
def test_whoever_passed_it_on_finds_it_again(house: House, door: Door) -> None:
    house.climbs_to(Level.LKPP_NON_TEKNIS)
    without_roles = [person(who.id, who.name) for who in (PPK, HELPDESK, ADMIN_PPE)]
    assert all(found(door, house, who) for who in without_roles)
    assert not found(door, house, person(VERIFIER.id, "Tono"))


def test_looking_at_a_ticket_changes_nothing(house: House) -> None:
    before = house.ticket
    read_ticket(house.tickets, PPK, 1).take(Actor(PPK.id, Role.PPK), house.now)
    assert house.ticket == before
    assert [event.kind for event in house.history] == [Happening.FILED]
