"""Check who may do what to a ticket: every role in every status, near to the ticket and far from it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from core.errors import Refusal
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from core.tickets.lifecycle import Action, Status
from core.tickets.rights import allowed_actions, may_see, require
from core.tickets.ticket import Ticket
from tests.core.fakes import (
    ADMIN_PPE,
    ADMINISTRATOR,
    BANDUNGS_ADMIN_PPE,
    BANDUNGS_HELPDESK,
    EVERYBODY,
    FIVE_STARS,
    HELPDESK,
    LADDER,
    LKPP,
    LKPP_TEKNIS,
    PPK,
    REPORT,
    SUPPLIER,
    TIM_KATALOG,
    TIM_SPSE,
    VERIFIER,
    FakeHelpdesk,
    FakePeople,
    person,
)

LETTERS = {
    "t": Action.TAKE, "f": Action.ASK_FEEDBACK, "a": Action.GIVE_FEEDBACK, "e": Action.ESCALATE,
    "s": Action.SOLVE, "r": Action.RECATEGORISE, "b": Action.HAND_BACK, "c": Action.CONFIRM,
    "j": Action.REJECT, "x": Action.CLOSE, "*": Action.RATE,
}  # fmt: skip

# The columns are: waiting, working, feedback (of the reporter), feedback (of the level below), confirmation,
# closed. The letters: t take, f ask feedback, a answer it, e escalate, s solve, r recategorise, b hand back,
# c confirm, j reject, x close, * rate; a dot where they may do nothing, a dash where there is no such ticket.

# Above a technical team there is nobody: its people's own tickets wait at their own desk.
OWN = """
ppk                      x x ax x cjx *
pokja                    x x ax x cjx *
pp                       x x ax x cjx *
pelaku_usaha             x x ax x cjx *
kuppbj                   x x ax x cjx *
pa_kpa                   x x ax x cjx *
admin_ppe_sirup          x x ax x cjx *
helpdesk_lpse            x x ax x cjx *
verifikator_lpse         x x ax x cjx *
admin_agency             x x ax x cjx *
admin_ppe                x x ax x cjx *
helpdesk_lkpp_non_teknis x x ax x cjx *
helpdesk_lkpp_teknis     x x ax x cjx *
tim_teknis               tx x ax ax cjx *
administrator            - - - - - -
"""
IN_HAND = """
helpdesk_lpse            t fesrb . a . .
verifikator_lpse         t fesrb . a . .
admin_agency             t fesrb . a . .
admin_ppe                t fesrb . a . .
helpdesk_lkpp_non_teknis t fesrb . a . .
helpdesk_lkpp_teknis     t fesrb . a . .
tim_teknis               t fesrb . a . .
"""
OF_A_COLLEAGUE = """
helpdesk_lpse            t . . a . .
verifikator_lpse         t . . a . .
admin_agency             t . . a . .
admin_ppe                t . . a . .
helpdesk_lkpp_non_teknis t . . a . .
helpdesk_lkpp_teknis     t . . a . .
tim_teknis               t . . a . .
"""

STAFF_LEVELS = {role: role.level for role in Role if role.is_staff}


def somebody(role: Role, person_id: int = 50) -> Person:
    """Return a person with this role in Surabaya."""
    lpse_id = 10 if role.needs_lpse else None
    directorate = Directorate.SPSE if role is Role.TIM_TEKNIS else None
    return person(person_id, f"P{person_id}", Assignment(role, lpse_id, directorate))


def helpdesk_with(*people: Person) -> FakeHelpdesk:
    """Return a helpdesk where these people have accounts too."""
    return FakeHelpdesk(people=FakePeople(*EVERYBODY, *people))


def stages(helpdesk: FakeHelpdesk, worker: Person, reporter: Person) -> Iterator[Ticket]:
    """Yield the ticket in each status in turn, at the desk of `worker`.

    For the feedback asked of the level below, it is a copy at the desk above.
    """
    yield helpdesk.ticket
    yield helpdesk.does(worker, Action.TAKE)
    yield helpdesk.does(worker, Action.ASK_FEEDBACK)
    helpdesk.does(reporter, Action.GIVE_FEEDBACK)
    yield asked_from_above(helpdesk, worker)
    yield helpdesk.does(worker, Action.SOLVE)
    yield helpdesk.does(reporter, Action.CONFIRM)


def asked_from_above(helpdesk: FakeHelpdesk, worker: Person) -> Ticket:
    """Return a copy of the ticket on which the level above asks the worker's level for feedback."""
    copy = FakeHelpdesk(people=helpdesk.people)
    copy.tickets.kept, copy.tickets.history = dict(helpdesk.tickets.kept), {1: []}
    level = worker.desks[0].level
    above = TIM_KATALOG if level is Level.TIM_TEKNIS else LADDER[Level(level + 1)]
    copy.does(worker, Action.ESCALATE, directorate=Directorate.KATALOG)
    copy.does(above, Action.TAKE)
    return copy.does(above, Action.ASK_FEEDBACK, below=True)


def row(role: Role, who: Person, tickets: Iterator[Ticket]) -> str:
    return " ".join([role, *(cell(who, ticket) for ticket in tickets)])


def cell(who: Person, ticket: Ticket) -> str:
    """Return the letters of the actions that may be done; check that the guard agrees on every action."""
    offered = allowed_actions(who, ticket)
    for action in Action:
        if action in offered:
            assert require(who, ticket, action).person_id == who.id
        else:
            with pytest.raises(Refusal) as refused:
                require(who, ticket, action)
            assert refused.value.code in {"not_now", "not_yours"}
    return "".join(letter for letter, action in LETTERS.items() if action in offered) or "."


def lines(table: str) -> list[str]:
    return [" ".join(line.split()) for line in table.strip().splitlines()]


def test_what_a_reporter_may_do_to_their_own_ticket() -> None:
    found = []
    for role in Role:
        if role.level is None:
            found.append(" ".join([role, *"------"]))
            continue
        reporter, colleague = somebody(role), somebody(role, 51)
        helpdesk = helpdesk_with(reporter, colleague)
        start = helpdesk.file(reporter).desk
        worker = colleague if start.level is role.level else LADDER[start.level]
        found.append(row(role, reporter, stages(helpdesk, worker, reporter)))
    assert found == lines(OWN)


@pytest.mark.parametrize(
    ("table", "watcher_id"), [(IN_HAND, 50), (OF_A_COLLEAGUE, 51)], ids=["their own", "a colleague's"]
)
def test_what_staff_may_do_at_their_desk(table: str, watcher_id: int) -> None:
    found = []
    for role, level in STAFF_LEVELS.items():
        assert level is not None
        worker = somebody(role, 50)
        helpdesk = helpdesk_with(worker)
        helpdesk.file()
        helpdesk.climbs_to(level)
        found.append(row(role, somebody(role, watcher_id), stages(helpdesk, worker, PPK)))
    assert found == lines(table)


@pytest.mark.parametrize("role", Role)
def test_nobody_else_may_do_anything(role: Role) -> None:
    """Check another reporter, the levels above and below, and the administrator."""
    for level, worker in LADDER.items():
        if role.level is level:
            continue
        helpdesk = FakeHelpdesk()
        helpdesk.file()
        helpdesk.climbs_to(level)
        for ticket in stages(helpdesk, worker, PPK):
            # Who sent it up may add to it.
            levels = [*LADDER]
            is_below = role.level in levels and levels.index(role.level) < levels.index(level)
            added = (Action.ADD_REMARK,) if is_below and ticket.status is not Status.CLOSED else ()
            assert allowed_actions(somebody(role), ticket) == added


def ticket_of(*acts: Callable[[FakeHelpdesk], object]) -> Ticket:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    for act in acts:
        act(helpdesk)
    return helpdesk.ticket


def test_a_reporter_sees_only_their_own() -> None:
    ticket = ticket_of()
    assert may_see(PPK, ticket)
    assert not may_see(SUPPLIER, ticket)


def test_each_sees_what_concerns_them() -> None:
    """Check on every level: who sees a ticket of Surabaya does not depend on where it is."""
    sees = {PPK, HELPDESK, VERIFIER, ADMIN_PPE, LKPP, LKPP_TEKNIS, TIM_SPSE, TIM_KATALOG}
    assert {who for who in EVERYBODY if not may_see(who, ticket_of())} == {
        SUPPLIER, BANDUNGS_HELPDESK, BANDUNGS_ADMIN_PPE, ADMINISTRATOR,
    }  # fmt: skip
    for level in LADDER:
        ticket = ticket_of(lambda helpdesk, level=level: helpdesk.climbs_to(level))  # type: ignore[misc]
        assert {who for who in EVERYBODY if may_see(who, ticket)} == sees


def test_staff_of_another_lpse_don_t_learn_that_a_ticket_exists() -> None:
    for action in Action:
        with pytest.raises(Refusal) as refused:
            require(BANDUNGS_HELPDESK, ticket_of(), action)
        assert (refused.value.code, refused.value.facts) == ("not_found", {})


def test_a_holder_who_lost_the_role_can_not_go_on_and_sees_it_no_more() -> None:
    ticket = ticket_of(lambda helpdesk: helpdesk.does(HELPDESK, Action.TAKE))
    moved = person(HELPDESK.id, "Sari", Assignment(Role.HELPDESK_LPSE, 20))
    assert not may_see(moved, ticket)
    assert allowed_actions(moved, ticket) == ()


def test_two_take_at_once_and_the_second_learns_who_was_first() -> None:
    ticket = ticket_of(lambda helpdesk: helpdesk.does(HELPDESK, Action.TAKE))
    with pytest.raises(Refusal) as refused:
        require(VERIFIER, ticket, Action.TAKE)
    assert refused.value.code == "not_now"
    assert refused.value.facts == {
        "action": Action.TAKE, "status": Status.WORKING, "holder_id": HELPDESK.id, "number": ticket.number,
    }  # fmt: skip


def test_somebody_else_s_turn_is_refused_with_who_holds_it() -> None:
    ticket = ticket_of(lambda helpdesk: helpdesk.does(HELPDESK, Action.TAKE))
    with pytest.raises(Refusal) as refused:
        require(VERIFIER, ticket, Action.SOLVE)
    assert refused.value.code == "not_yours"
    assert refused.value.facts == {
        "action": Action.SOLVE, "holder_id": HELPDESK.id, "number": ticket.number,
    }  # fmt: skip


def test_a_rated_ticket_can_not_be_rated_again() -> None:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(PPK, Action.CLOSE)
    assert allowed_actions(PPK, helpdesk.ticket) == (Action.RATE,)
    ticket = helpdesk.does(PPK, Action.RATE, rating=FIVE_STARS)
    assert allowed_actions(PPK, ticket) == ()
    with pytest.raises(Refusal) as refused:
        require(PPK, ticket, Action.RATE)
    assert refused.value.code == "already_rated"


def test_helpdesk_of_surabaya_and_ppk_in_bandung_is_each_in_their_place() -> None:
    """Let a person with several roles act: every action is done in one of them."""
    both = person(60, "Gita", Assignment(Role.PPK, 20), Assignment(Role.HELPDESK_LPSE, 10))
    helpdesk = FakeHelpdesk()
    helpdesk.file(both, replace(REPORT, lpse_id=20))
    helpdesk.file(PPK)
    theirs, another = helpdesk.tickets.kept[1], helpdesk.tickets.kept[2]
    assert (allowed_actions(both, theirs), allowed_actions(both, another)) == (
        (Action.ADD_REMARK, Action.CLOSE),
        (Action.TAKE,),
    )
    assert require(both, theirs, Action.CLOSE).role is Role.PPK
    taken_by = require(both, another, Action.TAKE)
    assert (taken_by.role, taken_by.desk) == (Role.HELPDESK_LPSE, Desk(Level.LPSE_1, 10))


def test_a_reporter_acts_in_the_role_they_filed_in() -> None:
    both = person(61, "Hadi", Assignment(Role.POKJA, 10), Assignment(Role.PP, 10))
    helpdesk = FakeHelpdesk()
    ticket = helpdesk.file(both, replace(REPORT, role=Role.PP))
    assert require(both, ticket, Action.CLOSE).role is Role.PP
