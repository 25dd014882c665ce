"""Notices to people about events of their tickets: alerts to desks, and living cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from conversations.addressing import ticket_addresses
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Button, Note, Screen, Style
from conversations.screens.card import TicketDetails, action_button
from conversations.screens.urgency import change_of_priority
from core.master_data.priority import Priority
from core.organisation.roles import Level
from core.people.desks import Desk
from core.tickets.action_spec import NoticeSpec
from core.tickets.events import Event
from core.tickets.letters import LetterSpec
from core.tickets.lifecycle import Action, EventType, Status, transitions_from
from core.tickets.ticket import Ticket
from core.words import _

MOST_OF_A_NAME = 120
# The first line of an alert: why the ticket waits at the desk.
_NEW = _("Tiket baru menunggu diambil")
_ARRIVALS: Mapping[EventType, str] = {
    EventType.ESCALATED: _("Eskalasi dari %(who)s"),
    EventType.HANDED_BACK: _("Kembali ke antrean, dari %(who)s"),
    EventType.RELEASED: _("Kembali ke antrean: petugasnya tidak bertugas lagi"),
    EventType.PASSED_ON: _("Diteruskan otomatis: petugas sebelumnya tidak dapat dihubungi"),
    EventType.PRIORITY_RAISED: _("Prioritas naik: %(from)s → %(to)s"),
}


def event_facts(ticket: Ticket, who: str = "") -> dict[str, object]:
    """Return the facts of sentences about events: who acted, whose desk it is, and which level is asked."""
    asked = ticket.asked_desk.level if ticket.asked_desk is not None else Level.REPORTER
    desk = ticket.alerted_desk or ticket.desk
    return {"who": excerpt(who, MOST_OF_A_NAME), "desk": desk.place, "asked": asked}


def alert(details: TicketDetails, event: Event, who: str, desk: Desk) -> Screen:
    """Return the notice that a ticket waits at `desk`, the reader's: since which event, and whose words."""
    facts = {**event_facts(details.ticket, who), **_changed_priority(event)}
    arrival = Note(_ARRIVALS.get(event.kind, _NEW), facts)
    is_new = event.kind not in _ARRIVALS
    data = {
        "details": details,
        "ticket": details.ticket,
        "arrival": arrival,
        "role": None if is_new else event.role,
        "desk": None if is_new else Note("%(desk)s", {"desk": desk.place}),
        "text": "" if is_new else event.text,
    }
    return Screen(
        "notices/alert.html", data, (_open(details, action_button(Action.TAKE, details.ticket.id)),)
    )


def alert_withdrawn(details: TicketDetails, taker: str) -> Screen:
    """Return what is left of an alert after somebody took the ticket, or its reporter closed it: one line."""
    facts = {"number": details.ticket.number, "who": excerpt(taker, MOST_OF_A_NAME)}
    gone = _("%(number)s diambil %(who)s") if taker else _("%(number)s ditutup oleh pelapor")
    return Screen("notices/gone.html", {"gone": Note(gone, facts), "ticket": details.ticket})


def event_notice(
    details: TicketDetails, event: Event, spec: NoticeSpec, who: str, asked: Action | None = None
) -> Screen:
    """Return the notice of one event for one reader; `asked` is what the ticket waits for them to do."""
    facts = {**event_facts(details.ticket, who), **_changed_priority(event)}
    data = {
        "sentence": Note(spec.sentence, facts),
        "event": event,
        "brief": not spec.quotes,
        "ticket": details.ticket,
        "urgency": details.urgency if "from" in facts else None,
        "closes_at": _closes_at(details.ticket) if event.kind is EventType.REMINDED else None,
    }
    return Screen("notices/told.html", data, (_open(details, *_offers(details, spec, asked)),))


def _closes_at(ticket: Ticket) -> datetime | None:
    """Return when a solution counts as confirmed without an answer; None where no clock runs for that."""
    return ticket.due_at if ticket.status is Status.CONFIRMATION and ticket.reminded else None


def _changed_priority(event: Event) -> dict[str, str]:
    """Return the facts of a sentence about a priority that changed; none for other events."""
    if event.kind not in {EventType.PRIORITY_RAISED, EventType.PRIORITY_LOWERED}:
        return {}
    return change_of_priority(Priority(str(event.facts["from"])), Priority(str(event.facts["to"])))


def letter(details: TicketDetails, event: Event, spec: LetterSpec, who: str) -> Screen:
    """Return the body of the letter about one event."""
    data = {
        "sentence": Note(spec.sentence, event_facts(details.ticket, who)),
        "event": event,
        "brief": not spec.quotes,
        "ticket": details.ticket,
        "urgency": None,
        "closes_at": None,
    }
    return Screen("notices/told.html", data)


def _offers(details: TicketDetails, spec: NoticeSpec, asked: Action | None) -> tuple[Button, ...]:
    """Return the button for the reader's next action, if there is any."""
    ticket = details.ticket
    if spec.offers_work:
        return (Button(_("Kerjakan"), to=ticket_addresses.TicketActions(ticket.id), style=Style.MAIN),)
    possible = {transition.action for transition in transitions_from(ticket.status)}
    offered = [action for action in spec.offers if action in possible]
    if asked is not None and not offered:
        offered = [asked]
    return tuple(action_button(action, ticket.id) for action in offered[:1])


def _open(details: TicketDetails, *first: Button) -> tuple[Button, ...]:
    return (*first, Button(_("Detail"), to=ticket_addresses.TicketCard(details.ticket.id)))
