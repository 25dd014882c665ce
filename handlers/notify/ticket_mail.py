"""Write letters to the address of a ticket, for reporters who read mail instead of chat."""

from __future__ import annotations

from conversations.rendering.screen import Screen
from conversations.screens.card import TicketDetails
from conversations.screens.notices import event_notice
from core.messaging.outgoing import Letter, LetterKind, SendLetter
from core.tickets.action_spec import Audience
from core.tickets.actions import EVENTS
from core.tickets.events import Event
from core.tickets.lifecycle import EventType
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext


def is_mailed(context: TransactionContext, event: Event) -> bool:
    """Return whether a letter is written about this event."""
    return EVENTS[event.kind].sends_letter and context.helpdesk.can_mail


def queue_ticket_mail(context: TransactionContext, seen: TicketDetails, event: Event, who: str) -> None:
    """Put the letter about this event into the outbox, if it is one that is written about."""
    if not is_mailed(context, event):
        return
    ticket = seen.ticket
    reporter = context.unit.people.get(ticket.reporter_id)
    language = reporter.language if reporter else ""
    is_asked = event.kind is EventType.FEEDBACK_ASKED and ticket.asked_id == ticket.reporter_id
    spec = EVENTS[event.kind].notice_for(Audience.ASKED if is_asked else Audience.REPORTER)
    notice = event_notice(seen, event, spec, who)
    renderer = context.helpdesk.renderer
    body = renderer.screen(notice, language).text
    link = context.helpdesk.link
    page = Screen("mail/ticket.html", {"body": body, "link": link, "ticket": ticket})
    letter = Letter(
        to=ticket.email,
        # Mail programs keep letters together that have one subject and one thread.
        subject=f"[{ticket.number}] {ticket.title}",
        text=f"{renderer.without_markup(body)}\n\n{link}".rstrip(),
        html=renderer.screen(page, language).text,
        thread=f"ticket-{ticket.id}",
    )
    context.unit.outbox.add(
        SendLetter(LetterKind.TICKET, letter),
        chat_id=None,
        priority=SendPriority.DIGEST,
        ticket_id=ticket.id,
        at=context.now,
    )
