"""One reminder of what is waited for; then a solution is confirmed by itself, and feedback is not."""

from datetime import timedelta

import pytest

from core.events import Event
from core.house_rules import SHIPPED, HouseRules
from core.lifecycle import Action, Status
from core.roles import Level
from core.ticket import Ticket
from core.use_cases.mind_due_tickets import MindDueTicket
from tests.core.fakes import ADMIN_PPE, HELPDESK, NOW, PPK, House

MOMENT = timedelta(seconds=1)
REMIND_AFTER = SHIPPED.remind_after
CONFIRM_AFTER = SHIPPED.remind_after + SHIPPED.confirm_after


@pytest.fixture
def house() -> House:
    house = House()
    house.file()
    house.does(HELPDESK, Action.TAKE)
    return house


def minded(house: House, after: timedelta) -> Ticket | None:
    return MindDueTicket(house.tickets)(1, NOW + after)


def happened(house: House) -> list[str]:
    return [event.kind.value for event in house.history]


def test_the_reporter_forgets_and_the_solution_counts_as_confirmed(house: House) -> None:
    house.does(HELPDESK, Action.SOLVE)
    assert minded(house, REMIND_AFTER - MOMENT) is None
    reminded = minded(house, REMIND_AFTER)
    assert reminded is not None
    assert (reminded.status, reminded.reminded) == (Status.CONFIRMATION, True)
    assert minded(house, CONFIRM_AFTER - MOMENT) is None
    closed = minded(house, CONFIRM_AFTER)
    assert closed is not None
    assert (closed.status, closed.closed_at, closed.holder_id) == (Status.CLOSED, NOW + CONFIRM_AFTER, None)
    assert closed.due_at is None
    assert happened(house)[-3:] == ["solved", "reminded", "confirmed_silently"]
    assert minded(house, CONFIRM_AFTER * 10) is None


def test_three_days_then_four_more() -> None:
    assert (timedelta(days=3), timedelta(days=7)) == (REMIND_AFTER, CONFIRM_AFTER)


def test_a_reporter_may_still_reject_after_the_reminder(house: House) -> None:
    house.does(HELPDESK, Action.SOLVE)
    minded(house, REMIND_AFTER)
    ticket = house.does(PPK, Action.REJECT)
    assert (ticket.due_at, ticket.reminded) == (None, False)
    assert minded(house, CONFIRM_AFTER) is None
    house.now += CONFIRM_AFTER
    house.does(HELPDESK, Action.SOLVE)
    assert house.ticket.due_at == house.now + REMIND_AFTER


def test_after_a_week_s_outage_the_reporter_still_gets_the_reminder_and_four_days(house: House) -> None:
    house.does(HELPDESK, Action.SOLVE)
    late = timedelta(days=10)
    reminded = minded(house, late)
    assert reminded is not None
    assert reminded.status is Status.CONFIRMATION
    assert minded(house, late + timedelta(days=4) - MOMENT) is None
    assert house.ticket.status is Status.CONFIRMATION
    closed = minded(house, late + timedelta(days=4))
    assert closed is not None
    assert closed.status is Status.CLOSED


@pytest.mark.parametrize("below", [False, True])
def test_feedback_is_reminded_of_once_and_waited_for_without_an_end(below: bool) -> None:
    house = House()
    house.file()
    house.climbs_to(Level.LPSE_2)
    house.does(ADMIN_PPE, Action.TAKE)
    house.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=below)
    assert minded(house, REMIND_AFTER - MOMENT) is None
    assert minded(house, REMIND_AFTER) is not None
    for days in (7, 30, 365):
        assert minded(house, timedelta(days=days)) is None
    assert house.ticket.status is Status.FEEDBACK
    assert happened(house).count("reminded") == 1


def test_the_next_question_gets_its_own_reminder(house: House) -> None:
    for _ in range(2):
        house.does(HELPDESK, Action.ASK_FEEDBACK)
        minded(house, house.now - NOW + REMIND_AFTER)
        house.now += timedelta(days=4)
        house.does(PPK, Action.GIVE_FEEDBACK)
    assert happened(house).count("reminded") == 2


@pytest.mark.parametrize("action", [None, Action.SOLVE, Action.ESCALATE, Action.HAND_BACK])
def test_whoever_is_not_due_is_left_alone(house: House, action: Action | None) -> None:
    if action:
        house.does(HELPDESK, action)
    before, history = house.ticket, list(house.history)
    assert minded(house, timedelta(days=2)) is None
    assert (house.ticket, house.history) == (before, history)


def test_a_ticket_that_is_gone_is_nothing_to_mind(house: House) -> None:
    assert MindDueTicket(house.tickets)(99, NOW) is None


def test_the_clock_signs_for_nobody(house: House) -> None:
    house.does(HELPDESK, Action.SOLVE)
    minded(house, REMIND_AFTER)
    minded(house, CONFIRM_AFTER)
    by_the_clock: list[Event] = house.history[-2:]
    assert [(e.person_id, e.role) for e in by_the_clock] == [(None, None), (None, None)]
    assert house.ticket.party_ids == {PPK.id, HELPDESK.id}


def test_an_administrator_s_days_are_waited_instead() -> None:
    house = House(rules=HouseRules(reminder_days=1, confirmation_days=2))
    house.file()
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.SOLVE)
    mind = MindDueTicket(house.tickets, house.rules)
    assert mind(1, NOW + timedelta(days=1) - MOMENT) is None
    assert mind(1, NOW + timedelta(days=1)) is not None
    assert mind(1, NOW + timedelta(days=3) - MOMENT) is None
    closed = mind(1, NOW + timedelta(days=3))
    assert closed is not None
    assert closed.status is Status.CLOSED
