"""Check who is told of each event, as a table for a ticket that was escalated to LKPP."""

import re
from collections.abc import Callable

import pytest

from core.master_data.priority import Priority
from core.organisation.roles import Level, Role
from core.people.people import Person
from core.tickets.action_spec import Audience
from core.tickets.actions import EVENTS
from core.tickets.events import Event
from core.tickets.lifecycle import Action, EventType
from core.tickets.notices import Notice, audiences, notices_at_desk, notices_by_name
from core.tickets.priority_rules import Assessment
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket
from core.use_cases.tickets.add_to_rating import AddToRating
from tests.cases import for_each
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
    FakeHelpdesk,
    FakePeople,
    person,
)

# Nina serves beside Lina at Helpdesk LKPP.
NINA = person(70, "Nina", *LKPP.assignments)

# The reporter; the person who escalated it, and a colleague who never had it; the next level; LKPP's holder,
# and a colleague.
CAST = {"Budi": PPK, "Sari": HELPDESK, "Tono": VERIFIER, "Adi": ADMIN_PPE, "Lina": LKPP, "Nina": NINA}

# Nobody is told of what they did themselves (a dash). Asked below: feedback of the level that escalated it.
TABLE = """
                     Budi     Sari  Tono Adi   Lina   Nina
filed                -        desk  desk .     .      .
taken                reporter party .    party -      .
feedback_asked       asked    party .    party -      .
asked_below          .        party .    asked -      .
feedback_given       -        party .    party holder .
given_below          .        party .    -     holder .
recategorised        .        .     .    .     -      .
priority_raised      reporter party .    party -      colleagues
raised_waiting       reporter party .    party desk   desk
raised_held          reporter party .    party holder colleagues
lowered_waiting      reporter party .    party colleagues colleagues
lowered_held         reporter party .    party holder colleagues
handed_back          reporter party .    party -      desk
released             reporter party .    party desk   desk
escalated            reporter party .    -     desk   desk
solved               reporter party .    party -      .
rejected             -        party .    party holder .
confirmed            -        party .    party party  .
confirmed_silently   reporter party .    party party  .
closed               -        party .    party party  .
rated                -        party .    party party  .
rating_added         -        party .    party party  .
watched              reporter .     .    .     .      .
unwatched            .        .     .    .     .      .
reminded_of_feedback asked    .     .    .     asker  .
reminded_below       .        .     .    asked asker  .
reminded_of_solution asked    .     .    .     .      .
"""


def remind(helpdesk: FakeHelpdesk) -> Ticket:
    ticket = helpdesk.ticket
    ticket.remind(NOW)
    helpdesk.tickets.save(ticket)
    return ticket


def confirm_silently(helpdesk: FakeHelpdesk) -> Ticket:
    ticket = helpdesk.ticket
    ticket.act(Action.CONFIRM_SILENTLY, None, NOW)
    helpdesk.tickets.save(ticket)
    return ticket


def release(helpdesk: FakeHelpdesk) -> Ticket:
    ticket = helpdesk.ticket
    ticket.release(NOW)
    helpdesk.tickets.save(ticket)
    return ticket


def reassessed(priority: Priority) -> Callable[[FakeHelpdesk], Ticket]:
    """Return the step in which the clock gives the ticket this priority."""

    def reassess(helpdesk: FakeHelpdesk) -> Ticket:
        ticket = helpdesk.ticket
        ticket.reassess(Assessment(priority, "category"), NOW)
        helpdesk.tickets.save(ticket)
        return ticket

    return reassess


def watch(helpdesk: FakeHelpdesk) -> Ticket:
    """Make Wati a watcher."""
    ticket = helpdesk.ticket
    ticket.watch(SUPPLIER.id, PPK.id, NOW)
    helpdesk.tickets.save(ticket)
    return ticket


def unwatch(helpdesk: FakeHelpdesk) -> Ticket:
    ticket = helpdesk.ticket
    ticket.unwatch(SUPPLIER.id, SUPPLIER.id, NOW)
    helpdesk.tickets.save(ticket)
    return ticket


def rate_with_stars(helpdesk: FakeHelpdesk) -> Ticket:
    return helpdesk.does(PPK, Action.RATE, rating=Rating(5))


def add_to_rating(helpdesk: FakeHelpdesk) -> Ticket:
    return AddToRating(helpdesk.tickets)(PPK, helpdesk.ticket.id, NOW, message="Sekali lagi terima kasih.")


def does(by: Person, *actions: Action, below: bool = False) -> list[Callable[[FakeHelpdesk], Ticket]]:
    """Return one step of a story for each action."""
    return [lambda helpdesk, action=action: helpdesk.does(by, action, below=below) for action in actions]  # type: ignore[misc]


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
    "priority_raised": [*TAKEN, *does(LKPP, Action.RECATEGORISE)],
    "raised_waiting": [reassessed(Priority.EMERGENCY)],
    "raised_held": [*TAKEN, reassessed(Priority.EMERGENCY)],
    "lowered_waiting": [reassessed(Priority.MINOR)],
    "lowered_held": [*TAKEN, reassessed(Priority.MINOR)],
    "handed_back": [*TAKEN, *does(LKPP, Action.HAND_BACK)],
    "released": [*TAKEN, release],
    "escalated": [],
    "solved": SOLVED,
    "rejected": [*SOLVED, *does(PPK, Action.REJECT)],
    "confirmed": [*SOLVED, *does(PPK, Action.CONFIRM)],
    "confirmed_silently": [*SOLVED, confirm_silently],
    "closed": [*TAKEN, *does(PPK, Action.CLOSE)],
    "rated": [*SOLVED, *does(PPK, Action.CONFIRM, Action.RATE)],
    "rating_added": [*SOLVED, *does(PPK, Action.CONFIRM), rate_with_stars, add_to_rating],
    "watched": [*TAKEN, watch],
    "unwatched": [*TAKEN, watch, unwatch],
    "reminded_of_feedback": [*ASKED, remind],
    "reminded_below": [*ASKED_BELOW, remind],
    "reminded_of_solution": [*SOLVED, remind],
}


def notices(ticket: Ticket, event: Event, people: FakePeople) -> list[Notice]:
    """Return all notices: first those to people by name, then those to a desk, one person at a time."""
    everybody = audiences(ticket, event, people)
    found = notices_by_name(everybody, ticket, event, people)
    named = [notice.person_id for notice in found]
    desks = [audience for audience in everybody if audience.desk]
    for audience in desks:
        after = 0
        while audience.desk and (page := people.at_desk(audience.desk, after, 1)):
            found += notices_at_desk(audience, page, event, named)
            after = page[-1]
    return found


def told(ticket: Ticket, event: Event, people: FakePeople) -> dict[int, str]:
    """Return the audience as which each person is told, by their ids."""
    found = [(notice.person_id, notice.spec.audience.value) for notice in notices(ticket, event, people)]
    assert len(found) == len(dict(found)), "each is told once"
    assert event.person_id not in dict(found), "nobody is told of what they did"
    return dict(found)


def row_of(name: str) -> list[str]:
    """Return the row of the table for this story."""
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    if name != "filed":
        helpdesk.climbs_to(Level.LKPP_NON_TEKNIS)
    for act in STORIES[name]:
        act(helpdesk)
    kind = name.replace("asked_below", "feedback_asked").replace("given_below", "feedback_given")
    kind = re.sub("(raised|lowered)_(waiting|held)", r"priority_\1", kind)
    event = next(
        e for e in reversed(helpdesk.history) if e.kind == kind or kind.startswith(f"{e.kind.value}_")
    )
    audiences = told(helpdesk.ticket, event, FakePeople(*EVERYBODY, NINA))
    assert set(audiences) <= {who.id for who in CAST.values()}, "nobody else is told"
    return [
        name,
        *("-" if who.id == event.person_id else audiences.get(who.id, ".") for who in CAST.values()),
    ]


def test_who_is_told_of_what() -> None:
    heading, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert heading == list(CAST)
    assert rows == [row_of(name) for name in STORIES]


def test_every_event_type_says_whom_it_concerns() -> None:
    assert set(EVENTS) == set(EventType)
    for spec in EVENTS.values():
        audiences = [notice.audience for notice in spec.notices]
        assert len(set(audiences)) == len(audiences)
        assert list(audiences) == sorted(audiences, key=list(Audience).index), "earlier ones win"


def test_a_watcher_is_told_what_parties_are_told() -> None:
    for name in ("taken", "feedback_asked", "solved", "rejected", "closed", "released"):
        helpdesk = FakeHelpdesk()
        helpdesk.file()
        helpdesk.climbs_to(Level.LKPP_NON_TEKNIS)
        watch(helpdesk)
        for act in STORIES[name]:
            act(helpdesk)
        assert told(helpdesk.ticket, helpdesk.history[-1], FakePeople())[SUPPLIER.id] == "party", name


@for_each("level", LADDER)
def test_a_ticket_that_arrives_is_told_to_the_whole_desk(level: Level) -> None:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    ticket = helpdesk.climbs_to(level)
    event = helpdesk.history[-1]
    at_desk = {who.id for who in EVERYBODY if ticket.desk in who.desks}
    audiences = told(ticket, event, FakePeople())
    assert at_desk == {person_id for person_id, audience in audiences.items() if audience == "desk"} != set()


def test_a_reporter_who_serves_at_the_desk_is_told_as_the_reporter() -> None:
    both = person(71, "Gita", *PPK.assignments, *ADMIN_PPE.assignments)
    helpdesk = FakeHelpdesk()
    helpdesk.file(both)
    ticket = helpdesk.climbs_to(Level.LPSE_2)
    assert told(ticket, helpdesk.history[-1], FakePeople(*EVERYBODY, both))[both.id] == "reporter"


@pytest.mark.parametrize("what", ["asked", "reminded"])
def test_feedback_of_somebody_who_is_gone_is_asked_of_the_desk(what: str) -> None:
    """Let Sari escalate and then leave: her colleague may answer, so he has to be told."""
    helpdesk, people = FakeHelpdesk(), FakePeople()
    helpdesk.file()
    helpdesk.climbs_to(Level.LPSE_2)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    helpdesk.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    if what == "reminded":
        remind(helpdesk)
    people.gone(HELPDESK)
    audiences = told(helpdesk.ticket, helpdesk.history[-1], people)
    assert {who for who, audience in audiences.items() if audience == "asked"} == {VERIFIER.id}


def test_a_colleague_who_no_longer_serves_there_is_not_the_one_asked() -> None:
    moved = person(HELPDESK.id, "Sari", *PPK.assignments)
    helpdesk, people = FakeHelpdesk(), FakePeople(PPK, moved, VERIFIER, ADMIN_PPE)
    helpdesk.file()
    helpdesk.climbs_to(Level.LPSE_2)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    helpdesk.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    audiences = told(helpdesk.ticket, helpdesk.history[-1], people)
    assert audiences[VERIFIER.id] == "asked"
    assert moved.id not in audiences, "who lost the role is told nothing"
    assert Role.HELPDESK_LPSE not in {a.role for a in moved.assignments}
