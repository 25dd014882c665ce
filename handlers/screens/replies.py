"""Lead replies, and words that answer no question, to the tickets that they are meant for."""

from __future__ import annotations

from conversations.answers import FileAnswer, TextAnswer, Words
from conversations.conversation import NextConversation
from conversations.flows.tickets.replies import MOST_ASKED, is_asked, next_for_loose_words, next_for_reply
from conversations.rendering.screen import Note
from core.errors import Refusal
from core.tickets.attachments import Upload
from core.tickets.lifecycle import Action
from core.tickets.rights import may_see
from core.tickets.ticket import Ticket
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import running_state
from handlers.screens.edits import CORRECTION
from handlers.screens.unprompted_words import begin_with_words, words_of


def take_reply(context: RequestContext, answer: TextAnswer | FileAnswer) -> bool:
    """Act on the ticket that the message is about to which this one replies; return False for no such reply.

    A reply about the ticket of the running conversation is an answer to that. A message about a ticket that
    the person may not see any more counts as one about nothing.
    """
    ticket = _replied_ticket(context, answer)
    state = running_state(context)
    if ticket is None or (state is not None and state.subject == ticket.id):
        return False
    begin_about_ticket(context, ticket, answer)
    return True


def begin_about_ticket(context: RequestContext, ticket: Ticket, answer: TextAnswer | FileAnswer) -> None:
    """Begin what the words can be for on this ticket, which the person may see; say where that is nothing."""
    following = next_for_reply(context.me, ticket, words_of(answer))
    if following is None:
        facts = {"number": ticket.number}
        note = Note(_("Tiket %(number)s tidak menunggu jawaban Anda, jadi pesan ini tidak dikirim."), facts)
        context.send_note(note, answer.source)
        return
    begin_with_words(context, following, later=isinstance(answer, FileAnswer))


def add_correction(context: RequestContext) -> None:
    """Begin adding the new words of a message that was edited after it had been sent into a ticket."""
    kept = context.chat.memo.get(CORRECTION)
    ticket = context.unit.tickets.get(kept["ticket"]) if kept else None
    if kept is None or ticket is None or not may_see(context.me, ticket):
        raise Refusal("not_found")
    context.chat.memo = {name: value for name, value in context.chat.memo.items() if name != CORRECTION}
    words = Words(kept["text"], tuple(Upload(**upload) for upload in kept["uploads"]))
    begin_with_words(context, NextConversation(Action.ADD_REMARK, ticket.id, words=words))


def take_loose_words(context: RequestContext, answer: TextAnswer | FileAnswer) -> bool:
    """Ask which ticket the words are for, where any waits for an answer; return False where none does."""
    asked = [summary.id for summary in context.unit.lists.asked(context.me.id, MOST_ASKED)]
    if not any(_is_asked(context, ticket_id) for ticket_id in asked):
        return False
    following = next_for_loose_words(asked, words_of(answer))
    begin_with_words(context, following, later=isinstance(answer, FileAnswer))
    return True


def _replied_ticket(context: RequestContext, answer: TextAnswer | FileAnswer) -> Ticket | None:
    if not answer.reply_to:
        return None
    ticket_id = context.unit.ticket_messages.ticket_of(context.chat.chat_id, answer.reply_to)
    ticket = context.unit.tickets.get(ticket_id) if ticket_id is not None else None
    return ticket if ticket is not None and may_see(context.me, ticket) else None


def _is_asked(context: RequestContext, ticket_id: int) -> bool:
    ticket = context.unit.tickets.get(ticket_id)
    return ticket is not None and is_asked(context.me, ticket)
