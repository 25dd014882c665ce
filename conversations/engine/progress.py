"""Count the questions of a conversation: the number only grows, and a total is one that stays."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationState, Step, always


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of the current question, counted from 1, and how many there are; 0 where that may change."""

    number: int
    total: int = 0


def progress(
    conversation: Conversation, state: ConversationState, context: ConversationContext
) -> Progress | None:
    """Return the place of the current question; None where questions are picked, or there is only one."""
    asked = [step for step in conversation.steps if not step.optional]
    current = conversation.step(state.step)
    if not conversation.in_order or current not in asked or state.editing or len(asked) == 1:
        return None
    if all(step.when is always for step in asked):
        return Progress(asked.index(current) + 1, len(asked))
    before = asked[: asked.index(current)]
    return Progress(1 + sum(_was_asked(step, state, context) for step in before))


def _was_asked(step: Step, state: ConversationState, context: ConversationContext) -> bool:
    """Return whether the question was asked: not where its answer was there from the beginning."""
    former = state.draft.get("was", {})
    is_given = step.name in former and state.draft.get(step.name) == former[step.name]
    return step.answered(state.draft) and not is_given and step.when(state.draft, context)
