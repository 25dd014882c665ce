"""Live a ticket's stored history through again: what it leads to, and who is to be told of each event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import Refusal
from core.master_data.priority import Priority
from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.people import Person
from core.tickets.action_spec import Audience, Loudness
from core.tickets.actions import ACTIONS, EVENTS
from core.tickets.actors import EscalationStep
from core.tickets.events import Event
from core.tickets.history import HistoryEntry
from core.tickets.letters import LetterSpec, letter_about
from core.tickets.lifecycle import Action, EventType, NextHolder, Status, transition_for
from core.tickets.notices import audiences, notices_at_desk, notices_by_name
from core.tickets.ticket import Ticket
from core.tickets.volumes import Volume, loudness_at
from tests.torture.evidence import StoredTicket

_ACTIONS = {spec.event.type: action for action, spec in ACTIONS.items() if action is not Action.FILE}
# Beginnings of the first lines of alerts, which say why a ticket waits.
ALERTS = ("Tiket baru menunggu diambil", "Eskalasi dari ", "Kembali ke antrean", "Prioritas naik")
ALERT = "an alert"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody has to be told: `sentences` are the first lines in which it may be said.

    `remark` is the text of the event, which the message repeats; empty where there is none. `person` is an
    account. `is_alert`: it is worthless once the ticket is taken, and need not come then.
    """

    person: int
    number: str
    sentences: frozenset[str]
    remark: str = ""
    is_alert: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """A ticket as its history says that it should be, and everything that was to be told on the way."""

    ticket: Ticket
    due: tuple[Due, ...]
    letters: tuple[Due, ...]
    # Why the history is no life that a ticket can have; empty where it is one.
    fault: str = ""


class Roster:
    """People as the notices ask for them."""

    def __init__(self, people: Mapping[int, Person]) -> None:
        self._by_id = {person.id: person for person in people.values()}

    def get(self, person_id: int) -> Person | None:
        """Return the person of this id."""
        return self._by_id.get(person_id)

    def of_ids(self, ids: Iterable[int]) -> Mapping[int, Person]:
        """Return the people of these ids."""
        return {i: self._by_id[i] for i in ids if i in self._by_id}

    def by_email(self, address: str) -> Person | None:
        """Return the person of this address."""
        return next((person for person in self._by_id.values() if person.email == address), None)

    def at_desk(self, desk: Desk, after: int = 0, limit: int = 200) -> Sequence[int]:
        """Return the ids of people who serve at this desk, in order: at most `limit`, all above `after`."""
        found = sorted(i for i, person in self._by_id.items() if i > after and desk in person.desks)
        return found[:limit]

    def serving_at(self, desk: Desk, among: Iterable[int]) -> Collection[int]:
        """Return those of these people who serve at this desk."""
        return [i for i in among if i in self._by_id and desk in self._by_id[i].desks]


def live_again(stored: StoredTicket, roster: Roster) -> Life:
    """Return the life that the stored history tells."""
    ticket = _newborn(stored)
    happened: set[EventType] = set()
    due: list[Due] = []
    letters: list[Due] = []
    for entry in stored.history:
        try:
            ticket = _after(ticket, entry)
        except Refusal:
            return Life(ticket, tuple(due), tuple(letters), f"{entry.kind} while {ticket.status}")
        due += _due(ticket, entry, roster, is_repeated=entry.kind in happened)
        happened.add(entry.kind)
        if letter := letter_about(ticket, _event(entry)):
            letters.append(_letter(ticket, entry, letter))
    return Life(ticket, tuple(due), tuple(letters))


def _newborn(stored: StoredTicket) -> Ticket:
    """Return the ticket as it was before its first event."""
    first = stored.history[0].facts.get("to") if stored.history else None
    return replace(
        stored.ticket,
        desk=Desk.from_key(str(first)) if first else stored.ticket.desk,
        status=Status.WAITING,
        party_ids=frozenset({stored.ticket.reporter_id}),
        path=(),
        events=[],
        holder_id=None,
        solver_id=None,
        asked_id=None,
        asked_desk=None,
    )


def _after(ticket: Ticket, entry: HistoryEntry) -> Ticket:
    """Return the ticket after an event; raise Refusal where it can't happen then."""
    action = _ACTIONS.get(entry.kind)
    if action is None:
        return ticket
    transition = transition_for(ticket.status, action)
    holder = {
        NextHolder.ACTOR: entry.person_id,
        NextHolder.SAME: ticket.holder_id,
        NextHolder.SOLVER: ticket.solver_id,
        NextHolder.NOBODY: None,
    }[transition.next_holder]
    parties = ticket.party_ids | ({entry.person_id} if entry.person_id is not None else set())
    after = replace(ticket, status=transition.to, holder_id=holder, party_ids=parties)
    match entry.kind:
        case EventType.FEEDBACK_ASKED:
            step = ticket.path[-1] if entry.facts["below"] and ticket.path else None
            after.asked_id = step.person_id if step else ticket.reporter_id
            after.asked_desk = step.desk if step else None
        case EventType.FEEDBACK_GIVEN | EventType.RELEASED | EventType.CLOSED:
            after.asked_id = after.asked_desk = None
        case EventType.SOLVED:
            after.solver_id = entry.person_id
        case EventType.ESCALATED if entry.person_id is not None:
            after.path = (*ticket.path, EscalationStep(ticket.desk, entry.person_id))
            after.desk = Desk.from_key(str(entry.facts["to"]))
    return after


def _due(ticket: Ticket, entry: HistoryEntry, roster: Roster, *, is_repeated: bool) -> Iterator[Due]:
    """Yield the new messages about an event, in any of the words that the event has for anybody.

    What only changes a living card in place is not looked for.
    """
    sentences = frozenset(_sentence(spec.sentence, ticket, entry) for spec in EVENTS[entry.kind].notices)
    event = _event(entry)
    told = audiences(ticket, event, roster)
    due = notices_by_name(told, ticket, event, roster)
    named = [notice.person_id for notice in due]
    for audience in told:
        members = roster.at_desk(audience.desk) if audience.desk else ()
        due += notices_at_desk(audience, members, event, named)
    for notice in due:
        if notice.spec.audience is Audience.DESK:
            yield Due(notice.person_id, ticket.number, frozenset({ALERT}), is_alert=True)
        elif loudness_at(Volume.USUAL, notice.spec, is_repeated=is_repeated) is not Loudness.QUIET:
            quoted = entry.text if notice.spec.quotes else ""
            yield Due(notice.person_id, ticket.number, sentences - {""}, quoted)


def _event(entry: HistoryEntry) -> Event:
    return Event(entry.kind, entry.at, entry.person_id, entry.role, entry.facts, entry.text)


def _letter(ticket: Ticket, entry: HistoryEntry, letter: LetterSpec) -> Due:
    sentence = _sentence(letter.sentence, ticket, entry)
    quoted = entry.text if letter.quotes else ""
    return Due(ticket.reporter_id, ticket.number, frozenset({sentence}), quoted)


def _sentence(words: str, ticket: Ticket, entry: HistoryEntry) -> str:
    asked = ticket.asked_desk.level if ticket.asked_desk else Level.REPORTER
    desk = ", ".join(part.label for part in ticket.desk.place)
    facts = {"who": entry.person_name or "", "desk": desk, "asked": asked.label}
    if entry.kind in {EventType.PRIORITY_RAISED, EventType.PRIORITY_LOWERED}:
        before, after = (Priority(str(entry.facts[name])) for name in ("from", "to"))
        facts |= {"from": f"{before.icon} {before.label}", "to": f"{after.icon} {after.label}"}
    return words % facts
