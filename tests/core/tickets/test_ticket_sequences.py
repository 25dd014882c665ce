"""Check that whatever anybody does to a ticket, in whatever order, leaves it valid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import chain, product
from typing import NamedTuple

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
    LETTER,
    NOW,
    PPK,
    REPORT,
    SCREENSHOT,
    TEXT,
    FakeHelpdesk,
    copy_ticket,
    person,
)

GITA = person(60, "Gita", Assignment(Role.PPK, 20), Assignment(Role.HELPDESK_LPSE, 10))
CAST = (*EVERYBODY, GITA)

# Refusals of a request whose action is allowed.
WRONG_REQUESTS = {"nobody_below", "directorate_needed", "same_category", "category_unknown"}


class Turn(NamedTuple):
    """One turn of the ticket, `days` after the last one.

    Most numbers `pick` one of the actions that are allowed to somebody in place of `who` and `action`.
    """

    days: int
    happens: str
    who: Person
    action: Action
    pick: int
    below: bool
    directorate: Directorate | None
    category: str
    stars: int


# Each is drawn as one choice where it has some hundred ways: a draw takes longer than a turn of the ticket.
TURNS = st.builds(
    lambda *parts: Turn(*chain.from_iterable(parts)),
    st.sampled_from(list(product(range(5), ("clock",) * 8 + ("leaves",) * 6 + ("acts",) * 34))),
    st.sampled_from(list(product(CAST, Action))),
    st.tuples(st.sampled_from(range(10_000))),
    st.sampled_from(
        list(
            product(
                (False, True),
                (None, *Directorate),
                ("spse-login", "spse-paket", "spse-infrastruktur", "katalog-akun"),
                range(1, 6),
            )
        )
    ),
)


@given(
    st.integers(1, 25).flatmap(lambda count: st.lists(TURNS, min_size=count, max_size=count)),
    st.sampled_from(CAST[:9]),
)
@settings(max_examples=200)
def test_any_sequence_of_actions_leaves_the_ticket_valid(turns: list[Turn], reporter: Person) -> None:
    helpdesk = FakeHelpdesk()
    filed = helpdesk.file(reporter, replace(REPORT, uploads=(SCREENSHOT,)))
    held: set[int] = set()
    for turn in turns:
        helpdesk.now += timedelta(days=turn.days)
        before, history = helpdesk.ticket, list(helpdesk.history)
        if turn.happens == "clock":
            expected = clock_runs(helpdesk, before)
        elif turn.happens == "leaves":
            expected = person_leaves_or_returns(helpdesk, before, CAST[2:][turn.pick % len(CAST[2:])])
        else:
            expected = person_acts(helpdesk, before, turn)
        after = helpdesk.ticket
        check(after, filed, history, helpdesk.history)
        assert [event.kind for event in helpdesk.history[len(history) :]] == expected
        if after.status is Status.CONFIRMATION:
            assert after.solver_id == after.holder_id
        held |= {after.holder_id} - {None}  # type: ignore[arg-type]
        assert held <= after.party_ids
        if before.status is Status.CLOSED:
            assert replace(after, rating=None, revision=0) == replace(before, rating=None, revision=0)


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


def person_acts(helpdesk: FakeHelpdesk, before: Ticket, turn: Turn) -> list[EventType]:
    """Let a person do something; return the expected events, which are none where it is refused."""
    here = [who for who in CAST if helpdesk.people.get(who.id)]
    who, action = turn.who if turn.who in here else here[turn.pick % len(here)], turn.action
    may: dict[Action, list[Person]] = {}
    for one in here:
        for allowed_one in allowed_actions(one, before):
            # Little can happen to a ticket that is closed.
            if allowed_one is not Action.CLOSE or turn.pick % 5 == 0:
                may.setdefault(allowed_one, []).append(one)
    if may and turn.pick % 3:
        action, able = list(may.items())[turn.pick // 15 % len(may)]
        who = able[turn.pick // 300 % len(able)]
    allowed = action in allowed_actions(who, before)
    code = ""
    try:
        helpdesk.does(
            who, action, TEXT, LETTER,
            below=turn.below, directorate=turn.directorate, category=turn.category, rating=Rating(turn.stars),
        )  # fmt: skip
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
    filed = copy_ticket(ticket)
    for call, by, flag in calls:
        before, history = copy_ticket(ticket), list(ticket.events)
        try:
            call(ticket, by, flag)
        except Refusal:
            assert ticket == before
        check(ticket, filed, history, ticket.events)
