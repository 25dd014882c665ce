"""A step that is answered with a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen, columns
from conversations.talk import Draft, Step
from conversations.world import World
from core.errors import Refusal
from core.words import _

SKIP = Button(_("Lewati"), says="skip")


def no_offer(_draft: Draft, _world: World) -> str:
    """The default of `TextStep.offer`: nothing is proposed."""
    return ""


@dataclass(frozen=True, kw_only=True)
class TextStep(Step):
    """`read` turns a text into what is kept, or refuses it.

    With `skips` there is a button to leave it empty; `offer` proposes an answer under `offer_label`; with
    `joins` the rest of a forwarded batch, or of a text that came in two messages, is added to the first.
    """

    template: str
    read: Callable[[str, World], object]
    skips: bool = False
    joins: bool = False
    offer: Callable[[Draft, World], str] = no_offer
    offer_label: str = ""

    def ask(self, draft: Draft, world: World) -> Screen:
        offered = self.offer(draft, world)
        buttons = [Button(self.offer_label, says="offer")] if offered else []
        if self.skips:
            buttons.append(SKIP)
        current = draft.get(self.name) or ""
        return Screen(self.template, {"current": current, "offered": offered}, columns(buttons, 1))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        match answer:
            case Typed(text=text):
                return self.keep(draft, self.read(text, world))
            case Pressed(says="skip") if self.skips:
                return self.keep(draft, "")
            case Pressed(says="offer") if offered := self.offer(draft, world):
                return self.keep(draft, self.read(offered, world))
            case _:
                raise Refusal("text_expected")

    def extend(self, draft: Draft, text: str, world: World) -> Draft:
        """The draft with more text added to the answer that is there."""
        return {**draft, self.name: self.read(f"{draft[self.name]}\n{text}", world)}
