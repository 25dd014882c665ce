"""Read several messages as one: forwarded together, split by Telegram, or sent before the next question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations.answers import Answer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import KEPT_WORDS, PICK, Conversation, ConversationState
from conversations.engine.buttons import CANCEL
from conversations.engine.typed_labels import press_for_label
from conversations.rendering.screen import Note, Screen
from conversations.steps import ConfirmStep, FilesStep, ReviewStep, TextStep
from core.errors import Refusal
from core.input.small_talk import is_greeting, is_thanks
from core.input.text_length import utf16_length
from core.input.texts import TEXT_MIN, storable_text
from core.words import _

WORDS_KEPT = Note(_("Tulisan itu kami simpan untuk teks tiket Anda."), is_wrong=False)
WORDS_ADDED = Note(_("Tulisan itu kami tambahkan pada teks Anda."), is_wrong=False)
# UTF-16 units: Telegram splits texts of more than 4096 into parts that may be somewhat shorter than that.
SPLIT_LENGTH = 4000
# Seconds: parts of a text and forwarded batches arrive within the same second or the next.
CONTINUATION_SECONDS = 2
# Messages whose edits are recognised as corrections; older ones are forgotten.
MOST_SOURCES = 50
# Words that a text has at least which tells of a problem, where a choice or a code was asked for.
PROSE_WORDS = 5


def join_split_message(
    conversation: Conversation, state: ConversationState, answer: Answer, context: ConversationContext
) -> ConversationState | None:
    """Return the state with this text added to the last answer if it continues it; None otherwise.

    What continues the answer to another question than that for the text of the ticket is kept for that text.
    """
    if not isinstance(answer, TextAnswer) or not state.last or not _continues(state.last, answer):
        return None
    if press_for_label(Screen(""), answer, context, CANCEL) is not answer:
        return None
    name = str(state.last["step"])
    step = conversation.step(name)
    traits = {**state.last, **_traits(answer)}
    if isinstance(step, TextStep) and step.joins_messages and step.answered(state.draft):
        draft = step.extend(state.draft, answer.text, context)
        # Forget the sources: an edit of one message would replace the text of all.
        sources = {source: other for source, other in state.sources.items() if other != step.name}
        return replace(state, draft=draft, sources=sources, last=traits)
    if state.step == name:
        return None
    kept = keep_words(conversation, state, answer.text, context)
    return kept and replace(kept, last=traits)


def keep_words(
    conversation: Conversation, state: ConversationState, text: str, context: ConversationContext
) -> ConversationState | None:
    """Return the state with a text kept for the text of the ticket; None where the conversation has none."""
    step = _ticket_text(conversation)
    if step is None:
        return None
    if step.answered(state.draft):
        sources = {source: other for source, other in state.sources.items() if other != step.name}
        return replace(state, draft=step.extend(state.draft, text, context), sources=sources)
    return replace(state, draft=step.with_kept(state.draft, text))


def kept_from_refusal(
    conversation: Conversation,
    state: ConversationState,
    answer: Answer,
    context: ConversationContext,
    refusal: Refusal,
) -> ConversationState:
    """Return the state that keeps words about the problem where a choice, a code or yes or no was asked for.

    What was forwarded or stood below a file is meant for no choice. Raise the refusal of the answer again
    where it is anything else.
    """
    if not isinstance(answer, TextAnswer):
        raise refusal
    is_remarked = answer.forwarded or answer.is_caption or is_confirming(conversation, state)
    if not (is_remark if is_remarked else is_prose)(answer.text):
        raise refusal
    if isinstance(conversation.step(state.step), TextStep):
        raise refusal
    kept = keep_words(conversation, state, answer.text, context)
    if kept is None:
        raise refusal
    return replace(kept, last={})


def is_prose(text: str) -> bool:
    """Return whether a text tells of something, rather than names a choice or a code."""
    return len(storable_text(text)) >= TEXT_MIN and len(text.split()) >= PROSE_WORDS


def is_remark(text: str) -> bool:
    """Return whether a text tells of something, where only yes or no was asked for."""
    words = storable_text(text)
    return (len(words.split()) > 1 or len(words) >= TEXT_MIN) and not (is_greeting(text) or is_thanks(text))


def is_confirming(conversation: Conversation, state: ConversationState) -> bool:
    """Return whether the conversation waits where words answer nothing but as yes, no or a label."""
    return state.step == PICK or isinstance(conversation.step(state.step), ReviewStep | ConfirmStep)


def kept_note(conversation: Conversation, before: ConversationState, after: ConversationState) -> Note | None:
    """Return what to say where words went into the ticket's text that another question was asked for."""
    step = _ticket_text(conversation)
    if step is None or before.step == step.name:
        return None
    if after.draft.get(KEPT_WORDS, "") != before.draft.get(KEPT_WORDS, "") and KEPT_WORDS in after.draft:
        return WORDS_KEPT
    former = before.draft.get(step.name)
    return WORDS_ADDED if former and after.draft.get(step.name) != former else None


def may_continue(state: ConversationState) -> bool:
    """Return whether more of the last text may follow at once, so that showing a screen should wait."""
    return bool(state.last) and (state.last["forwarded"] or state.last["cut"])


def with_source(state: ConversationState, name: str, answer: TextAnswer) -> ConversationState:
    """Record which message answered which step, for edits and continuations of it."""
    sources = dict(list({**state.sources, str(answer.source): name}.items())[-MOST_SOURCES:])
    return replace(state, sources=sources, last={"step": name, **_traits(answer)})


def _ticket_text(conversation: Conversation) -> TextStep | None:
    """Return the step for the text of a ticket, which files may go with; None where none is written."""
    if not any(isinstance(step, FilesStep) for step in conversation.steps):
        return None
    texts = (step for step in conversation.steps if isinstance(step, TextStep) and step.joins_messages)
    return next(texts, None)


def _continues(last: Mapping[str, Any], answer: TextAnswer) -> bool:
    """Return whether a text is a further part of the one that answered last."""
    if answer.unseen or (answer.album and answer.album == last.get("album")):
        return True
    in_time = answer.sent_at - int(last["at"]) <= CONTINUATION_SECONDS
    return bool(in_time and ((last["forwarded"] and answer.forwarded) or last["cut"]))


def _traits(answer: TextAnswer) -> Mapping[str, Any]:
    """Return what `join_split_message` needs to know of a text."""
    return {
        "at": answer.sent_at,
        "forwarded": answer.forwarded,
        "cut": utf16_length(answer.text) >= SPLIT_LENGTH,
        "album": answer.album,
    }
