"""Releasing tickets: what is held by somebody who can't work it goes back to its desk, and is never stuck."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.lifecycle import Action, Status
from core.people import Assignment
from core.rights import may_hold
from core.roles import Level, Role
from core.ticket import Ticket
from core.use_cases.release_tickets import ReleaseTicket
from tests.core.fakes import (
    ADMIN_PPE,
    ADMINISTRATOR,
    BANDUNGS_HELPDESK,
    EVERYBODY,
    HELPDESK,
    NOW,
    PPK,
    SCREENSHOT,
    VERIFIER,
    House,
)


@pytest.fixture
def house() -> House:
    house = House()
    house.file()
    return house


def released(house: House) -> Ticket | None:
    return ReleaseTicket(house.tickets, house.people)(1, NOW + timedelta(minutes=5))


def loses(house: House, how: str) -> None:
    if how == "the account":
        house.people.gone(HELPDESK)
    elif how == "the role":
        house.people.known[HELPDESK.id] = replace(HELPDESK, assignments=(Assignment(Role.PPK, 10),))
    else:
        house.people.known[HELPDESK.id] = replace(HELPDESK, assignments=BANDUNGS_HELPDESK.assignments)


WAYS = ["the account", "the role", "the desk, for another"]


def test_who_may_hold_a_ticket_is_whoever_works_at_its_desk(house: House) -> None:
    assert [who.name for who in EVERYBODY if may_hold(who, house.ticket)] == ["Sari", "Tono"]
    house.climbs_to(Level.LPSE_2)
    assert [who.name for who in EVERYBODY if may_hold(who, house.ticket)] == ["Adi"]
    assert not may_hold(None, house.ticket)
    assert not may_hold(ADMINISTRATOR, house.ticket)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("asked", [False, True])
def test_what_they_held_waits_at_the_same_desk(house: House, how: str, asked: bool) -> None:
    house.does(HELPDESK, Action.TAKE)
    if asked:
        house.does(HELPDESK, Action.ASK_FEEDBACK)
    loses(house, how)
    assert released(house) is not None
    ticket = house.ticket
    assert (ticket.status, ticket.holder_id, ticket.desk.key) == (Status.WAITING, None, "1:10")
    assert (ticket.asked_id, ticket.asked_desk, ticket.due_at) == (None, None, None)
    event = house.history[-1]
    assert (event.kind, event.person_id, event.role) == ("released", None, None)
    assert event.facts == {"holder_id": HELPDESK.id}
    assert HELPDESK.id in ticket.party_ids
    assert released(house) is None, "once is enough"
    assert house.does(VERIFIER, Action.TAKE).holder_id == VERIFIER.id


def test_what_was_asked_of_the_level_below_is_asked_no_longer(house: House) -> None:
    house.climbs_to(Level.LPSE_2)
    house.does(ADMIN_PPE, Action.TAKE)
    house.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    house.people.gone(ADMIN_PPE)
    assert released(house) is not None
    assert (house.ticket.asked_id, house.ticket.asked_desk, house.ticket.desk.key) == (None, None, "2:10")


@pytest.mark.parametrize("action", [None, Action.TAKE, Action.SOLVE])
def test_what_is_in_good_hands_or_in_nobodys_is_left_alone(house: House, action: Action | None) -> None:
    for move in (Action.TAKE, Action.SOLVE)[: [None, Action.TAKE, Action.SOLVE].index(action)]:
        house.does(HELPDESK, move)
    house.people.gone(VERIFIER)
    before = house.ticket
    assert released(house) is None
    assert house.ticket == before
    assert ReleaseTicket(house.tickets, house.people)(99, NOW) is None


def test_a_solution_stays_with_the_reporter_though_its_solver_has_left(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.SOLVE)
    house.people.gone(HELPDESK)
    assert released(house) is None
    assert house.does(PPK, Action.CONFIRM).solver_id == HELPDESK.id


@pytest.mark.parametrize("how", WAYS)
def test_a_solution_of_somebody_who_left_is_rejected_into_the_queue(house: House, how: str) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.SOLVE)
    loses(house, how)
    ticket = house.does(PPK, Action.REJECT, "Masih belum bisa masuk juga.")
    assert (ticket.status, ticket.holder_id, ticket.desk.key) == (Status.WAITING, None, "1:10")
    rejected, back = house.history[-2:]
    assert (rejected.kind, rejected.text) == ("rejected", "Masih belum bisa masuk juga.")
    assert (back.kind, back.person_id, back.facts) == (
        "released", None, {"holder_id": HELPDESK.id},
    )  # fmt: skip
    assert house.does(VERIFIER, Action.TAKE).holder_id == VERIFIER.id


def test_feedback_for_somebody_who_left_is_kept_and_the_ticket_waits_for_another(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.ASK_FEEDBACK)
    house.people.gone(HELPDESK)
    ticket = house.does(PPK, Action.GIVE_FEEDBACK, "Terlampir tangkapan layarnya.", SCREENSHOT)
    assert (ticket.status, ticket.holder_id, ticket.asked_id) == (Status.WAITING, None, None)
    given = house.history[-2]
    assert (given.kind, given.text, len(given.files)) == (
        "feedback_given", "Terlampir tangkapan layarnya.", 1,
    )  # fmt: skip
