"""The position of a conversation: next step, previous step, and recovery from a position that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conversations.answers import Answer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import PICK, Conversation, ConversationState, Draft, Goto, Step
from conversations.engine.split_messages import with_source
from conversations.steps import ConfirmStep, ReviewStep
from core.errors import Refusal


def next_step(conversation: Conversation, draft: Draft, context: ConversationContext, after: str = "") -> str:
    """Return the first unanswered step, or "" if there is none; with `after`, only of the later ones."""
    names = [step.name for step in conversation.steps]
    start = names.index(after) + 1 if after else 0
    for step in conversation.steps[start:]:
        if not step.optional and step.when(draft, context) and not step.answered(draft):
            return step.name
    return ""


def previous_step(
    conversation: Conversation, state: ConversationState, context: ConversationContext
) -> ConversationState:
    """Return the state one step back.

    From picking, editing and optional steps that is the first unanswered step, or the review.
    """
    step = conversation.step(state.step)
    if state.step == PICK or state.editing or (step is not None and step.optional):
        last = next_step(conversation, without_review(conversation, state.draft), context)
        return replace(at_step(state, last), draft=without_review(conversation, state.draft), editing=False)
    before = list(steps_before(conversation, state, context))
    at = before[-1] if before else state.step
    return replace(state, step=at, draft=without_review(conversation, state.draft))


def steps_before(
    conversation: Conversation, state: ConversationState, context: ConversationContext
) -> Iterator[str]:
    """Yield the names of the steps that are asked before the current one."""
    for step in conversation.steps if conversation.in_order else conversation.steps[:1]:
        if step.name == state.step:
            return
        if not step.optional and step.when(state.draft, context):
            yield step.name


def without_review(conversation: Conversation, draft: Draft) -> Draft:
    """Return the draft without review and confirmation, so that both are asked again."""
    last = {step.name for step in conversation.steps if isinstance(step, ReviewStep | ConfirmStep)}
    return {k: v for k, v in draft.items() if k not in last and not k.startswith("?")}


def valid_position(
    conversation: Conversation, state: ConversationState, context: ConversationContext
) -> ConversationState:
    """Return the state, moved to where it can continue if its step is gone or no longer applies."""
    step = conversation.step(state.step)
    if state.step == PICK or (step and step.when(state.draft, context)):
        return state
    return at_step(
        state, next_step(conversation, state.draft, context) or _last_step(conversation, state.draft, context)
    )


def _last_step(conversation: Conversation, draft: Draft, context: ConversationContext) -> str:
    """Return the last step that applies: an earlier release may have asked one that this one leaves out."""
    return next(step.name for step in reversed(conversation.steps) if step.when(draft, context))


def refresh_state(
    conversation: Conversation, state: ConversationState, context: ConversationContext
) -> ConversationState:
    """Return the state without answers that are no longer valid, at the step that asks for them again."""
    draft = conversation.refresh_draft(state.draft, context)
    if draft == state.draft:
        return state
    return at_step(
        replace(state, draft=draft),
        next_step(conversation, draft, context) or _last_step(conversation, draft, context),
    )


def earlier_step(conversation: Conversation, first: str, second: str) -> str:
    """Return the earlier of two steps; picking an answer to change counts as the last."""
    names = [step.name for step in conversation.steps]
    return second if {first, second} <= {*names} and names.index(second) < names.index(first) else first


def find_step(conversation: Conversation, name: str) -> Step:
    """Return the step of this name; raise Refusal("talk_unknown") if only an older version had it."""
    step = conversation.step(name)
    if step is None:
        raise Refusal("talk_unknown")
    return step


def at_step(state: ConversationState, step: str) -> ConversationState:
    """Return the state at another step, with editing ended."""
    return replace(state, step=step, editing=False)


def state_after_answer(
    conversation: Conversation,
    state: ConversationState,
    step: Step,
    read_as: Answer,
    answer: Answer,
    context: ConversationContext,
) -> ConversationState:
    """Return the state after a step handles `read_as`, the press or text that `answer` stands for."""
    outcome = step.handle(state.draft, read_as, context)
    if isinstance(outcome, Goto):
        return replace(state, step=outcome.step, draft=outcome.draft, editing=outcome.step == PICK)
    at = next_step(conversation, outcome, context) if step.answered(outcome) else step.name
    moved = replace(state, step=at, draft=outcome, editing=state.editing and at == step.name, last={})
    if not isinstance(answer, TextAnswer):
        return moved
    return with_source(moved, step.answered_name(outcome), answer)
