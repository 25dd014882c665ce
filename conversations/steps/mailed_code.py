"""A step that is answered with the six digits of an e-mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Draft, Goto, Step
from conversations.rendering.screen import Button, Note, Screen
from core.errors import Refusal
from core.input.characters import plain
from core.words import _

RESEND = Button(_("Kirim Ulang Kode"), says="again")
OTHER_ADDRESS = Button(_("Ganti Alamat"), says="other")
# Six digits among other words, perhaps with a blank in the middle.
_CODE = re.compile(r"(?<!\d)\d{3}[ ]?\d{3}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class MailedCodeStep(Step):
    """Ask for the code that was mailed to the draft's `email`; `enter_code` redeems it.

    `send_code` sends another e-mail, after which `resent_message` is shown: it does not reveal whether the
    address is known. While `held_number` returns a number, no e-mail was sent, and `held_template` says what
    it waits for. With a `fixed_address`, no other can be chosen.
    """

    keepable: bool = False
    template: str
    resent_message: str
    send_code: Callable[[Draft, ConversationContext], object]
    enter_code: Callable[[Draft, ConversationContext, str], object]
    held_template: str = ""
    held_number: Callable[[Draft, ConversationContext], str] = lambda _draft, _context: ""
    fixed_address: bool = False

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        number = self.held_number(draft, context)
        rows = ((RESEND,),) if self.fixed_address else ((RESEND,), (OTHER_ADDRESS,))
        if number:
            return Screen(self.held_template, {"address": draft["email"], "number": number}, rows)
        note = Note(self.resent_message, is_wrong=False) if "?again" in draft else None
        return Screen(self.template, dict(draft) | {"address": draft["email"]}, rows, note)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft | Goto:
        match answer:
            case PressAnswer(says="again"):
                self.send_code(draft, context)
                return {**draft, "?again": True}
            case PressAnswer(says="other"):
                return Goto("email", {})
            case TextAnswer(text=text) if code := find_code(text):
                self.enter_code(draft, context, code)
                return self.with_answer(draft, True)
            case _:
                raise Refusal("code_expected")


def find_code(text: str) -> str:
    """Return the code that was typed or that a pasted e-mail contains; "" if it is ambiguous or missing."""
    text = plain(text)
    joined = "".join(text.split()).strip(".")
    if joined.isdecimal():
        return joined
    found = _CODE.findall(text)
    return "".join(found[0].split()) if len(found) == 1 else ""
