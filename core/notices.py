"""Who is told when something happens to a ticket: one table, and the people it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.events import Event, Happening
from core.lifecycle import Status
from core.ports import People
from core.ticket import Ticket


class Audience(StrEnum):
    """In which capacity somebody is told; earlier ones win where a person is several."""

    ASKED = "asked"
    REPORTER = "reporter"
    HOLDER = "holder"
    ASKER = "asker"
    DESK = "desk"
    PARTY = "party"


TOLD: dict[Happening, tuple[Audience, ...]] = {
    Happening.FILED: (Audience.DESK,),
    Happening.TAKEN: (Audience.REPORTER, Audience.PARTY),
    Happening.FEEDBACK_ASKED: (Audience.ASKED, Audience.REPORTER, Audience.PARTY),
    Happening.FEEDBACK_GIVEN: (Audience.HOLDER, Audience.PARTY),
    Happening.ESCALATED: (Audience.REPORTER, Audience.DESK, Audience.PARTY),
    Happening.SOLVED: (Audience.REPORTER, Audience.PARTY),
    Happening.HANDED_BACK: (Audience.REPORTER, Audience.DESK, Audience.PARTY),
    Happening.RELEASED: (Audience.REPORTER, Audience.DESK, Audience.PARTY),
    Happening.CONFIRMED: (Audience.PARTY,),
    Happening.REJECTED: (Audience.HOLDER, Audience.PARTY),
    Happening.CONFIRMED_SILENTLY: (Audience.REPORTER, Audience.PARTY),
    Happening.CLOSED: (Audience.PARTY,),
    Happening.RATED: (Audience.PARTY,),
    Happening.REMINDED: (Audience.ASKED, Audience.ASKER),
    Happening.RECATEGORISED: (),
    Happening.PRIORITY_CHANGED: (),
    Happening.WATCHED: (Audience.REPORTER,),
    Happening.UNWATCHED: (),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One person to tell about one event."""

    person_id: int
    audience: Audience


def notices(ticket: Ticket, event: Event, people: People) -> Iterator[Notice]:
    """Everybody to be told of this event, each once, and never the one who caused it."""
    told = {event.person_id}
    for audience in TOLD[event.kind]:
        for person_id in _members(audience, ticket, people):
            if person_id is not None and person_id not in told:
                told.add(person_id)
                yield Notice(person_id, audience)


def _members(audience: Audience, ticket: Ticket, people: People) -> Sequence[int | None]:
    match audience:
        case Audience.ASKED:
            return _asked(ticket, people)
        case Audience.REPORTER:
            return [ticket.reporter_id]
        case Audience.HOLDER:
            return [ticket.holder_id]
        case Audience.ASKER:
            return [ticket.holder_id] if ticket.status is Status.FEEDBACK else []
        case Audience.DESK:
            return [person.id for person in people.at_desk(ticket.desk)]
        case Audience.PARTY:
            return sorted(ticket.party_ids | ticket.watcher_ids)


def _asked(ticket: Ticket, people: People) -> Sequence[int | None]:
    """Whoever is waited for; where they no longer serve at the desk that was asked, all who do."""
    if ticket.status is Status.CONFIRMATION:
        return [ticket.reporter_id]
    if ticket.asked_desk is None:
        return [ticket.asked_id]
    serving = [person.id for person in people.at_desk(ticket.asked_desk)]
    return [ticket.asked_id] if ticket.asked_id in serving else serving
