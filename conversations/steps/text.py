"""A step that is answered with a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASK_TEMPLATE, Draft, Step
from conversations.rendering.screen import Button, Screen, columns
from core.errors import Refusal
from core.words import _

SKIP = Button(_("Lewati"), says="skip")


def no_offer(_draft: Draft, _context: ConversationContext) -> str:
    """Return "": the default of `TextStep.offer`, which proposes nothing."""
    return ""


@dataclass(frozen=True, kw_only=True)
class TextStep(Step):
    """Ask for a text; `read` returns what is stored, or raises Refusal.

    A `skippable` step has a button to leave it empty. `offer` proposes an answer under `offer_label`. With
    `joins_messages` the rest of a forwarded batch, or of a text that Telegram split, is added to the first
    part.
    """

    read: Callable[[str, ConversationContext], object]
    skippable: bool = False
    joins_messages: bool = False
    offer: Callable[[Draft, ConversationContext], str] = no_offer
    offer_label: str = ""
    template: str = ASK_TEMPLATE

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        offered = self.offer(draft, context)
        buttons = [Button(self.offer_label, says="offer")] if offered else []
        if self.skippable:
            buttons.append(SKIP)
        current = draft.get(self.name) or ""
        return Screen(self.template, {"current": current, "offered": offered}, columns(buttons, 1))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case TextAnswer(text=text):
                return self.with_answer(draft, self.read(text, context))
            case PressAnswer(says="skip") if self.skippable:
                return self.with_answer(draft, "")
            case PressAnswer(says="offer") if offered := self.offer(draft, context):
                return self.with_answer(draft, self.read(offered, context))
            case _:
                raise Refusal("text_expected")

    def extend(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        """Return the draft with more text added to the present answer."""
        return {**draft, self.name: self.read(f"{draft[self.name]}\n{text}", context)}
