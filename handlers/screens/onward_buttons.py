"""Lead people on from a ticket: back to the list where they found it, or to the next of the queue."""

from __future__ import annotations

from dataclasses import replace

from conversations.addressing.addresses import TicketList
from conversations.addressing.codec import decode, encode
from conversations.conversation import ConversationEnd
from conversations.rendering.screen import Screen
from conversations.screens.lists import take_next_row
from conversations.screens.ticket_rows import ListRow, way_back_row
from core.pages import Page
from core.tickets.lifecycle import Status
from core.tickets.ticket import Ticket
from handlers.context.request_context import RequestContext

# The key in a chat's memo for the page of a list that was shown last, and the tickets on it.
MEMO = "list"


def remember_list(context: RequestContext, at: TicketList, page: Page[ListRow]) -> None:
    """Keep which page is shown, so that the tickets on it have a way back to it."""
    shown = {"at": encode(at), "ids": [row.ticket.id for row in page.items]}
    context.chat.memo = {**context.chat.memo, MEMO: shown}


def way_back(context: RequestContext, ticket_id: int) -> TicketList | None:
    """Return the page from which the ticket may have been opened; None where it was not on one."""
    shown = context.chat.memo.get(MEMO, {})
    at = decode(str(shown.get("at", ""))) if ticket_id in shown.get("ids", ()) else None
    return at if isinstance(at, TicketList) else None


def with_onward_buttons(context: RequestContext, finished: ConversationEnd, screen: Screen) -> Screen:
    """Return the last screen of a conversation about a ticket, with the ways back and on before its own."""
    ticket = finished.ticket
    if ticket is None or context.person is None:
        return screen
    rows = (
        *way_back_row(way_back(context, ticket.id)),
        *take_next_row(is_offered=_is_free_for_more(context, ticket)),
    )
    return replace(screen, rows=(*screen.rows, *rows))


def _is_free_for_more(context: RequestContext, ticket: Ticket) -> bool:
    """Return whether the person has worked on the ticket for others, and has nothing more to do on it now."""
    is_at_work = ticket.status is Status.WORKING and ticket.holder_id == context.me.id
    return context.me.is_staff and ticket.reporter_id != context.me.id and not is_at_work
