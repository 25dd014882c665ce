"""Follow edits of messages that went into a parked draft, or into a ticket already."""

from __future__ import annotations

from dataclasses import asdict

from conversations.answers import FileAnswer, TextAnswer
from conversations.conversation import ConversationState
from conversations.engine.edits import is_changed, message_fingerprint, newest
from conversations.rendering.screen import Note
from conversations.screens.correction import correction
from core.errors import Refusal
from core.tickets.lifecycle import Action
from core.tickets.rights import allowed_actions
from core.tickets.ticket import Ticket
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import subject_ticket

# The key in a chat's memo for the messages that went into tickets.
MEMO = "sent"
# The key in a chat's memo for the new words of the message that was edited last, and their ticket.
CORRECTION = "correction"


def remember_sent(context: RequestContext, state: ConversationState, ticket: Ticket) -> None:
    """Note which messages went into the ticket, so that an edit of one of them can be answered."""
    sent = {source: [*heard, ticket.number] for source, heard in state.heard.items()}
    for source in sent:
        # A reply to what they wrote themselves is about that ticket too.
        context.unit.ticket_messages.note(context.chat.chat_id, int(source), ticket.id, context.now)
    if sent:
        kept = {**context.chat.memo.get(MEMO, {}), **sent}
        context.chat.memo = {**context.chat.memo, MEMO: newest(kept)}


def correct_parked(context: RequestContext, answer: TextAnswer | FileAnswer) -> bool:
    """Change the parked draft that this message went into; return whether there is one."""
    drafts, owner = context.unit.parked_drafts, context.me.id
    for key in drafts.keys(owner):
        state = ConversationState.from_dict(drafts.get(owner, key) or {})
        if str(answer.source) not in state.heard:
            continue
        try:
            ticket = subject_ticket(context, state.subject)
            result = context.helpdesk.runner.correct(state, answer, context.conversation_context(ticket))
        except Refusal as refusal:
            context.send_note(context.refusal_note(refusal), answer.source)
            return True
        if result is not None and result.refusal is not None:
            context.send_note(context.refusal_note(result.refusal), answer.source)
        elif result is not None:
            drafts.put(owner, key, result.state.to_dict(), context.now)
            context.send_note(Note(_("Draf Anda ikut diubah."), is_wrong=False), answer.source)
        return True
    return False


def tell_if_sent(context: RequestContext, answer: TextAnswer | FileAnswer) -> None:
    """Tell the person, once for each edit, that what they sent into a ticket stays, and offer to add the new.

    The new words wait in the chat's memo for the button.
    """
    sent = context.chat.memo.get(MEMO, {})
    *heard, number = sent.get(str(answer.source), ["", "", ""])
    if not number or not is_changed(heard, answer):
        return
    is_file = isinstance(answer, FileAnswer) and answer.upload.unique != heard[0]
    ticket_id = context.unit.tickets.by_number(number)
    ticket = context.unit.tickets.get(ticket_id) if ticket_id is not None else None
    can_add = ticket is not None and Action.ADD_REMARK in allowed_actions(context.me, ticket)
    context.send_screen(correction(number, is_file=is_file, can_add=can_add), answer.source)
    changed = {**sent, str(answer.source): [*message_fingerprint(answer), number]}
    words = {
        "ticket": ticket_id,
        "text": answer.caption if isinstance(answer, FileAnswer) else answer.text,
        "uploads": [asdict(answer.upload)] if isinstance(answer, FileAnswer) and is_file else [],
    }
    context.chat.memo = {**context.chat.memo, MEMO: changed, CORRECTION: words}
