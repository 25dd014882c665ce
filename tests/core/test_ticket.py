"""The ticket: stories of its life, and that whatever anybody does to it leaves it valid."""

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
from core.ticket import CONFIRM_AFTER, REMIND_AFTER, Actor, Rung, Ticket
from core.use_cases.mind_due_tickets import MindDueTicket
from tests.core.fakes import (
    ADMIN_PPE,
    CATALOGUE,
    EVERYBODY,
    FIVE_STARS,
    HELPDESK,
    LETTER,
    LKPP,
    NOW,
    PPK,
    REPORT,
    SCREENSHOT,
    TEXT,
    TIM_KATALOG,
    TIM_SPSE,
    VERIFIER,
    House,
    person,
)

GITA = person(60, "Gita", Assignment(Role.PPK, 20), Assignment(Role.HELPDESK_LPSE, 10))
CAST = (*EVERYBODY, GITA)


@pytest.fixture
def house() -> House:
    house = House()
    house.file(PPK, replace(REPORT, uploads=(SCREENSHOT,)))
    return house


def kinds(house: House) -> list[str]:
    return [event.kind.value for event in house.history]


def test_from_filed_to_rated(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.ASK_FEEDBACK, "Mohon kirim tangkapan layarnya.")
    house.does(PPK, Action.GIVE_FEEDBACK, "Terlampir tangkapan layarnya.", SCREENSHOT, LETTER)
    house.does(HELPDESK, Action.SOLVE, "Kata sandi sudah kami atur ulang.")
    house.does(PPK, Action.REJECT, "Masih belum bisa masuk juga.")
    assert (house.ticket.status, house.ticket.holder_id) == (Status.WORKING, HELPDESK.id)
    house.does(HELPDESK, Action.SOLVE, "Akun sudah kami aktifkan kembali.")
    house.now += timedelta(hours=1)
    house.does(PPK, Action.CONFIRM)
    ticket = house.does(PPK, Action.RATE)
    assert kinds(house) == [
        "filed", "taken", "feedback_asked", "feedback_given", "solved", "rejected", "solved", "confirmed", "rated",
    ]  # fmt: skip
    assert (ticket.status, ticket.holder_id, ticket.solver_id) == (Status.CLOSED, None, HELPDESK.id)
    assert (ticket.created_at, ticket.closed_at) == (NOW, NOW + timedelta(hours=1))
    assert ticket.rating == FIVE_STARS
    assert house.history[-1].facts == {
        "stars": 5,
        "chips": ["speed", "kindness"],
        "solver_id": HELPDESK.id,
    }
    assert ticket.party_ids == {PPK.id, HELPDESK.id}


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


def test_up_the_whole_ladder_and_over_to_another_directorate(house: House) -> None:
    house.climbs_to(Level.TIM_TEKNIS)
    house.does(TIM_SPSE, Action.TAKE)
    ticket = house.does(TIM_SPSE, Action.ESCALATE, directorate=Directorate.KATALOG)
    assert [rung.desk.key for rung in ticket.path] == ["1:10", "2:10", "3", "4", "5:spse"]
    assert ticket.desk == Desk(Level.TIM_TEKNIS, directorate=Directorate.KATALOG)
    ticket = house.does(TIM_KATALOG, Action.TAKE)
    assert ticket.party_ids == {1, 3, 5, 6, 7, 8, 9}
    assert house.history[-2].facts == {"from": "5:spse", "to": "5:katalog"}


def test_a_technical_team_that_names_no_other_directorate_keeps_the_ticket(house: House) -> None:
    house.climbs_to(Level.TIM_TEKNIS)
    house.does(TIM_SPSE, Action.TAKE)
    for directorate in (None, Directorate.SPSE):
        with pytest.raises(Refusal, match="directorate_needed"):
            house.does(TIM_SPSE, Action.ESCALATE, directorate=directorate)
    assert house.ticket.holder_id == TIM_SPSE.id


def test_feedback_is_asked_of_the_level_that_escalated_it(house: House) -> None:
    house.climbs_to(Level.LPSE_2)
    house.does(ADMIN_PPE, Action.TAKE)
    ticket = house.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    assert (ticket.asked_id, ticket.asked_desk) == (HELPDESK.id, Desk(Level.LPSE_1, 10))
    with pytest.raises(Refusal, match="not_yours"):
        house.does(PPK, Action.GIVE_FEEDBACK)
    ticket = house.does(VERIFIER, Action.GIVE_FEEDBACK)
    assert (ticket.status, ticket.holder_id) == (Status.WORKING, ADMIN_PPE.id)
    assert (ticket.asked_id, ticket.asked_desk) == (None, None)


def test_the_first_level_has_nobody_below_to_ask(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    with pytest.raises(Refusal, match="nobody_below"):
        house.does(HELPDESK, Action.ASK_FEEDBACK, below=True)
    assert house.ticket.status is Status.WORKING


def test_handed_back_it_waits_at_the_same_desk_and_anybody_there_may_take_it(house: House) -> None:
    house.climbs_to(Level.LPSE_2)
    house.does(ADMIN_PPE, Action.TAKE)
    ticket = house.does(ADMIN_PPE, Action.HAND_BACK)
    assert (ticket.status, ticket.holder_id, ticket.desk.key) == (Status.WAITING, None, "2:10")
    assert [rung.desk.key for rung in ticket.path] == ["1:10"]
    assert ADMIN_PPE.id in ticket.party_ids


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


@pytest.mark.parametrize("taken", [False, True])
def test_the_reporter_closes_it_before_anybody_solved_it(house: House, taken: bool) -> None:
    if taken:
        house.does(HELPDESK, Action.TAKE)
    ticket = house.does(PPK, Action.CLOSE, "Sudah bisa masuk dengan sendirinya.")
    assert (ticket.status, ticket.holder_id, ticket.closed_at) == (Status.CLOSED, None, NOW)
    assert house.does(PPK, Action.RATE).solver_id is None


def test_closing_while_feedback_is_waited_for_asks_nobody_any_more(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    house.does(HELPDESK, Action.ASK_FEEDBACK)
    ticket = house.does(PPK, Action.CLOSE)
    assert (ticket.asked_id, ticket.asked_desk, ticket.due_at) == (None, None, None)


def test_nobody_is_reminded_of_a_ticket_that_waits_for_nobody(house: House) -> None:
    for ticket in (house.ticket, house.does(HELPDESK, Action.TAKE)):
        with pytest.raises(Refusal, match="not_now"):
            ticket.remind(NOW)
        assert not ticket.reminded


def test_nobody_is_reminded_twice(house: House) -> None:
    house.does(HELPDESK, Action.TAKE)
    ticket = house.does(HELPDESK, Action.SOLVE)
    ticket.remind(NOW + REMIND_AFTER)
    with pytest.raises(Refusal, match="not_now"):
        ticket.remind(NOW + CONFIRM_AFTER)


@st.composite
def orders(draw: st.DrawFn, ticket: Ticket) -> tuple[Person, Action, bool, Directorate | None, str, Rating]:
    """Mostly what somebody may do now, and often what they may not."""
    may = [(who, action) for who in CAST for action in actions(who, ticket)]
    anything = st.tuples(st.sampled_from(CAST), st.sampled_from(Action))
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
        else:
            expected = moved(house, before, data)
        check(house.ticket, filed, history, house.history)
        assert [event.kind for event in house.history[len(history) :]] == expected
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


def moved(house: House, before: Ticket, data: st.DataObject) -> list[Happening]:
    """Somebody does something; what the rights don't allow changes nothing."""
    who, action, below, directorate, category, rating = data.draw(orders(before), "order")
    allowed = action in actions(who, before)
    try:
        after = house.does(
            who, action, TEXT, LETTER, below=below, directorate=directorate, category=category, rating=rating
        )
    except Refusal as no:
        assert not allowed or no.code in {
            "nobody_below", "directorate_needed", "same_category", "category_unknown",
        }, no.code  # fmt: skip
        assert house.tickets.opened == house.ticket == before
        return []
    assert allowed
    changed = [Happening.PRIORITY_CHANGED] if after.priority is not before.priority else []
    return [OF_ACTION[action], *changed]


def check(ticket: Ticket, filed: Ticket, history: list[Event], now: list[Event]) -> None:
    """What is true of every ticket at every time."""
    held = ticket.status in {Status.WORKING, Status.FEEDBACK, Status.CONFIRMATION}
    waits = ticket.status in {Status.FEEDBACK, Status.CONFIRMATION}
    assert (ticket.holder_id is not None) == held
    assert (ticket.asked_id is not None) == (ticket.status is Status.FEEDBACK)
    assert ticket.asked_desk is None or ticket.asked_id is not None
    assert (ticket.closed_at is not None) == (ticket.status is Status.CLOSED)
    assert waits or (ticket.due_at is None and not ticket.reminded)
    assert ticket.status is not Status.CONFIRMATION or ticket.solver_id == ticket.holder_id
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


@given(st.lists(st.tuples(st.sampled_from(Action), ACTORS, st.booleans()), max_size=20))
@settings(deadline=None)
def test_the_ticket_guards_itself_even_where_nobody_guards_it(
    moves: list[tuple[Action, Actor, bool]],
) -> None:
    """Called without asking the rights, it still knows only the moves of the table, and is never half done."""
    ticket = House().file(PPK)
    filed = deepcopy(ticket)
    for action, by, flag in moves:
        before, history = deepcopy(ticket), list(ticket.events)
        try:
            directly(ticket, action, by, flag)
        except Refusal:
            assert ticket == before
        check(ticket, filed, history, ticket.events)


def directly(ticket: Ticket, action: Action, by: Actor, flag: bool) -> None:
    remark, spse = Remark(TEXT, (LETTER,)), CATALOGUE.application("spse")
    match action:
        case Action.FILE:  # a ticket can't be filed again; what the clock may try stands here
            ticket.remind(NOW)
        case Action.TAKE:
            ticket.take(by, NOW)
        case Action.ASK_FEEDBACK:
            ticket.ask_feedback(by, NOW, remark, below=flag)
        case Action.GIVE_FEEDBACK:
            ticket.give_feedback(by, NOW, remark)
        case Action.ESCALATE:
            ticket.escalate(by, NOW, remark, spse, Directorate.KATALOG if flag else None)
        case Action.SOLVE:
            ticket.solve(by, NOW, remark)
        case Action.RECATEGORISE:
            priority = Priority.EMERGENCY if flag else Priority.MINOR
            ticket.recategorise(by, NOW, remark, ("spse-paket", str(flag)), Assessment(priority, "category"))
        case Action.HAND_BACK:
            ticket.hand_back(by, NOW, remark)
        case Action.CONFIRM:
            ticket.confirm(by, NOW)
        case Action.REJECT:
            ticket.reject(by, NOW, remark)
        case Action.CONFIRM_SILENTLY:
            ticket.confirm_silently(NOW)
        case Action.CLOSE:
            ticket.close(by, NOW, remark)
        case Action.RATE:
            ticket.rate(by, NOW, FIVE_STARS)


def test_who_escalated_is_remembered_rung_by_rung(house: House) -> None:
    ticket = house.climbs_to(Level.LKPP_NON_TEKNIS)
    assert ticket.path == (
        Rung(Desk(Level.LPSE_1, 10), HELPDESK.id),
        Rung(Desk(Level.LPSE_2, 10), ADMIN_PPE.id),
    )
    assert ticket.desk in LKPP.desks
