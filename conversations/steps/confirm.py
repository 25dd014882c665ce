"""Steps at the end of a conversation: reviewing all answers, and confirming."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASKS, PICK, Draft, Goto, Step
from conversations.rendering.screen import Button, Screen, Style
from conversations.steps.files import FILES
from core.errors import Refusal
from core.input.small_talk import is_no, is_yes
from core.words import _

YES = Button(_("Ya"), says="yes", style=Style.SEND)
NO = Button(_("Tidak"), says="no")
CHANGE = Button(_("Ubah"), says="change", icon="✏️")
ADD_FILE = Button(_("Tambah Berkas"), says=f"{ASKS}{FILES}", icon="📎")


def never(_draft: Draft, _context: ConversationContext) -> bool:
    """Return False: the default of `ConfirmStep.takes_files`."""
    return False


@dataclass(frozen=True, kw_only=True)
class ReviewStep(Step):
    """Show all answers, with a button that continues and one that leads to changing any of them.

    `summary` returns the data of the template; `send` is the label of the button that continues.
    """

    template: str
    send: str
    summary: Callable[[Draft, ConversationContext], Mapping[str, object]]
    name: str = "review"
    title: str = _("Periksa")
    editable: bool = False

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        rows = ((Button(self.send, says="send", style=Style.SEND),), (CHANGE,))
        return Screen(self.template, self.summary(draft, context), rows)

    def handle(self, draft: Draft, answer: Answer, _context: ConversationContext) -> Draft | Goto:
        match answer:
            case PressAnswer(says="change"):
                return Goto(PICK, draft)
            case PressAnswer(says="send"):
                return {**draft, self.name: True}
            case _:
                raise Refusal("choice_expected")


@dataclass(frozen=True, kw_only=True)
class ConfirmStep(Step):
    """Ask for yes or no; no leads to `back_to`, by default to picking an answer to change.

    Where `takes_files` holds, a button leads to the step for files.
    """

    template: str
    summary: Callable[[Draft, ConversationContext], Mapping[str, object]]
    back_to: str = PICK
    name: str = "confirm"
    title: str = _("Konfirmasi")
    editable: bool = False
    yes: Button = YES
    takes_files: Callable[[Draft, ConversationContext], bool] = never

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        more = ((ADD_FILE,),) if self.takes_files(draft, context) else ()
        return Screen(self.template, self.summary(draft, context), ((NO, self.yes), *more))

    def handle(self, draft: Draft, answer: Answer, _context: ConversationContext) -> Draft | Goto:
        match answer:
            case PressAnswer(says="yes"):
                return {**draft, self.name: True}
            case TextAnswer(text=text) if is_yes(text):
                return {**draft, self.name: True}
            case PressAnswer(says="no"):
                return self._no(draft)
            case TextAnswer(text=text) if is_no(text):
                return self._no(draft)
            case _:
                raise Refusal("choice_expected")

    @staticmethod
    def is_answered_by(text: str) -> bool:
        """Return whether a text says yes or no, whatever else it could mean."""
        return is_yes(text) or is_no(text)

    def _no(self, draft: Draft) -> Goto:
        return Goto(self.back_to, {k: v for k, v in draft.items() if k != self.back_to})
