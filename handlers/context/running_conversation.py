"""Read, park and continue the running conversation of a chat."""

from __future__ import annotations

from conversations.conversation import ConversationState
from conversations.rendering.screen import Note
from conversations.screens.drafts import with_undo
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import read_ticket
from handlers.context.parking import park_conversation, read_state
from handlers.context.request_context import RequestContext


def running_state(context: RequestContext) -> ConversationState | None:
    """Return the state of the chat's running conversation; None where none runs, or it can't be continued."""
    state = read_state(context.helpdesk.runner, context.chat)
    if state is None:
        return None
    # Without a person in the chat, only the conversation of signing in goes on.
    return state if context.person is not None or state.conversation == "sign_in" else None


def subject_ticket(context: RequestContext, subject: int | None) -> Ticket | None:
    """Return the ticket that a conversation is about, if any; raise Refusal("not_found") as for a card."""
    return None if subject is None else read_ticket(context.unit.tickets, context.me, subject)


def park_draft(context: RequestContext) -> None:
    """End the running conversation, and store it as a draft if anything was entered in it."""
    if running_state(context) is None:
        context.chat.conversation = None
    park_conversation(context.unit, context.helpdesk.runner, context.chat, context.now)


def continue_conversation(
    context: RequestContext,
    state: ConversationState,
    ticket: Ticket | None,
    note: Note | None = None,
    *,
    can_undo: bool = False,
) -> None:
    """Store the state of the conversation, and show its screen; `can_undo` offers a discarded draft."""
    context.chat.conversation = state.to_dict()
    screen = context.helpdesk.runner.screen(state, context.conversation_context(ticket), note)
    context.show(with_undo(screen) if can_undo else screen)


def show_welcome(context: RequestContext, note: Note | None = None) -> None:
    """Begin the conversation of signing in."""
    continue_conversation(
        context, context.helpdesk.runner.begin("sign_in", context.conversation_context()), None, note
    )
