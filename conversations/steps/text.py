"""A step that is answered with a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASK_TEMPLATE, Draft, Step
from conversations.rendering.screen import Button, Screen, Style, columns
from core.errors import Refusal
from core.input.texts import TEXT_MAX, storable_text
from core.words import _

SKIP = Button(_("Lewati"), says="skip")
USE_KEPT = Button(_("Pakai Tulisan Ini"), says="kept", style=Style.MAIN)
# The key of a draft for words that came before the question for the ticket's text.
KEPT_WORDS = "kept_words"


def no_offer(_draft: Draft, _context: ConversationContext) -> str:
    """Return "": the default of `TextStep.offer`, which proposes nothing."""
    return ""


@dataclass(frozen=True, kw_only=True)
class TextStep(Step):
    """Ask for a text; `read` returns what is stored, or raises Refusal.

    A `skippable` step has a button to leave it empty. `offer` proposes an answer under `offer_label`. With
    `joins_messages` the rest of a forwarded batch, or of a text that Telegram split, is added to the first
    part, and words that came before the question stand before the answer.
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
        kept = self._kept(draft)
        if kept and self._is_good(kept, context):
            buttons.append(USE_KEPT)
        data = {"current": draft.get(self.name) or "", "offered": offered, "kept": kept}
        return Screen(self.template, data, columns(buttons, 1))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case TextAnswer(text=text):
                return self.take_text(draft, text, context)
            case PressAnswer(says=USE_KEPT.says) if kept := self._kept(draft):
                return self._answered_with(draft, kept, context)
            case PressAnswer(says="skip") if self.skippable:
                return self.with_answer(draft, "")
            case PressAnswer(says="offer") if offered := self.offer(draft, context):
                return self.with_answer(draft, self.read(offered, context))
            case _:
                raise Refusal("text_expected")

    def take_text(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        """Return the draft with a text as the answer; raise Refusal where it can't be one."""
        kept = self._kept(draft)
        return self._answered_with(draft, f"{kept}\n{text}" if kept else text, context)

    def with_kept(self, draft: Draft, text: str) -> Draft:
        """Return the draft with words kept for this step; raise Refusal where they are too many."""
        before = self._kept(draft)
        words = storable_text(f"{before}\n{text}" if before else text)
        if len(words) > TEXT_MAX:
            raise Refusal("text_too_long", limit=TEXT_MAX, length=len(words))
        return {**draft, KEPT_WORDS: words}

    def _answered_with(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        answered = self.with_answer(draft, self.read(text, context))
        return {k: v for k, v in answered.items() if not (self.joins_messages and k == KEPT_WORDS)}

    def _kept(self, draft: Draft) -> str:
        return str(draft.get(KEPT_WORDS, "")) if self.joins_messages else ""

    def _is_good(self, text: str, context: ConversationContext) -> bool:
        try:
            self.read(text, context)
        except Refusal:
            return False
        return True

    def extend(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        """Return the draft with more text added to the present answer."""
        return {**draft, self.name: self.read(f"{draft[self.name]}\n{text}", context)}
