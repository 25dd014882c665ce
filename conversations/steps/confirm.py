"""Steps that end a talk: looking over all answers, changing one of them, and saying yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen, Style
from conversations.talk import PICK, Draft, Goto, Step
from conversations.world import World
from core.errors import Refusal
from core.words import _

YES = Button(_("Ya"), says="yes", style=Style.SEND)
NO = Button(_("Tidak"), says="no")
CHANGE = Button(_("Ubah"), says="change", icon="✏️")


@dataclass(frozen=True, kw_only=True)
class ReviewStep(Step):
    """All answers on one screen, a button that sends, and one that leads to changing any of them.

    `summary` is the data of the template; `send` the label of the button that goes on.
    """

    template: str
    send: str
    summary: Callable[[Draft, World], Mapping[str, object]]
    name: str = "review"
    title: str = _("Periksa")
    editable: bool = False

    def ask(self, draft: Draft, world: World) -> Screen:
        rows = ((Button(self.send, says="send", style=Style.SEND),), (CHANGE,))
        return Screen(self.template, self.summary(draft, world), rows)

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft | Goto:
        match answer:
            case Pressed(says="change"):
                return Goto(PICK, draft)
            case Pressed(says="send"):
                return {**draft, self.name: True}
            case _:
                raise Refusal("choice_expected")


@dataclass(frozen=True, kw_only=True)
class ConfirmStep(Step):
    """Yes or no to one question; no leads to `back_to`: unless told otherwise, to picking what to change."""

    template: str
    summary: Callable[[Draft, World], Mapping[str, object]]
    back_to: str = PICK
    name: str = "confirm"
    title: str = _("Konfirmasi")
    editable: bool = False
    yes: Button = YES

    def ask(self, draft: Draft, world: World) -> Screen:
        return Screen(self.template, self.summary(draft, world), ((NO, self.yes),))

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft | Goto:
        match answer:
            case Pressed(says="yes"):
                return {**draft, self.name: True}
            case Typed(text=text) if text.strip().casefold() in {"ya", "y", "yes", "iya"}:
                return {**draft, self.name: True}
            case Pressed(says="no"):
                return self._no(draft)
            case Typed(text=text) if text.strip().casefold() in {"tidak", "t", "no", "tdk"}:
                return self._no(draft)
            case _:
                raise Refusal("choice_expected")

    def _no(self, draft: Draft) -> Goto:
        return Goto(self.back_to, {k: v for k, v in draft.items() if k != self.back_to})
