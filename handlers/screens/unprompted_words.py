"""Begin conversations with words and files that were sent before it was known what they are for."""

from __future__ import annotations

from dataclasses import replace

from conversations.answers import NO_WORDS, FileAnswer, TextAnswer, Words
from conversations.conversation import KEPT_WORDS, ConversationState, Draft, NextConversation
from conversations.engine.split_messages import is_confirming, is_remark
from conversations.flows.tickets.replies import ASKED, LOOSE, REPLY, next_for_kept_words
from conversations.flows.tickets.take import WORDS
from conversations.rendering.screen import Note
from conversations.screens import menu as screens
from conversations.steps import uploads_from
from core.errors import Refusal
from core.tickets.lifecycle import Action
from core.tickets.rights import may_file, may_see
from core.tickets.ticket import Ticket
from core.words import _
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
    state, refused = _keep_for_ticket(context, ticket, words)
    taking = runner.begin(Action.TAKE, conversing, ticket.id, {WORDS: first_words(state.draft)})
    context.chat.conversation = taking.to_dict()
    note = context.refusal_note(refused) if refused else None
    context.show(runner.screen(taking, conversing, note), later=later)


def _keep_for_ticket(
    context: RequestContext, ticket: Ticket, words: Words
) -> tuple[ConversationState, Refusal | None]:
    """Park words for a ticket beside those that wait; return the draft, and why a part was left out."""
    runner, conversing = context.helpdesk.runner, context.conversation_context(ticket)
    kept = next_for_kept_words(ticket)
    state = runner.begin(kept.conversation, conversing, ticket.id, kept.draft)
    if parked := context.unit.parked_drafts.get(context.me.id, state.key):
        state = ConversationState.from_dict(parked)
    state, refused = runner.add_words(state, words, conversing)
    context.unit.parked_drafts.put(context.me.id, state.key, state.to_dict(), context.now)
    return state, refused


def keep_words_of(context: RequestContext, state: ConversationState) -> None:
    """Keep the words and files of a conversation about a ticket that can't go on, and say so.

    They wait as a draft for what else they can be for on the ticket. Of what that draft has no room for, the
    person is told that it was left out, and why.
    """
    draft = state.draft
    text = "\n".join(str(draft[name]) for name in (KEPT_WORDS, "text") if draft.get(name))
    words = Words(text, uploads_from(draft))
    ticket = context.unit.tickets.get(state.subject) if state.subject is not None else None
    if words == NO_WORDS or ticket is None or context.person is None or not may_see(context.me, ticket):
        return
    before = context.unit.parked_drafts.get(context.me.id, kept_for(context, ticket.id))
    kept, refused = _keep_for_ticket(context, ticket, words)
    facts = {"number": ticket.number}
    if refused is None:
        saved = _("Tulisan Anda untuk tiket %(number)s tersimpan sebagai draf.")
        context.send_note(Note(saved, facts, is_wrong=False))
        return
    if _said(kept.draft) == _said(before["draft"] if before else {}):
        lost = _("Tulisan Anda untuk tiket %(number)s tidak dapat disimpan sebagai draf.")
    else:
        lost = _("Tulisan Anda untuk tiket %(number)s hanya sebagian tersimpan sebagai draf.")
    context.send_note(Note(lost, facts))
    context.send_note(context.refusal_note(refused))


def _said(draft: Draft) -> tuple[object, ...]:
    """Return the words and files in a draft."""
    return draft.get(KEPT_WORDS), draft.get("text"), uploads_from(draft)


def keep_stray(
    context: RequestContext, state: ConversationState, answer: TextAnswer | FileAnswer, ticket: Ticket | None
) -> bool:
    """Keep words that came where only yes or no was asked for, and show the question again.

    What is written before a ticket is taken goes on once it is; the rest is kept as a draft for whoever can
    use it. Return False where the words say nothing, or the person could send them nowhere.
    """
    conversation = context.helpdesk.runner.conversation(state.conversation)
    words = words_of(answer)
    if not is_confirming(conversation, state) or not (words.uploads or is_remark(words.text)):
        return False
    later = isinstance(answer, FileAnswer)
    if state.conversation == Action.TAKE and ticket is not None:
        _take_before(context, ticket, words, later=later)
        return True
    if context.person is None or not may_file(context.me):
        return False
    refused = _keep_loose(context, words)
    kept = Note(_("Pesan Anda kami simpan sebagai draf. Jawab dulu yang ini."), is_wrong=False)
    note = context.refusal_note(refused) if refused else kept
    context.show(
        context.helpdesk.runner.screen(state, context.conversation_context(ticket), note), later=later
    )
    return True


def kept_for(context: RequestContext, ticket_id: int) -> str:
    """Return the key of the draft of words that wait for what they are for on this ticket; "" without one."""
    key = ConversationState(REPLY, "", subject=ticket_id).key
    return key if key in context.unit.parked_drafts.keys(context.me.id) else ""


def words_of(answer: TextAnswer | FileAnswer) -> Words:
    """Return the text and the file of a message."""
    match answer:
        case TextAnswer(text=text):
            return Words(text)
        case FileAnswer(upload=upload, caption=caption):
            return Words(caption, (upload,))


def _keep_loose(context: RequestContext, words: Words) -> Refusal | None:
    """Park words that found no place, to be resumed from the menu; return why a part was left out."""
    if words == NO_WORDS:
        return None
    state = _parked_or_begun(context, LOOSE, {ASKED: []})
    state, refused = context.helpdesk.runner.add_words(state, words, context.conversation_context())
    context.unit.parked_drafts.put(context.me.id, LOOSE, state.to_dict(), context.now)
    return refused


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
