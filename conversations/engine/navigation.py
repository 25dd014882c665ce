"""Buttons below every step: back, cancel, keep, and the choice of an answer to change."""

from __future__ import annotations

from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationState, Step
from conversations.engine.buttons import BACK, CANCEL, KEEP
from conversations.engine.step_order import steps_before
from conversations.rendering.screen import Button, Note, Rows, Screen, columns
from conversations.steps import ConfirmStep
from core.words import _


def navigation_rows(
    conversation: Conversation, step: Step, state: ConversationState, context: ConversationContext
) -> Rows:
    """Return the rows below a step: keep the present answer, back, cancel."""
    can_keep = step.editable and step.keepable and step.answered(state.draft)
    if isinstance(step, ConfirmStep) and step.back_to == LEAVE:
        return ()
    back = (BACK,) if state.editing or next(steps_before(conversation, state, context), None) else ()
    return (*(((KEEP,),) if can_keep else ()), (*back, CANCEL))


def answer_picker(
    conversation: Conversation, state: ConversationState, context: ConversationContext, note: Note | None
) -> Screen:
    """Return the screen with a button for each answer that can be changed."""
    steps = [s for s in conversation.steps if s.editable and s.when(state.draft, context)]
    buttons = [Button(s.title, says=f"pick:{s.name}") for s in steps]
    data = {"title": conversation.title, "prompt": _("Bagian mana yang ingin diubah?")}
    return Screen("question.html", data, (*columns(buttons, 2), (BACK, CANCEL)), note)
