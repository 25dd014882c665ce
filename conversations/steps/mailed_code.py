"""A step that is answered with the six digits of a letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Note, Screen
from conversations.talk import Draft, Goto, Step
from conversations.world import World
from core.errors import Refusal
from core.words import _

AGAIN = Button(_("Kirim Ulang Kode"), says="again")
OTHER = Button(_("Ganti Alamat"), says="other")
# Six digits among other words, also in two halves.
_CODE = re.compile(r"(?<!\d)\d{3}[ ]?\d{3}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class MailedCodeStep(Step):
    """The code of a letter to the draft's `email`; `enter` does what the right one is good for.

    `request` sends another letter, of which `sent_again` speaks: nobody learns whether the address is known.
    """

    keepable: bool = False
    template: str
    sent_again: str
    request: Callable[[Draft, World], object]
    enter: Callable[[Draft, World, str], object]

    def ask(self, draft: Draft, _world: World) -> Screen:
        note = Note(self.sent_again, is_wrong=False) if "?again" in draft else None
        return Screen(self.template, {"address": draft["email"]}, ((AGAIN,), (OTHER,)), note)

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft | Goto:
        match answer:
            case Pressed(says="again"):
                self.request(draft, world)
                return {**draft, "?again": True}
            case Pressed(says="other"):
                return Goto("email", {})
            case Typed(text=text) if code := code_in(text):
                self.enter(draft, world, code)
                return self.keep(draft, True)
            case _:
                raise Refusal("code_expected")


def code_in(text: str) -> str:
    """The code that was typed, or that stands in a letter pasted whole; "" where none can be told."""
    alone = "".join(text.split())
    if alone.isdecimal():
        return alone
    found = _CODE.findall(text)
    return "".join(found[0].split()) if len(found) == 1 else ""
