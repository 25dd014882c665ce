"""Learn from a press on an alert that it came, where Telegram's answer to its sending was lost."""

from __future__ import annotations

from conversations.screens import notices as screens
from core.messaging.outgoing import LIVE_SCREEN, AmendAlert, card_name
from core.tickets.lifecycle import EventType, Status
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import read_ticket
from handlers.context.message_body import message_body
from handlers.context.request_context import RequestContext
from handlers.context.send_priority import SendPriority
from handlers.notify.alert_names import alert_name
from handlers.notify.ticket_details import ticket_details

# After the newest of these, a ticket waits at its desk, or has been taken from where it waited.
_MOVES = (EventType.ESCALATED, EventType.HANDED_BACK, EventType.RELEASED, EventType.TAKEN)


def keep_found_alert(context: RequestContext, ticket_id: int) -> None:
    """Keep the pressed message as the chat's alert of this ticket, if it is none that the chat knows by name.

    The bot does not know of a message whose sending Telegram never answered. Its row may still wait, and
    would be sent once more; or it was withdrawn, and the message would keep its button. Refuse `not_found`.
    """
    pressed, chat_id, unit = context.pressed, context.chat.chat_id, context.unit
    known = (LIVE_SCREEN, card_name(ticket_id))
    if pressed is None or any(pressed == unit.live_messages.get(chat_id, one) for one in known):
        return
    ticket = read_ticket(unit.tickets, context.me, ticket_id)
    name = _alert_name(context, ticket)
    if pressed == unit.live_messages.get(chat_id, name):
        return
    unit.waiting_alerts.withdraw_from(chat_id, name)
    unit.live_messages.set(chat_id, name, pressed)
    unit.ticket_messages.note(chat_id, pressed, ticket.id, context.now)
    if not any(desk in context.me.desks for desk in ticket.waits_at):
        _amend(context, ticket, name)


def _alert_name(context: RequestContext, ticket: Ticket) -> str:
    """Return the name of the ticket's last alerts, also where a desk above that was alerted has taken it."""
    is_waiting = ticket.status is Status.WAITING
    left = None if is_waiting else context.unit.discussion.last_event(ticket.id, _MOVES)
    return alert_name(ticket, left)


def _amend(context: RequestContext, ticket: Ticket, name: str) -> None:
    """Say in the alert who took the ticket, or that its reporter closed it."""
    taker_id = ticket.holder_id or ticket.solver_id or (ticket.path[-1].person_id if ticket.path else None)
    if taker_id is None and ticket.status is not Status.CLOSED:
        return
    taker = context.unit.people.names([taker_id])[taker_id] if taker_id is not None else ""
    screen = screens.alert_withdrawn(ticket_details(context, ticket), taker)
    body = message_body(context.helpdesk.renderer.screen(screen, context.chat.language), 0)
    context.unit.outbox.add(
        AmendAlert(name, body),
        chat_id=context.chat.chat_id,
        priority=SendPriority.ALERT,
        at=context.now,
        ticket_id=ticket.id,
    )
