"""Check that one reminder is sent, after which solutions are confirmed, and feedback is waited for."""

from datetime import date, datetime, timedelta

import pytest

from core.master_data.helpdesk_settings import HelpdeskSettings
from core.organisation.lpse import zone_named
from core.organisation.office_hours import OfficeHours
from core.organisation.roles import Level
from core.tickets.deadlines import DEFAULT_DEADLINES, Deadlines
from core.tickets.events import Event
from core.tickets.lifecycle import Action, Status
from core.tickets.ticket import Ticket
from core.use_cases.tickets.remind_or_confirm import RemindOrConfirmTicket
from tests.core.fakes import ADMIN_PPE, HELPDESK, NOW, PPK, SURABAYA, FakeHelpdesk

MOMENT = timedelta(seconds=1)
WIB = zone_named("WIB")
REMINDED_AT = DEFAULT_DEADLINES.reminder(SURABAYA.id, NOW)
REMIND_AFTER = REMINDED_AT - NOW
CONFIRM_AFTER = DEFAULT_DEADLINES.confirmation(SURABAYA.id, REMINDED_AT) - NOW


@pytest.fixture
def helpdesk() -> FakeHelpdesk:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    helpdesk.does(HELPDESK, Action.TAKE)
    return helpdesk


def run(helpdesk: FakeHelpdesk, after: timedelta) -> Ticket | None:
    return RemindOrConfirmTicket(helpdesk.tickets)(1, NOW + after)


def happened(helpdesk: FakeHelpdesk) -> list[str]:
    return [event.kind.value for event in helpdesk.history]


def test_the_reporter_forgets_and_the_solution_counts_as_confirmed(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.SOLVE)
    assert run(helpdesk, REMIND_AFTER - MOMENT) is None
    reminded = run(helpdesk, REMIND_AFTER)
    assert reminded is not None
    assert (reminded.status, reminded.reminded) == (Status.CONFIRMATION, True)
    assert run(helpdesk, CONFIRM_AFTER - MOMENT) is None
    closed = run(helpdesk, CONFIRM_AFTER)
    assert closed is not None
    assert (closed.status, closed.closed_at, closed.holder_id) == (Status.CLOSED, NOW + CONFIRM_AFTER, None)
    assert closed.due_at is None
    assert happened(helpdesk)[-3:] == ["solved", "reminded", "confirmed_silently"]
    assert run(helpdesk, CONFIRM_AFTER * 10) is None


def test_three_office_days_then_four_more(helpdesk: FakeHelpdesk) -> None:
    """Test from a Wednesday night on, with a holiday in the second week: Tuesday, and the Tuesday after."""
    wednesday = datetime(2026, 6, 10, 23, 40, tzinfo=WIB)
    deadlines = Deadlines(hours_of=lambda _lpse_id: OfficeHours(WIB, {date(2026, 6, 17)}))
    reminded_at = deadlines.reminder(SURABAYA.id, wednesday)
    assert reminded_at == datetime(2026, 6, 16, 7, 30, tzinfo=WIB)
    assert deadlines.confirmation(SURABAYA.id, reminded_at) == datetime(2026, 6, 23, 7, 30, tzinfo=WIB)


def test_what_became_due_while_the_bot_was_away_waits_for_the_office_to_open(
    helpdesk: FakeHelpdesk,
) -> None:
    helpdesk.does(HELPDESK, Action.SOLVE)
    saturday = REMINDED_AT + timedelta(days=5 - REMINDED_AT.weekday())
    assert RemindOrConfirmTicket(helpdesk.tickets)(1, saturday) is None
    monday = helpdesk.ticket.due_at
    assert monday is not None
    assert (monday.weekday(), monday.hour, monday.minute) == (0, 7, 30)
    assert not helpdesk.ticket.reminded
    reminded = RemindOrConfirmTicket(helpdesk.tickets)(1, monday)
    assert reminded is not None
    assert reminded.reminded


def test_a_reporter_may_still_reject_after_the_reminder(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.SOLVE)
    run(helpdesk, REMIND_AFTER)
    ticket = helpdesk.does(PPK, Action.REJECT)
    assert (ticket.due_at, ticket.reminded) == (None, False)
    assert run(helpdesk, CONFIRM_AFTER) is None
    helpdesk.now += CONFIRM_AFTER
    helpdesk.does(HELPDESK, Action.SOLVE)
    assert helpdesk.ticket.due_at == DEFAULT_DEADLINES.reminder(SURABAYA.id, helpdesk.now)


def test_after_a_week_s_outage_the_reporter_still_gets_the_reminder_and_four_days(
    helpdesk: FakeHelpdesk,
) -> None:
    helpdesk.does(HELPDESK, Action.SOLVE)
    late = DEFAULT_DEADLINES.next_opening(SURABAYA.id, NOW + timedelta(days=10)) - NOW
    counts_at = DEFAULT_DEADLINES.confirmation(SURABAYA.id, NOW + late) - NOW
    reminded = run(helpdesk, late)
    assert reminded is not None
    assert reminded.status is Status.CONFIRMATION
    assert run(helpdesk, counts_at - MOMENT) is None
    assert helpdesk.ticket.status is Status.CONFIRMATION
    closed = run(helpdesk, counts_at)
    assert closed is not None
    assert closed.status is Status.CLOSED


@pytest.mark.parametrize("below", [False, True])
def test_feedback_is_reminded_of_once_and_waited_for_without_an_end(below: bool) -> None:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    helpdesk.climbs_to(Level.LPSE_2)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    helpdesk.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=below)
    assert run(helpdesk, REMIND_AFTER - MOMENT) is None
    assert run(helpdesk, REMIND_AFTER) is not None
    for days in (7, 30, 365):
        assert run(helpdesk, timedelta(days=days)) is None
    assert helpdesk.ticket.status is Status.FEEDBACK
    assert happened(helpdesk).count("reminded") == 1


def test_the_next_question_gets_its_own_reminder(helpdesk: FakeHelpdesk) -> None:
    for _ in range(2):
        helpdesk.does(HELPDESK, Action.ASK_FEEDBACK)
        reminded_at = DEFAULT_DEADLINES.reminder(SURABAYA.id, helpdesk.now)
        run(helpdesk, reminded_at - NOW)
        helpdesk.now = reminded_at + timedelta(days=1)
        helpdesk.does(PPK, Action.GIVE_FEEDBACK)
    assert happened(helpdesk).count("reminded") == 2


@pytest.mark.parametrize("action", [None, Action.SOLVE, Action.ESCALATE, Action.HAND_BACK])
def test_a_ticket_that_is_not_due_is_left_alone(helpdesk: FakeHelpdesk, action: Action | None) -> None:
    if action:
        helpdesk.does(HELPDESK, action)
    before, history = helpdesk.ticket, list(helpdesk.history)
    assert run(helpdesk, timedelta(days=2)) is None
    assert (helpdesk.ticket, helpdesk.history) == (before, history)


def test_a_ticket_that_is_gone_is_nothing_to_mind(helpdesk: FakeHelpdesk) -> None:
    assert RemindOrConfirmTicket(helpdesk.tickets)(99, NOW) is None


def test_the_clock_signs_for_nobody(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.SOLVE)
    run(helpdesk, REMIND_AFTER)
    run(helpdesk, CONFIRM_AFTER)
    by_the_clock: list[Event] = helpdesk.history[-2:]
    assert [(e.person_id, e.role) for e in by_the_clock] == [(None, None), (None, None)]
    assert helpdesk.ticket.party_ids == {PPK.id, HELPDESK.id}


def test_an_administrator_s_days_are_waited_instead() -> None:
    helpdesk = FakeHelpdesk(settings=HelpdeskSettings(reminder_days=1, confirmation_days=2))
    helpdesk.file()
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.SOLVE)
    deadlines = Deadlines(helpdesk.settings)
    use_case = RemindOrConfirmTicket(helpdesk.tickets, deadlines)
    reminded_at = deadlines.reminder(SURABAYA.id, NOW)
    assert use_case(1, reminded_at - MOMENT) is None
    assert use_case(1, reminded_at) is not None
    counts_at = deadlines.confirmation(SURABAYA.id, reminded_at)
    assert use_case(1, counts_at - MOMENT) is None
    closed = use_case(1, counts_at)
    assert closed is not None
    assert closed.status is Status.CLOSED
