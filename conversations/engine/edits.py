"""Recognise edits of messages that went into a draft, and change the draft by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from conversations.answers import FileAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationState
from conversations.engine.step_order import earlier_step, next_step
from conversations.rendering.screen import Note
from conversations.steps import FilesStep, TextStep
from core.words import _

ANSWER_CORRECTED = Note(_("Jawaban diperbarui."), is_wrong=False)
FILE_REPLACED = Note(_("Berkas diganti."), is_wrong=False)
# Of a choice, which later questions depend on, and of a message that was joined with others.
NOT_USED = Note(_("Perubahan pesan itu tidak dipakai. Ubah jawabannya lewat tombol di bawah."))
# Messages of a draft, and of what was sent into tickets, whose edits are recognised.
MOST_HEARD = 50
# Letters of a digest, which only tells texts apart.
_DIGEST = 16


def message_fingerprint(answer: TextAnswer | FileAnswer) -> list[str]:
    """Return what tells a message from its edited form: its file's reference and its words' digest."""
    words, unique = (
        (answer.caption, answer.upload.unique) if isinstance(answer, FileAnswer) else (answer.text, "")
    )
    return [unique, sha256(words.encode(errors="surrogatepass")).hexdigest()[:_DIGEST]]


def with_fingerprint(state: ConversationState, answer: TextAnswer | FileAnswer) -> ConversationState:
    """Return the state that knows this message as one that went into its draft."""
    if not answer.source:
        return state
    return replace(state, heard=newest({**state.heard, str(answer.source): message_fingerprint(answer)}))


def newest(messages: Mapping[str, Any]) -> dict[str, Any]:
    """Return as many of the messages as are kept, without the oldest."""
    return dict(sorted(messages.items(), key=lambda item: int(item[0]))[-MOST_HEARD:])


def is_changed(heard: object, answer: TextAnswer | FileAnswer) -> bool:
    """Return whether the message is not as it was; Telegram tells of other changes of a message too."""
    return heard != message_fingerprint(answer)


def take_edit(
    conversation: Conversation,
    state: ConversationState,
    answer: TextAnswer | FileAnswer,
    context: ConversationContext,
) -> tuple[ConversationState, Note] | None:
    """Return the state with the edited message in place of the former one, and what to tell the person.

    Return None for a message that did not go into this draft or is as it was. Raise Refusal for a text or
    file that can't be accepted.
    """
    source = str(answer.source)
    heard = state.heard.get(source)
    if source not in state.sources if heard is None else not is_changed(heard, answer):
        return None
    former, words = heard or ["", ""]
    note, draft = NOT_USED, state.draft
    if isinstance(answer, FileAnswer) and former and answer.upload.unique != former:
        files = next(step for step in conversation.steps if isinstance(step, FilesStep))
        draft, note = files.replace_file(draft, former, answer.upload, context), FILE_REPLACED
    step = conversation.step(state.sources.get(source, ""))
    text = answer.caption if isinstance(answer, FileAnswer) else answer.text
    if isinstance(step, TextStep) and text and message_fingerprint(answer)[1] != words:
        changed = step.take_text(draft, text, context)
        draft, note = changed, ANSWER_CORRECTED
    at = earlier_step(conversation, state.step, next_step(conversation, draft, context))
    moved = replace(state, draft=draft, step=at) if draft != state.draft else state
    return with_fingerprint(moved, answer), note
