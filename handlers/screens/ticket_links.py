"""Open the ticket of a link in a letter."""

from __future__ import annotations

from conversations.rendering.screen import Note
from core.errors import Refusal
from core.tickets.numbers import find_number
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import show_welcome
from handlers.notify.ticket_mail import TICKET_LINK
from handlers.screens import navigation

# The key in a chat's memo for the number of a ticket whose link was opened before anybody signed in.
MEMO = "ticket"
SIGN_IN_FIRST = Note(_("Silakan masuk. Setelah itu, tiket dari tautan ini langsung terbuka."))


def linked_number(code: str) -> str | None:
    """Return the number of the ticket that the code after `/start` opens; None for another code."""
    number = code.removeprefix(TICKET_LINK)
    return number if code.startswith(TICKET_LINK) and find_number(number) == number else None


def open_linked_ticket(context: RequestContext, number: str) -> None:
    """Open the ticket of this number; in a chat without a person, remember it first."""
    if context.person is None:
        context.chat.memo = {**context.chat.memo, MEMO: number}
        show_welcome(context, SIGN_IN_FIRST)
        return
    ticket_id = context.unit.tickets.by_number(number)
    try:
        if ticket_id is None:
            raise Refusal("not_found")
        navigation.open_card(context, ticket_id)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal)


def open_remembered_ticket(context: RequestContext) -> bool:
    """Open the ticket whose link was opened before signing in; return False where there was none."""
    number = context.chat.memo.get(MEMO)
    if not isinstance(number, str):
        return False
    context.chat.memo = {name: kept for name, kept in context.chat.memo.items() if name != MEMO}
    open_linked_ticket(context, number)
    return True
