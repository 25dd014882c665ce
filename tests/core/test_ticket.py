"""The ticket: what it remembers, and that whatever anybody does to it leaves it valid."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.attachments import Remark
from core.catalogue import Directorate
from core.desks import Desk
from core.errors import Refusal
from core.events import OF_ACTION, Event, Happening
from core.lifecycle import Action, Status
from core.people import Assignment, Person
from core.priority import Assessment, Priority
from core.rating import Rating
from core.rights import actions
from core.roles import Level, Role
from core.ticket import Actor, Ticket
from core.use_cases.mind_due_tickets import MindDueTicket
from core.use_cases.release_tickets import ReleaseTicket
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
    House,
    person,
)

GITA = person(60, "Gita", Assignment(Role.PPK, 20), Assignment(Role.HELPDESK_LPSE, 10))
CAST = (*EVERYBODY, GITA)

# What may be wrong with an order whose action is allowed.
WRONG_ORDERS = {"nobody_below", "directorate_needed", "same_category", "category_unknown"}


@pytest.fixture
def house() -> House:
    house = House()
    house.file(PPK, replace(REPORT, uploads=(SCREENSHOT,)))
    return house


def kinds(house: House) -> list[str]:
    return [event.kind.value for event in house.history]


def test_the_history_says_who_in_which_role_when_and_what(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.now += timedelta(minutes=5)
    house.does(HELPDESK, Action.SOLVE, "Akun sudah kami aktifkan kembali.", LETTER)
    solved = house.history[-1]
    assert (solved.person_id, solved.role, solved.at) == (HELPDESK.id, Role.HELPDESK_LPSE, house.now)
    assert solved.text == "Akun sudah kami aktifkan kembali."
    assert [(file.ordinal, file.name, file.upload) for file in solved.files] == [(2, "PDF-Sa002.pdf", LETTER)]


def test_the_files_of_a_ticket_count_through(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.ASK_FEEDBACK, TEXT, LETTER, LETTER)
    house.does(PPK, Action.GIVE_FEEDBACK, TEXT, SCREENSHOT)
    names = [file.name for event in house.history for file in event.files]
    assert names == ["pelapo001.png", "PDF-Sa002.pdf", "PDF-Sa003.pdf", "pelapo004.png"]
    assert house.ticket.file_count == 4


def test_a_priority_that_changes_with_the_category_stands_in_the_history(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    ticket = house.does(HELPDESK, Action.RECATEGORISE, category="spse-paket", subcategory="Edit paket")
    assert (ticket.category, ticket.subcategory) == ("spse-paket", "Edit paket")
    assert ticket.priority is Priority.MAJOR
    changed, priority = house.history[-2:]
    assert (changed.kind, changed.text) == (Happening.RECATEGORISED, TEXT)
    assert changed.facts == {
        "from": {"category": "spse-login", "subcategory": "Tidak bisa login"},
        "to": {"category": "spse-paket", "subcategory": "Edit paket"},
    }
    assert priority.kind is Happening.PRIORITY_CHANGED
    assert priority.facts == {"from": "medium", "to": "major", "rule": "category"}


def test_a_priority_that_stays_is_not_mentioned(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.RECATEGORISE, category="spse-login", subcategory="Ganti email")
    assert kinds(house) == ["filed", "taken", "recategorised"]
    with pytest.raises(Refusal, match="same_category"):
        house.does(HELPDESK, Action.RECATEGORISE, category="spse-login", subcategory="Ganti email")


def test_nobody_is_reminded_of_a_ticket_that_waits_for_nobody(house: House) -> None:
    for ticket in (house.ticket, house.does(HELPDESK, Action.TAKE)):
        with pytest.raises(Refusal, match="not_now"):
            ticket.remind(NOW)
        assert not ticket.reminded


def test_nobody_is_reminded_twice(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    ticket = house.does(HELPDESK, Action.SOLVE)
    ticket.remind(NOW + timedelta(days=3))
    with pytest.raises(Refusal, match="not_now"):
        ticket.remind(NOW + timedelta(days=7))


@st.composite
def orders(
    draw: st.DrawFn, ticket: Ticket, cast: list[Person]
) -> tuple[Person, Action, bool, Directorate | None, str, Rating]:
    """Mostly what somebody may do now, and often what they may not."""
    may = [(who, action) for who in cast for action in actions(who, ticket)]
    anything = st.tuples(st.sampled_from(cast), st.sampled_from(Action))
    who, action = draw(st.one_of(st.sampled_from(may), anything) if may else anything)
    below = draw(st.booleans())
    directorate = draw(st.sampled_from((None, *Directorate)))
    category = draw(st.sampled_from(("spse-login", "spse-paket", "spse-infrastruktur", "katalog-akun")))
    return who, action, below, directorate, category, Rating(draw(st.integers(1, 5)))


@given(st.data(), st.sampled_from(CAST[:9]))
@settings(max_examples=150, deadline=None)
def test_whatever_anybody_does_leaves_the_ticket_valid(data: st.DataObject, reporter: Person) -> None:
    house = House()
    filed = house.file(reporter, replace(REPORT, uploads=(SCREENSHOT,)))
    held: set[int] = set()
    for _ in range(data.draw(st.integers(1, 25), "moves")):
        house.now += timedelta(days=data.draw(st.integers(0, 4), "days later"))
        before, history = house.ticket, list(house.history)
        if data.draw(st.integers(0, 5), "the clock strikes") == 0:
            expected = struck(house, before)
        elif data.draw(st.integers(0, 7), "somebody leaves or comes back") == 0:
            expected = left(house, before, data.draw(st.sampled_from(CAST[2:]), "who"))
        else:
            expected = moved(house, before, data)
        check(house.ticket, filed, history, house.history)
        assert [event.kind for event in house.history[len(history) :]] == expected
        if house.ticket.status is Status.CONFIRMATION:
            assert house.ticket.solver_id == house.ticket.holder_id
        held |= {house.ticket.holder_id} - {None}  # type: ignore[arg-type]
        assert held <= house.ticket.party_ids
        if before.status is Status.CLOSED:
            assert replace(house.ticket, rating=None, revision=0) == replace(before, rating=None, revision=0)


def struck(house: House, before: Ticket) -> list[Happening]:
    """The clock minds the ticket; it does so only when the ticket is due."""
    after = MindDueTicket(house.tickets)(1, house.now)
    if before.due_at is None or before.due_at > house.now:
        assert after is None
        return []
    again = before.status is Status.CONFIRMATION and before.reminded
    return [Happening.CONFIRMED_SILENTLY if again else Happening.REMINDED]


def left(house: House, before: Ticket, who: Person) -> list[Happening]:
    """An account is closed, or opened again; what was in those hands waits for others."""
    if house.people.get(who.id) is None:
        house.people.known[who.id] = who
        return []
    house.people.gone(who)
    released = ReleaseTicket(house.tickets, house.people)(1, house.now)
    if before.holder_id != who.id or before.status is Status.CONFIRMATION:
        assert released is None
        return []
    assert (house.ticket.status, house.ticket.desk) == (Status.WAITING, before.desk)
    return [Happening.RELEASED]


def moved(house: House, before: Ticket, data: st.DataObject) -> list[Happening]:
    """Somebody does something; what the rights don't allow changes nothing."""
    here = [who for who in CAST if house.people.get(who.id)]
    who, action, below, directorate, category, rating = data.draw(orders(before, here), "order")
    allowed = action in actions(who, before)
    refused = ""
    try:
        house.does(
            who, action, TEXT, LETTER, below=below, directorate=directorate, category=category, rating=rating
        )
    except Refusal as no:
        refused = no.code
    if refused:
        assert not allowed or refused in WRONG_ORDERS
        assert house.tickets.opened == house.ticket == before
        return []
    assert allowed
    happened = [OF_ACTION[action]]
    if house.ticket.priority is not before.priority:
        happened.append(Happening.PRIORITY_CHANGED)
    if action in {Action.REJECT, Action.GIVE_FEEDBACK} and house.people.get(before.holder_id or 0) is None:
        happened.append(Happening.RELEASED)
    return happened


def check(ticket: Ticket, filed: Ticket, history: list[Event], now: list[Event]) -> None:
    """What is true of every ticket at every time."""
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
    assert {rung.person_id for rung in ticket.path} <= ticket.party_ids


ACTORS = st.builds(
    Actor, st.integers(1, 9), st.sampled_from(Role), st.sampled_from((None, Desk(Level.LPSE_1, 10)))
)


REMARK = Remark(TEXT, (LETTER,))
ASSESSED = (Assessment(Priority.MINOR, "category"), Assessment(Priority.EMERGENCY, "outage"))
SPSE = CATALOGUE.application("spse")
MOVES: tuple[Callable[[Ticket, Actor, bool], None], ...] = (
    lambda ticket, by, _: ticket.take(by, NOW),
    lambda ticket, by, flag: ticket.ask_feedback(by, NOW, REMARK, below=flag),
    lambda ticket, by, _: ticket.give_feedback(by, NOW, REMARK),
    lambda ticket, by, flag: ticket.escalate(by, NOW, REMARK, SPSE, Directorate.KATALOG if flag else None),
    lambda ticket, by, _: ticket.solve(by, NOW, REMARK),
    lambda ticket, by, flag: ticket.recategorise(by, NOW, REMARK, ("spse-paket", str(flag)), ASSESSED[flag]),
    lambda ticket, by, _: ticket.hand_back(by, NOW, REMARK),
    lambda ticket, by, _: ticket.confirm(by, NOW),
    lambda ticket, by, _: ticket.reject(by, NOW, REMARK),
    lambda ticket, by, _: ticket.close(by, NOW, REMARK),
    lambda ticket, by, _: ticket.rate(by, NOW, FIVE_STARS),
    lambda ticket, _by, _: ticket.remind(NOW),
    lambda ticket, _by, _: ticket.confirm_silently(NOW),
    lambda ticket, _by, _: ticket.release(NOW),
)


@given(st.lists(st.tuples(st.sampled_from(MOVES), ACTORS, st.booleans()), max_size=20))
@settings(deadline=None)
def test_the_ticket_guards_itself_even_where_nobody_asks_for_rights(
    moves: list[tuple[Callable[[Ticket, Actor, bool], None], Actor, bool]],
) -> None:
    """It knows only the moves of the table, whoever makes them, and is never left half moved."""
    ticket = House().file(PPK)
    filed = deepcopy(ticket)
    for move, by, flag in moves:
        before, history = deepcopy(ticket), list(ticket.events)
        try:
            move(ticket, by, flag)
        except Refusal:
            assert ticket == before
        check(ticket, filed, history, ticket.events)
