"""Add texts and files to a draft that no step has asked for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from conversations.answers import FileAnswer, TextAnswer, Words
from conversations.context import ConversationContext
from conversations.conversation import PICK, Conversation, ConversationState
from conversations.engine.step_order import find_step, next_step
from conversations.steps import FilesStep, TextStep
from core.errors import Refusal


def add_to_draft(
    conversation: Conversation,
    state: ConversationState,
    answer: TextAnswer | FileAnswer,
    context: ConversationContext,
) -> ConversationState:
    """Return the state with a text or file that was sent without a question.

    A file is added; a text is added to the description, or becomes it. Raise Refusal for one that can't be
    accepted; a caption too short for a description costs its file nothing.
    """
    if isinstance(answer, FileAnswer):
        files = next(step for step in conversation.steps if isinstance(step, FilesStep))
        kept = replace(state, draft=files.add_file(state.draft, answer.upload, context))
        with suppress(Refusal):
            return (
                add_to_draft(conversation, kept, caption_answer(answer), context) if answer.caption else kept
            )
        return kept
    step = _text_step(conversation)
    if step.answered(state.draft):
        return replace(state, draft=step.extend(state.draft, answer.text, context))
    return replace(state, draft=step.take_text(state.draft, answer.text, context))


def _text_step(conversation: Conversation) -> TextStep:
    """Return the step for the text that words without a question belong to."""
    return next(step for step in conversation.steps if isinstance(step, TextStep) and step.joins_messages)


def add_words(
    conversation: Conversation, state: ConversationState, words: Words, context: ConversationContext
) -> tuple[ConversationState, Refusal | None]:
    """Return the state with words as its text and files, at the first step that is still to be answered.

    What can't be added is left out, with the refusal that says why; a text that is only too short is kept for
    the next one to complete it.
    """
    sent: list[TextAnswer | FileAnswer] = [FileAnswer(upload) for upload in words.uploads]
    sent += [TextAnswer(words.text)] if words.text else []
    refused = None
    for one in sent:
        try:
            state = add_to_draft(conversation, state, one, context)
        except Refusal as refusal:
            refused = refusal
            if isinstance(one, TextAnswer) and refusal.code == "text_too_short":
                state = replace(state, draft=_text_step(conversation).with_kept(state.draft, one.text))
    return replace(state, step=next_step(conversation, state.draft, context) or state.step), refused


def with_file(
    conversation: Conversation,
    files: FilesStep | None,
    state: ConversationState,
    sent: FileAnswer,
    context: ConversationContext,
) -> ConversationState:
    """Return the state with the file; raise Refusal where it, or any file, can't be accepted."""
    if files is None:
        if state.step != PICK:
            # The step raises the refusal that says what it expects instead of a file.
            find_step(conversation, state.step).handle(state.draft, sent, context)
        raise Refusal("choice_expected")
    add = files.handle_file if state.step == files.name else files.add_file
    return replace(state, draft=add(state.draft, sent.upload, context))


def caption_answer(sent: FileAnswer) -> TextAnswer:
    """Return a file's caption as a text answer."""
    return TextAnswer(
        sent.caption,
        sent.source,
        sent.sent_at,
        sent.forwarded,
        album=sent.album,
        unseen=sent.unseen,
        is_caption=True,
    )
