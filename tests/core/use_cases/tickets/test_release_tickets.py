"""Check that a ticket whose holder can't work it goes back to its desk, and is never stuck."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.organisation.roles import Level, Role
from core.people.people import Assignment
from core.tickets.lifecycle import Action, Status
from core.tickets.rights import may_hold
from core.tickets.ticket import Ticket
from core.use_cases.tickets.release_tickets import ReleaseTicket
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
    FakeHelpdesk,
)


@pytest.fixture
def helpdesk() -> FakeHelpdesk:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    return helpdesk


def released(helpdesk: FakeHelpdesk) -> Ticket | None:
    return ReleaseTicket(helpdesk.tickets, helpdesk.people)(1, NOW + timedelta(minutes=5))


def loses(helpdesk: FakeHelpdesk, how: str) -> None:
    if how == "the account":
        helpdesk.people.gone(HELPDESK)
    elif how == "the role":
        helpdesk.people.known[HELPDESK.id] = replace(HELPDESK, assignments=(Assignment(Role.PPK, 10),))
    else:
        helpdesk.people.known[HELPDESK.id] = replace(HELPDESK, assignments=BANDUNGS_HELPDESK.assignments)


LOSSES = ["the account", "the role", "the desk, for another"]


def test_who_may_hold_a_ticket_is_whoever_works_at_its_desk(helpdesk: FakeHelpdesk) -> None:
    assert [who.name for who in EVERYBODY if may_hold(who, helpdesk.ticket)] == ["Sari", "Tono"]
    helpdesk.climbs_to(Level.LPSE_2)
    assert [who.name for who in EVERYBODY if may_hold(who, helpdesk.ticket)] == ["Adi"]
    assert not may_hold(None, helpdesk.ticket)
    assert not may_hold(ADMINISTRATOR, helpdesk.ticket)


@pytest.mark.parametrize("how", LOSSES)
@pytest.mark.parametrize("asked", [False, True])
def test_what_they_held_waits_at_the_same_desk(helpdesk: FakeHelpdesk, how: str, asked: bool) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    if asked:
        helpdesk.does(HELPDESK, Action.ASK_FEEDBACK)
    loses(helpdesk, how)
    assert released(helpdesk) is not None
    ticket = helpdesk.ticket
    assert (ticket.status, ticket.holder_id, ticket.desk.key) == (Status.WAITING, None, "1:10")
    assert (ticket.asked_id, ticket.asked_desk, ticket.due_at) == (None, None, None)
    event = helpdesk.history[-1]
    assert (event.kind, event.person_id, event.role) == ("released", None, None)
    assert event.facts == {"holder_id": HELPDESK.id}
    assert HELPDESK.id in ticket.party_ids
    assert released(helpdesk) is None, "once is enough"
    assert helpdesk.does(VERIFIER, Action.TAKE).holder_id == VERIFIER.id


def test_what_was_asked_of_the_level_below_is_asked_no_longer(helpdesk: FakeHelpdesk) -> None:
    helpdesk.climbs_to(Level.LPSE_2)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    helpdesk.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    helpdesk.people.gone(ADMIN_PPE)
    assert released(helpdesk) is not None
    assert (helpdesk.ticket.asked_id, helpdesk.ticket.asked_desk, helpdesk.ticket.desk.key) == (
        None,
        None,
        "2:10",
    )


@pytest.mark.parametrize("action", [None, Action.TAKE, Action.SOLVE])
def test_what_is_in_good_hands_or_in_nobodys_is_left_alone(
    helpdesk: FakeHelpdesk, action: Action | None
) -> None:
    for step in (Action.TAKE, Action.SOLVE)[: [None, Action.TAKE, Action.SOLVE].index(action)]:
        helpdesk.does(HELPDESK, step)
    helpdesk.people.gone(VERIFIER)
    before = helpdesk.ticket
    assert released(helpdesk) is None
    assert helpdesk.ticket == before
    assert ReleaseTicket(helpdesk.tickets, helpdesk.people)(99, NOW) is None


def test_a_solution_stays_with_the_reporter_though_its_solver_has_left(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.SOLVE)
    helpdesk.people.gone(HELPDESK)
    assert released(helpdesk) is None
    assert helpdesk.does(PPK, Action.CONFIRM).solver_id == HELPDESK.id


@pytest.mark.parametrize("how", LOSSES)
def test_a_solution_of_somebody_who_left_is_rejected_into_the_queue(helpdesk: FakeHelpdesk, how: str) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.SOLVE)
    loses(helpdesk, how)
    ticket = helpdesk.does(PPK, Action.REJECT, "Masih belum bisa masuk juga.")
    assert (ticket.status, ticket.holder_id, ticket.desk.key) == (Status.WAITING, None, "1:10")
    rejected, back = helpdesk.history[-2:]
    assert (rejected.kind, rejected.text) == ("rejected", "Masih belum bisa masuk juga.")
    assert (back.kind, back.person_id, back.facts) == (
        "released", None, {"holder_id": HELPDESK.id},
    )  # fmt: skip
    assert helpdesk.does(VERIFIER, Action.TAKE).holder_id == VERIFIER.id


def test_feedback_for_somebody_who_left_is_kept_and_the_ticket_waits_for_another(
    helpdesk: FakeHelpdesk,
) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.ASK_FEEDBACK)
    helpdesk.people.gone(HELPDESK)
    ticket = helpdesk.does(PPK, Action.GIVE_FEEDBACK, "Terlampir tangkapan layarnya.", SCREENSHOT)
    assert (ticket.status, ticket.holder_id, ticket.asked_id) == (Status.WAITING, None, None)
    given = helpdesk.history[-2]
    assert (given.kind, given.text, len(given.files)) == (
        "feedback_given", "Terlampir tangkapan layarnya.", 1,
    )  # fmt: skip
