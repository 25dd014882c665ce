"""Find everybody who is to be told of an event, and how."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.people.desks import Desk
from core.people.people import Person
from core.people.ports import People
from core.tickets.action_spec import Audience, NoticeSpec
from core.tickets.actions import EVENTS
from core.tickets.events import Event
from core.tickets.lifecycle import Action, EventType, Status
from core.tickets.rights import allowed_actions, may_see
from core.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Notice:
    """A person to tell about one event, and how.

    `asked` is what the ticket waits for them to do, if any; `desk` is the desk as whose member they are told.
    """

    person_id: int
    spec: NoticeSpec
    asked: Action | None = None
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class NoticeAudience:
    """The people who are told of one event in one way: these few, or everybody who serves at a desk."""

    spec: NoticeSpec
    person_ids: Sequence[int] = ()
    desk: Desk | None = None


def audiences(ticket: Ticket, event: Event, people: People) -> list[NoticeAudience]:
    """Return everybody to be told of this event, in order: who is in several is told as in the first.

    `ticket` is as it is after the event. The person who caused the event may be among them.
    """
    specs = EVENTS[event.kind].notices
    found = [one for spec in specs for one in _audiences(spec, ticket, event, people)]
    is_alerted = any(one.desk for one in found if one.spec.audience is Audience.DESK)
    return [one for one in found if not (is_alerted and one.spec.audience is Audience.COLLEAGUES)]


def alerted_desks(ticket: Ticket, event: Event) -> tuple[Desk, ...]:
    """Return the desks that are asked to take the ticket after this event: those at which it waits.

    A ticket is passed on since nobody at its own desk can be reached, so that only the one above is asked.
    """
    return ticket.waits_at[-1:] if event.kind is EventType.PASSED_ON else ticket.waits_at


def is_between_desks(ticket: Ticket, event: Event) -> bool:
    """Return whether this is talk between desks: what one asks of another, answers it, or adds for it."""
    match event.kind:
        case EventType.FEEDBACK_ASKED:
            return ticket.asked_id != ticket.reporter_id
        case EventType.FEEDBACK_GIVEN | EventType.REMARK_ADDED:
            return event.person_id != ticket.reporter_id
        case _:
            return False


def notices_by_name(
    told: Sequence[NoticeAudience], ticket: Ticket, event: Event, people: People
) -> list[Notice]:
    """Return a notice for everybody whom an audience names, but not for the one who caused the event.

    Who may not see the ticket any more, as after losing a role, is told nothing. Somebody who also serves at
    the desk of an earlier audience is told as a member of that one, here.
    """
    ids = dict.fromkeys(i for audience in told for i in audience.person_ids if i != event.person_id)
    present = people.of_ids(ids) if ids else {}
    named = [i for i in ids if i in present and may_see(present[i], ticket)]
    first: dict[int, NoticeAudience] = {}
    for audience in told:
        members = people.serving_at(audience.desk, named) if audience.desk and named else audience.person_ids
        for person_id in named:
            if person_id in members:
                first.setdefault(person_id, audience)
    return [
        Notice(i, audience.spec, _asked_action(present[i], ticket), audience.desk)
        for i, audience in first.items()
    ]


def notices_at_desk(
    audience: NoticeAudience, page: Sequence[int], event: Event, named: Collection[int]
) -> list[Notice]:
    """Return a notice for everybody on a page of the audience's desk who was not told by name."""
    return [
        Notice(i, audience.spec, desk=audience.desk) for i in page if i != event.person_id and i not in named
    ]


def loudness_table() -> str:
    """Return who is told of each event, and how loudly, as a Markdown table for the documentation."""
    lines = ["| event | " + " | ".join(Audience) + " |", "|---" * (len(Audience) + 1) + "|"]
    for kind, event in EVENTS.items():
        cells = {spec.audience: _loudness_cell(spec) for spec in event.notices}
        lines.append(f"| {kind} | " + " | ".join(cells.get(audience, "") for audience in Audience) + " |")
    return "\n".join(lines) + "\n"


def _loudness_cell(spec: NoticeSpec) -> str:
    return f"{spec.loudness}, later {spec.again}" if spec.again else str(spec.loudness)


def _asked_action(person: Person, ticket: Ticket) -> Action | None:
    """Return the answer or confirmation that the ticket waits for this person to give, if it does."""
    allowed = allowed_actions(person, ticket)
    return next((a for a in (Action.GIVE_FEEDBACK, Action.CONFIRM) if a in allowed), None)


def _audiences(spec: NoticeSpec, ticket: Ticket, event: Event, people: People) -> Sequence[NoticeAudience]:
    if spec.audience is Audience.DESK:
        return [NoticeAudience(spec, desk=desk) for desk in alerted_desks(ticket, event)]
    return [_audience(spec, ticket, event, people)]


def _audience(spec: NoticeSpec, ticket: Ticket, event: Event, people: People) -> NoticeAudience:
    """Return the one audience of a notice that is for no desk which is asked to take the ticket."""
    match spec.audience:
        case Audience.ASKED:
            return _asked(spec, ticket, people)
        case Audience.REPORTER:
            return _named(spec, ticket.reporter_id)
        case Audience.HOLDER:
            return _named(spec, ticket.holder_id)
        case Audience.ASKER:
            return _named(spec, ticket.holder_id if ticket.status is Status.FEEDBACK else None)
        case Audience.DESK | Audience.COLLEAGUES:
            return NoticeAudience(spec, desk=ticket.desk)
        case Audience.PARTY if is_between_desks(ticket, event):
            return _named(spec, *sorted(ticket.party_ids - {ticket.reporter_id}))
        case Audience.PARTY:
            return _named(spec, *sorted(ticket.party_ids | ticket.watcher_ids))


def _named(spec: NoticeSpec, *person_ids: int | None) -> NoticeAudience:
    return NoticeAudience(spec, tuple(i for i in person_ids if i is not None))


def _asked(spec: NoticeSpec, ticket: Ticket, people: People) -> NoticeAudience:
    """Return who is waited for: the person asked, or their whole desk if they serve there no longer."""
    if ticket.status is Status.CONFIRMATION:
        return _named(spec, ticket.reporter_id)
    if ticket.asked_desk is None or ticket.asked_id is None:
        return _named(spec, ticket.asked_id)
    if people.serving_at(ticket.asked_desk, [ticket.asked_id]):
        return _named(spec, ticket.asked_id)
    return NoticeAudience(spec, desk=ticket.asked_desk)
