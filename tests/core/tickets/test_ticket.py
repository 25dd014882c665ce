"""Check what a ticket records, and that whatever anybody does to it leaves it valid."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Refusal
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from core.tickets.actions import ACTIONS
from core.tickets.actors import Actor
from core.tickets.attachments import Remark
from core.tickets.deadlines import DEFAULT_DEADLINES
from core.tickets.events import Event
from core.tickets.lifecycle import Action, EventType, Status
from core.tickets.priority_rules import Assessment
from core.tickets.rating import Rating
from core.tickets.rights import allowed_actions
from core.tickets.ticket import Ticket
from core.use_cases.tickets.release_tickets import ReleaseTicket
from core.use_cases.tickets.remind_or_confirm import RemindOrConfirmTicket
from tests.core.fakes import (
    CATALOGUE,
    EVERYBODY,
    FIVE_STARS,
    HELPDESK,
    LETTER,
    NOW,
    PPK,
    REPORT,
    SCREENSHOT,
    TEXT,
    FakeHelpdesk,
    person,
)

GITA = person(60, "Gita", Assignment(Role.PPK, 20), Assignment(Role.HELPDESK_LPSE, 10))
CAST = (*EVERYBODY, GITA)

# Refusals of a request whose action is allowed.
WRONG_REQUESTS = {"nobody_below", "directorate_needed", "same_category", "category_unknown"}


@pytest.fixture
def helpdesk() -> FakeHelpdesk:
    helpdesk = FakeHelpdesk()
    helpdesk.file(PPK, replace(REPORT, uploads=(SCREENSHOT,)))
    return helpdesk


def kinds(helpdesk: FakeHelpdesk) -> list[str]:
    return [event.kind.value for event in helpdesk.history]


def test_the_history_says_who_in_which_role_when_and_what(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.now += timedelta(minutes=5)
    helpdesk.does(HELPDESK, Action.SOLVE, "Akun sudah kami aktifkan kembali.", LETTER)
    solved = helpdesk.history[-1]
    assert (solved.person_id, solved.role, solved.at) == (HELPDESK.id, Role.HELPDESK_LPSE, helpdesk.now)
    assert solved.text == "Akun sudah kami aktifkan kembali."
    assert [(file.ordinal, file.name, file.upload) for file in solved.files] == [(2, "PDF-Sa002.pdf", LETTER)]


def test_the_files_of_a_ticket_count_through(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.ASK_FEEDBACK, TEXT, LETTER, LETTER)
    helpdesk.does(PPK, Action.GIVE_FEEDBACK, TEXT, SCREENSHOT)
    names = [file.name for event in helpdesk.history for file in event.files]
    assert names == ["pelapo001.png", "PDF-Sa002.pdf", "PDF-Sa003.pdf", "pelapo004.png"]
    assert helpdesk.ticket.file_count == 4


def test_a_priority_that_changes_with_the_category_stands_in_the_history(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    ticket = helpdesk.does(HELPDESK, Action.RECATEGORISE, category="spse-paket", subcategory="Edit paket")
    assert (ticket.category, ticket.subcategory) == ("spse-paket", "Edit paket")
    assert ticket.priority is Priority.MAJOR
    changed, priority = helpdesk.history[-2:]
    assert (changed.kind, changed.text) == (EventType.RECATEGORISED, TEXT)
    assert changed.facts == {
        "from": {"category": "spse-login", "subcategory": "Tidak bisa login"},
        "to": {"category": "spse-paket", "subcategory": "Edit paket"},
    }
    assert priority.kind is EventType.PRIORITY_RAISED
    assert priority.facts == {"from": "medium", "to": "major", "rule": "category"}


def test_a_priority_that_stays_is_not_mentioned(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.RECATEGORISE, category="spse-login", subcategory="Ganti email")
    assert kinds(helpdesk) == ["filed", "taken", "recategorised"]
    with pytest.raises(Refusal, match="same_category"):
        helpdesk.does(HELPDESK, Action.RECATEGORISE, category="spse-login", subcategory="Ganti email")


def test_nobody_is_reminded_of_a_ticket_that_waits_for_nobody(helpdesk: FakeHelpdesk) -> None:
    for ticket in (helpdesk.ticket, helpdesk.does(HELPDESK, Action.TAKE)):
        with pytest.raises(Refusal, match="not_now"):
            ticket.remind(NOW)
        assert not ticket.reminded


def test_nobody_is_reminded_twice(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    ticket = helpdesk.does(HELPDESK, Action.SOLVE)
    ticket.remind(NOW + timedelta(days=3))
    with pytest.raises(Refusal, match="not_now"):
        ticket.remind(NOW + timedelta(days=7))


@st.composite
def requests(
    draw: st.DrawFn, ticket: Ticket, cast: list[Person]
) -> tuple[Person, Action, bool, Directorate | None, str, Rating]:
    """Draw what somebody may do now, and often what they may not."""
    may = [(who, action) for who in cast for action in allowed_actions(who, ticket)]
    anything = st.tuples(st.sampled_from(cast), st.sampled_from(Action))
    who, action = draw(st.one_of(st.sampled_from(may), anything) if may else anything)
    below = draw(st.booleans())
    directorate = draw(st.sampled_from((None, *Directorate)))
    category = draw(st.sampled_from(("spse-login", "spse-paket", "spse-infrastruktur", "katalog-akun")))
    return who, action, below, directorate, category, Rating(draw(st.integers(1, 5)))


@given(st.data(), st.sampled_from(CAST[:9]))
@settings(max_examples=150)
def test_any_sequence_of_actions_leaves_the_ticket_valid(data: st.DataObject, reporter: Person) -> None:
    helpdesk = FakeHelpdesk()
    filed = helpdesk.file(reporter, replace(REPORT, uploads=(SCREENSHOT,)))
    held: set[int] = set()
    for _ in range(data.draw(st.integers(1, 25), "turns")):
        helpdesk.now += timedelta(days=data.draw(st.integers(0, 4), "days later"))
        before, history = helpdesk.ticket, list(helpdesk.history)
        if data.draw(st.integers(0, 5), "the clock strikes") == 0:
            expected = clock_runs(helpdesk, before)
        elif data.draw(st.integers(0, 7), "somebody leaves or comes back") == 0:
            expected = person_leaves_or_returns(helpdesk, before, data.draw(st.sampled_from(CAST[2:]), "who"))
        else:
            expected = person_acts(helpdesk, before, data)
        check(helpdesk.ticket, filed, history, helpdesk.history)
        assert [event.kind for event in helpdesk.history[len(history) :]] == expected
        if helpdesk.ticket.status is Status.CONFIRMATION:
            assert helpdesk.ticket.solver_id == helpdesk.ticket.holder_id
        held |= {helpdesk.ticket.holder_id} - {None}  # type: ignore[arg-type]
        assert held <= helpdesk.ticket.party_ids
        if before.status is Status.CLOSED:
            assert replace(helpdesk.ticket, rating=None, revision=0) == replace(
                before, rating=None, revision=0
            )


def clock_runs(helpdesk: FakeHelpdesk, before: Ticket) -> list[EventType]:
    """Run the clock on the ticket; return the expected events: none unless it is due, in office hours."""
    after = RemindOrConfirmTicket(helpdesk.tickets)(1, helpdesk.now)
    is_closed = DEFAULT_DEADLINES.next_opening(before.lpse_id, helpdesk.now) > helpdesk.now
    if before.due_at is None or before.due_at > helpdesk.now or is_closed:
        assert after is None
        return []
    again = before.status is Status.CONFIRMATION and before.reminded
    return [EventType.CONFIRMED_SILENTLY if again else EventType.REMINDED]


def person_leaves_or_returns(helpdesk: FakeHelpdesk, before: Ticket, who: Person) -> list[EventType]:
    """Close or open an account; return the expected events, as what it held is released."""
    if helpdesk.people.get(who.id) is None:
        helpdesk.people.known[who.id] = who
        return []
    helpdesk.people.gone(who)
    released = ReleaseTicket(helpdesk.tickets, helpdesk.people)(1, helpdesk.now)
    if before.holder_id != who.id or before.status is Status.CONFIRMATION:
        assert released is None
        return []
    assert (helpdesk.ticket.status, helpdesk.ticket.desk) == (Status.WAITING, before.desk)
    return [EventType.RELEASED]


def person_acts(helpdesk: FakeHelpdesk, before: Ticket, data: st.DataObject) -> list[EventType]:
    """Let a person do something; return the expected events, which are none where it is refused."""
    here = [who for who in CAST if helpdesk.people.get(who.id)]
    who, action, below, directorate, category, rating = data.draw(requests(before, here), "request")
    allowed = action in allowed_actions(who, before)
    code = ""
    try:
        helpdesk.does(
            who, action, TEXT, LETTER, below=below, directorate=directorate, category=category, rating=rating
        )
    except Refusal as refused:
        code = refused.code
    if code:
        assert not allowed or code in WRONG_REQUESTS
        assert helpdesk.tickets.opened == helpdesk.ticket == before
        return []
    assert allowed
    happened = [ACTIONS[action].event.type]
    if helpdesk.ticket.priority < before.priority:
        happened.append(EventType.PRIORITY_RAISED)
    if helpdesk.ticket.priority > before.priority:
        happened.append(EventType.PRIORITY_LOWERED)
    if action in {Action.REJECT, Action.GIVE_FEEDBACK} and helpdesk.people.get(before.holder_id or 0) is None:
        happened.append(EventType.RELEASED)
    return happened


def check(ticket: Ticket, filed: Ticket, history: list[Event], now: list[Event]) -> None:
    """Check what holds for every ticket at every time."""
    held = ticket.status in {Status.WORKING, Status.FEEDBACK, Status.CONFIRMATION}
    waits = ticket.status in {Status.FEEDBACK, Status.CONFIRMATION}
    assert (ticket.holder_id is not None) == held
    assert (ticket.asked_id is not None) == (ticket.status is Status.FEEDBACK)
    assert ticket.asked_desk is None or ticket.asked_id is not None
    assert (ticket.closed_at is not None) == (ticket.status is Status.CLOSED)
    assert waits or (ticket.due_at is None and not ticket.reminded)
    assert ticket.rating is None or ticket.status is Status.CLOSED
    for unchanged in ("number", "created_at", "reporter_id", "reporter_role", "lpse_id", "application"):
        assert getattr(ticket, unchanged) == getattr(filed, unchanged)
    assert now[: len(history)] == history
    assert [e.at for e in now] == sorted(e.at for e in now)
    files = [file.ordinal for event in now for file in event.files]
    assert files == list(range(1, ticket.file_count + 1))
    assert {event.person_id for event in now} - {None} <= ticket.party_ids
    assert {step.person_id for step in ticket.path} <= ticket.party_ids
    assert {ticket.reporter_id, ticket.holder_id, ticket.asked_id} - {None} <= ticket.party_ids
    assert not ticket.watcher_ids & ticket.party_ids


ACTORS = st.builds(
    Actor, st.integers(1, 9), st.sampled_from(Role), st.sampled_from((None, Desk(Level.LPSE_1, 10)))
)


REMARK = Remark(TEXT, (LETTER,))
ASSESSED = (Assessment(Priority.MINOR, "category"), Assessment(Priority.EMERGENCY, "outage"))
SPSE = CATALOGUE.application("spse")
CALLS: tuple[Callable[[Ticket, Actor, bool], None], ...] = (
    lambda ticket, by, _: ticket.act(Action.TAKE, by, NOW),
    lambda ticket, by, flag: ticket.ask_feedback(by, NOW, REMARK, below=flag),
    lambda ticket, by, _: ticket.give_feedback(by, NOW, REMARK),
    lambda ticket, by, flag: ticket.escalate(by, NOW, REMARK, SPSE, Directorate.KATALOG if flag else None),
    lambda ticket, by, _: ticket.solve(by, NOW, REMARK),
    lambda ticket, by, flag: ticket.recategorise(by, NOW, REMARK, ("spse-paket", str(flag)), ASSESSED[flag]),
    lambda ticket, by, _: ticket.act(Action.HAND_BACK, by, NOW, REMARK),
    lambda ticket, by, _: ticket.act(Action.CONFIRM, by, NOW),
    lambda ticket, by, _: ticket.act(Action.REJECT, by, NOW, REMARK),
    lambda ticket, by, _: ticket.act(Action.CLOSE, by, NOW, REMARK),
    lambda ticket, by, _: ticket.rate(by, NOW, FIVE_STARS),
    lambda ticket, _by, _: ticket.remind(NOW),
    lambda ticket, _by, _: ticket.act(Action.CONFIRM_SILENTLY, None, NOW),
    lambda ticket, _by, _: ticket.release(NOW),
)


@given(st.lists(st.tuples(st.sampled_from(CALLS), ACTORS, st.booleans()), max_size=20))
def test_the_ticket_guards_itself_even_where_nobody_asks_for_rights(
    calls: list[tuple[Callable[[Ticket, Actor, bool], None], Actor, bool]],
) -> None:
    """Call methods in any order: what the table does not allow raises, and changes nothing."""
    ticket = FakeHelpdesk().file(PPK)
    filed = deepcopy(ticket)
    for call, by, flag in calls:
        before, history = deepcopy(ticket), list(ticket.events)
        try:
            call(ticket, by, flag)
        except Refusal:
            assert ticket == before
        check(ticket, filed, history, ticket.events)
