"""Notices to people about events of their tickets."""

from __future__ import annotations

from conversations.addressing import addresses
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Button, Note, Screen, Style
from conversations.screens.card import TicketDetails, action_button
from conversations.screens.urgency import change_of_priority
from core.master_data.priority import Priority
from core.tickets.action_spec import NoticeSpec
from core.tickets.events import Event
from core.tickets.lifecycle import Action, EventType, transitions_from
from core.words import _

MOST_OF_A_NAME = 120


def alert(details: TicketDetails, event: Event) -> Screen:
    """Return the notice that a ticket waits at the reader's desk since this event."""
    raised = _changed_priority(event) if event.kind is EventType.PRIORITY_RAISED else {}
    data = {
        "details": details,
        "ticket": details.ticket,
        "gone": None,
        "raised": Note(_("Prioritas naik: %(from)s → %(to)s"), raised) if raised else None,
    }
    return Screen(
        "notices/alert.html", data, (_open(details, action_button(Action.TAKE, details.ticket.id)),)
    )


def alert_gone(details: TicketDetails, taker: str) -> Screen:
    """Return the alert after somebody took the ticket, or its reporter closed it."""
    who = {"who": excerpt(taker, MOST_OF_A_NAME)}
    gone = Note(_("Diambil oleh %(who)s"), who) if taker else Note(_("Ditutup oleh pelapor"))
    data = {"details": details, "ticket": details.ticket, "gone": gone, "raised": None}
    return Screen("notices/alert.html", data, (_open(details),))


def event_notice(details: TicketDetails, event: Event, spec: NoticeSpec, who: str) -> Screen:
    """Return the notice of one event for one reader."""
    changed = _changed_priority(event)
    facts = {"who": excerpt(who, MOST_OF_A_NAME), "desk": details.ticket.desk.level, **changed}
    data = {
        "sentence": Note(spec.sentence, facts),
        "event": event,
        "brief": not spec.quotes,
        "ticket": details.ticket,
        "urgency": details.urgency if changed else None,
        "waits_for_confirmation": event.kind is EventType.REMINDED and details.ticket.asked_id is None,
    }
    return Screen("notices/told.html", data, (_open(details, *_offers(details, spec)),))


def _changed_priority(event: Event) -> dict[str, str]:
    """Return the facts of a sentence about a priority that changed; none for other events."""
    if event.kind not in {EventType.PRIORITY_RAISED, EventType.PRIORITY_LOWERED}:
        return {}
    return change_of_priority(Priority(str(event.facts["from"])), Priority(str(event.facts["to"])))


def _offers(details: TicketDetails, spec: NoticeSpec) -> tuple[Button, ...]:
    """Return the button for the reader's next action, if there is any."""
    ticket = details.ticket
    if spec.offers_work:
        return (Button(_("Kerjakan"), to=addresses.TicketActions(ticket.id), style=Style.MAIN),)
    possible = {transition.action for transition in transitions_from(ticket.status)}
    offered = [action for action in spec.offers if action in possible]
    return tuple(action_button(action, ticket.id) for action in offered[:1])


def _open(details: TicketDetails, *first: Button) -> tuple[Button, ...]:
    return (*first, Button(_("Detail"), to=addresses.TicketCard(details.ticket.id)))
