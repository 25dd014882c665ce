"""Texts that arrive in several messages: forwarded together, or split by Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations.answers import Answer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationState, Step
from conversations.steps import TextStep
from core.input.text_length import utf16_length

# UTF-16 units: Telegram splits texts of more than 4096 into parts that may be somewhat shorter than that.
SPLIT_LENGTH = 4000
# Seconds: parts of a text and forwarded batches arrive within the same second or the next.
CONTINUATION_SECONDS = 2
# Messages whose edits are recognised as corrections; older ones are forgotten.
MOST_SOURCES = 50


def join_split_message(
    conversation: Conversation, state: ConversationState, answer: Answer, context: ConversationContext
) -> ConversationState | None:
    """Return the state with this text added to the last answer if it continues it; None otherwise."""
    if not isinstance(answer, TextAnswer) or not state.last:
        return None
    step = conversation.step(str(state.last["step"]))
    in_time = answer.sent_at - int(state.last["at"]) <= CONTINUATION_SECONDS
    belongs = (state.last["forwarded"] and answer.forwarded) or state.last["cut"]
    if not (
        isinstance(step, TextStep)
        and step.joins_messages
        and in_time
        and belongs
        and step.answered(state.draft)
    ):
        return None
    draft = step.extend(state.draft, answer.text, context)
    # Forget the sources: an edit of one message would replace the text of all.
    sources = {source: name for source, name in state.sources.items() if name != step.name}
    return replace(state, draft=draft, sources=sources, last={**state.last, **_traits(answer)})


def may_continue(state: ConversationState) -> bool:
    """Return whether more of the last text may follow at once, so that showing a screen should wait."""
    return bool(state.last) and (state.last["forwarded"] or state.last["cut"])


def with_source(state: ConversationState, step: Step, answer: TextAnswer) -> ConversationState:
    """Record which message answered which step, for edits and continuations of it."""
    sources = dict(list({**state.sources, str(answer.source): step.name}.items())[-MOST_SOURCES:])
    return replace(state, sources=sources, last={"step": step.name, **_traits(answer)})


def _traits(answer: TextAnswer) -> Mapping[str, Any]:
    """Return what `join_split_message` needs to know of a text."""
    return {
        "at": answer.sent_at,
        "forwarded": answer.forwarded,
        "cut": utf16_length(answer.text) >= SPLIT_LENGTH,
    }
