"""Who is told when something happens to a ticket, printed in full for one that climbed to LKPP."""

from collections.abc import Callable

import pytest

from core.events import Event, Happening
from core.lifecycle import Action
from core.notices import TOLD, Audience, notices
from core.people import Person
from core.roles import Level, Role
from core.ticket import Ticket
from tests.core.fakes import (
    ADMIN_PPE,
    EVERYBODY,
    HELPDESK,
    LADDER,
    LKPP,
    NOW,
    PPK,
    SUPPLIER,
    VERIFIER,
    FakePeople,
    House,
    person,
)

# Nina serves beside Lina at Helpdesk LKPP.
NINA = person(70, "Nina", *LKPP.assignments)

# The reporter; who escalated it, and a colleague who never had it; the next level; LKPP's, and a colleague.
CAST = {"Budi": PPK, "Sari": HELPDESK, "Tono": VERIFIER, "Adi": ADMIN_PPE, "Lina": LKPP, "Nina": NINA}

# Nobody is told of what they did themselves (a dash). Asked below: feedback of the level that escalated it.
TABLE = """
                     Budi     Sari  Tono Adi   Lina   Nina
filed                -        desk  desk .     .      .
taken                reporter party .    party -      .
feedback_asked       asked    party .    party -      .
asked_below          reporter party .    asked -      .
feedback_given       -        party .    party holder .
given_below          party    party .    -     holder .
recategorised        .        .     .    .     -      .
priority_changed     .        .     .    .     -      .
handed_back          reporter party .    party -      desk
released             reporter party .    party desk   desk
escalated            reporter party .    -     desk   desk
solved               reporter party .    party -      .
rejected             -        party .    party holder .
confirmed            -        party .    party party  .
confirmed_silently   reporter party .    party party  .
closed               -        party .    party party  .
rated                -        party .    party party  .
watched              reporter .     .    .     .      .
unwatched            .        .     .    .     .      .
reminded_of_feedback asked    .     .    .     asker  .
reminded_below       .        .     .    asked asker  .
reminded_of_solution asked    .     .    .     .      .
"""


def remind(house: House) -> Ticket:
    ticket = house.ticket
    ticket.remind(NOW)
    house.tickets.save(ticket)
    return ticket


def confirm_silently(house: House) -> Ticket:
    ticket = house.ticket
    ticket.confirm_silently(NOW)
    house.tickets.save(ticket)
    return ticket


def release(house: House) -> Ticket:
    ticket = house.ticket
    ticket.release(NOW)
    house.tickets.save(ticket)
    return ticket


def watch(house: House) -> Ticket:
    """Wati is let to look on."""
    ticket = house.ticket
    ticket.watch(SUPPLIER.id, PPK.id, NOW)
    house.tickets.save(ticket)
    return ticket


def unwatch(house: House) -> Ticket:
    ticket = house.ticket
    ticket.unwatch(SUPPLIER.id, SUPPLIER.id, NOW)
    house.tickets.save(ticket)
    return ticket


def does(by: Person, *actions: Action, below: bool = False) -> list[Callable[[House], Ticket]]:
    return [lambda house, action=action: house.does(by, action, below=below) for action in actions]  # type: ignore[misc]


TAKEN = does(LKPP, Action.TAKE)
ASKED = [*TAKEN, *does(LKPP, Action.ASK_FEEDBACK)]
ASKED_BELOW = [*TAKEN, *does(LKPP, Action.ASK_FEEDBACK, below=True)]
SOLVED = [*TAKEN, *does(LKPP, Action.SOLVE)]
STORIES = {
    "filed": [],
    "taken": TAKEN,
    "feedback_asked": ASKED,
    "asked_below": ASKED_BELOW,
    "feedback_given": [*ASKED, *does(PPK, Action.GIVE_FEEDBACK)],
    "given_below": [*ASKED_BELOW, *does(ADMIN_PPE, Action.GIVE_FEEDBACK)],
    "recategorised": [*TAKEN, *does(LKPP, Action.RECATEGORISE)],
    "priority_changed": [*TAKEN, *does(LKPP, Action.RECATEGORISE)],
    "handed_back": [*TAKEN, *does(LKPP, Action.HAND_BACK)],
    "released": [*TAKEN, release],
    "escalated": [],
    "solved": SOLVED,
    "rejected": [*SOLVED, *does(PPK, Action.REJECT)],
    "confirmed": [*SOLVED, *does(PPK, Action.CONFIRM)],
    "confirmed_silently": [*SOLVED, confirm_silently],
    "closed": [*TAKEN, *does(PPK, Action.CLOSE)],
    "rated": [*SOLVED, *does(PPK, Action.CONFIRM, Action.RATE)],
    "watched": [*TAKEN, watch],
    "unwatched": [*TAKEN, watch, unwatch],
    "reminded_of_feedback": [*ASKED, remind],
    "reminded_below": [*ASKED_BELOW, remind],
    "reminded_of_solution": [*SOLVED, remind],
}


def told(ticket: Ticket, event: Event, people: FakePeople) -> dict[int, str]:
    found = [(notice.person_id, notice.audience.value) for notice in notices(ticket, event, people)]
    assert len(found) == len(dict(found)), "each is told once"
    assert event.person_id not in dict(found), "nobody is told of what they did"
    return dict(found)


def row_of(name: str) -> list[str]:
    house = House()
    house.file()
    if name != "filed":
        house.climbs_to(Level.LKPP_NON_TEKNIS)
    for move in STORIES[name]:
        move(house)
    kind = name.replace("asked_below", "feedback_asked").replace("given_below", "feedback_given")
    event = next(e for e in reversed(house.history) if e.kind == kind or kind.startswith(f"{e.kind.value}_"))
    ways = told(house.ticket, event, FakePeople(*EVERYBODY, NINA))
    assert set(ways) <= {who.id for who in CAST.values()}, "nobody else is told"
    return [name, *("-" if who.id == event.person_id else ways.get(who.id, ".") for who in CAST.values())]


def test_who_is_told_of_what() -> None:
    heading, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert heading == list(CAST)
    assert rows == [row_of(name) for name in STORIES]


def test_every_happening_says_whom_it_concerns() -> None:
    assert set(TOLD) == set(Happening)
    for audiences in TOLD.values():
        assert list(audiences) == sorted(audiences, key=list(Audience).index), "earlier ones win"


def test_a_watcher_is_told_what_parties_are_told() -> None:
    for name in ("taken", "feedback_asked", "solved", "rejected", "closed", "released"):
        house = House()
        house.file()
        house.climbs_to(Level.LKPP_NON_TEKNIS)
        watch(house)
        for move in STORIES[name]:
            move(house)
        assert told(house.ticket, house.history[-1], FakePeople())[SUPPLIER.id] == "party", name


@pytest.mark.parametrize("level", LADDER)
def test_a_ticket_that_arrives_is_told_to_the_whole_desk(level: Level) -> None:
    house = House()
    house.file()
    ticket = house.climbs_to(level)
    event = house.history[-1]
    at_desk = {who.id for who in EVERYBODY if ticket.desk in who.desks}
    ways = told(ticket, event, FakePeople())
    assert at_desk == {person_id for person_id, way in ways.items() if way == "desk"} != set()


def test_a_reporter_who_serves_at_the_desk_is_told_as_the_reporter() -> None:
    both = person(71, "Gita", *PPK.assignments, *ADMIN_PPE.assignments)
    house = House()
    house.file(both)
    ticket = house.climbs_to(Level.LPSE_2)
    assert told(ticket, house.history[-1], FakePeople(*EVERYBODY, both))[both.id] == "reporter"


@pytest.mark.parametrize("what", ["asked", "reminded"])
def test_feedback_of_somebody_who_is_gone_is_asked_of_the_desk(what: str) -> None:
    """Sari escalated and then left: her colleague may answer, so he is the one who has to know."""
    house, people = House(), FakePeople()
    house.file()
    house.climbs_to(Level.LPSE_2)
    house.does(ADMIN_PPE, Action.TAKE)
    house.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    if what == "reminded":
        remind(house)
    people.gone(HELPDESK)
    ways = told(house.ticket, house.history[-1], people)
    assert {who for who, way in ways.items() if way == "asked"} == {VERIFIER.id}


def test_a_colleague_who_no_longer_serves_there_is_not_the_one_asked() -> None:
    moved = person(HELPDESK.id, "Sari", *PPK.assignments)
    house, people = House(), FakePeople(PPK, moved, VERIFIER, ADMIN_PPE)
    house.file()
    house.climbs_to(Level.LPSE_2)
    house.does(ADMIN_PPE, Action.TAKE)
    house.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    ways = told(house.ticket, house.history[-1], people)
    assert (ways[VERIFIER.id], ways[moved.id]) == ("asked", "party")
    assert Role.HELPDESK_LPSE not in {a.role for a in moved.assignments}
