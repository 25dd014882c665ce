"""Begin conversations with words and files that were sent before it was known what they are for."""

from __future__ import annotations

from dataclasses import replace

from conversations.answers import NO_WORDS, FileAnswer, TextAnswer, Words
from conversations.conversation import ConversationState, Draft, NextConversation
from conversations.flows.tickets.replies import ASKED, LOOSE, next_for_kept_words
from conversations.flows.tickets.take import WORDS
from conversations.screens import menu as screens
from core.errors import Refusal
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft, subject_ticket
from handlers.screens import navigation
from handlers.screens.draft_entries import first_words


def begin_with_words(context: RequestContext, following: NextConversation, *, later: bool = False) -> None:
    """Begin a conversation with words that were sent before it; add them to its parked draft, if it has one.

    Where it can't begin, the words are kept as a draft of their own. With `later` the screen waits for the
    rest of an album.
    """
    park_draft(context)
    runner, words = context.helpdesk.runner, following.words
    try:
        ticket = subject_ticket(context, following.subject)
        conversing = context.conversation_context(ticket)
        if following.conversation == Action.TAKE and ticket is not None:
            _take_before(context, ticket, words, later=later)
            return
        state = runner.begin(following.conversation, conversing, following.subject, following.draft)
        if kept := context.unit.parked_drafts.get(context.me.id, state.key):
            parked = replace(ConversationState.from_dict(kept), draft={**kept["draft"], **following.draft})
            state = runner.resume(parked, conversing)
        state, refused = runner.add_words(state, words, conversing)
    except Refusal as refusal:
        _keep_loose(context, words)
        navigation.show_refusal(context, refusal, following.subject)
        return
    context.unit.parked_drafts.drop(context.me.id, state.key)
    context.chat.conversation = state.to_dict()
    note = context.refusal_note(refused) if refused else None
    context.show(runner.screen(state, conversing, note), later=later)


def _take_before(context: RequestContext, ticket: Ticket, words: Words, *, later: bool) -> None:
    """Park words for a ticket, and ask whether to take it; they go on afterwards, or stay as a draft."""
    runner, conversing = context.helpdesk.runner, context.conversation_context(ticket)
    kept = next_for_kept_words(ticket)
    state = runner.begin(kept.conversation, conversing, ticket.id, kept.draft)
    if parked := context.unit.parked_drafts.get(context.me.id, state.key):
        state = ConversationState.from_dict(parked)
    state, refused = runner.add_words(state, words, conversing)
    context.unit.parked_drafts.put(context.me.id, state.key, state.to_dict(), context.now)
    taking = runner.begin(Action.TAKE, conversing, ticket.id, {WORDS: first_words(state.draft)})
    context.chat.conversation = taking.to_dict()
    note = context.refusal_note(refused) if refused else None
    context.show(runner.screen(taking, conversing, note), later=later)


def _keep_loose(context: RequestContext, words: Words) -> None:
    """Park words that found no place, to be resumed from the menu."""
    if words == NO_WORDS:
        return
    state = _parked_or_begun(context, LOOSE, {ASKED: []})
    state, _refused = context.helpdesk.runner.add_words(state, words, context.conversation_context())
    context.unit.parked_drafts.put(context.me.id, LOOSE, state.to_dict(), context.now)


def keep_for_new_ticket(context: RequestContext, answer: TextAnswer | FileAnswer) -> None:
    """Add a text or file that answers no step to the parked draft of a new ticket."""
    state = _parked_or_begun(context, "new", {})
    result = context.helpdesk.runner.add_unprompted(state, answer, context.conversation_context())
    context.unit.parked_drafts.put(context.me.id, "new", result.to_dict(), context.now)
    what = "file" if isinstance(answer, FileAnswer) else "text"
    context.show(screens.kept_for_new_ticket(what), later=isinstance(answer, FileAnswer))


def _parked_or_begun(context: RequestContext, name: str, draft: Draft) -> ConversationState:
    """Return the parked draft of a conversation about no ticket; begin one where there is none."""
    if kept := context.unit.parked_drafts.get(context.me.id, name):
        return ConversationState.from_dict(kept)
    return context.helpdesk.runner.begin(name, context.conversation_context(), None, draft)
