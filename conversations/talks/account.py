"""Signing in with a one-time code, and signing out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Note, Screen
from conversations.steps import ConfirmStep, TextStep
from conversations.talk import LEAVE, Draft, Finished, Goto, Step, Talk
from conversations.world import World
from core.errors import Refusal
from core.words import _

AGAIN = Button(_("Kirim Ulang Kode"), says="again")
OTHER = Button(_("Ganti Alamat"), says="other")
SENT_AGAIN = Note(
    _("Bila alamat ini terdaftar, kode baru sudah dikirim. Kode yang lama tidak berlaku lagi."),
    is_wrong=False,
)
# Six digits among other words, also in two halves.
_CODE = re.compile(r"(?<!\d)\d{3}[ ]?\d{3}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class CodeStep(Step):
    """The six digits of the e-mail; the right ones link this chat."""

    def ask(self, draft: Draft, _world: World) -> Screen:
        note = SENT_AGAIN if "?again" in draft else None
        return Screen("account/code.html", {"address": draft["email"]}, ((AGAIN,), (OTHER,)), note)

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft | Goto:
        match answer:
            case Pressed(says="again"):
                world.sign_in.request(draft["email"])
                return {**draft, "?again": True}
            case Pressed(says="other"):
                return Goto("email", {})
            case Typed(text=text) if code := code_in(text):
                world.sign_in.enter(code)
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


SIGN_IN = Talk(
    name="sign_in",
    title=_("Masuk"),
    finish=lambda _draft, _world: Finished(Screen("account/signed_in.html"), signed_in=True),
    parks=False,
    about_ticket=False,
    steps=(
        TextStep(
            name="email",
            title=_("Alamat e-mail"),
            template="account/email.html",
            read=lambda text, world: world.sign_in.request(text),
        ),
        CodeStep(name="code", title=_("Kode"), keepable=False),
    ),
)


def _leave(_draft: Draft, world: World) -> Finished:
    world.sign_in.leave()
    return Finished(Screen("account/signed_out.html"))


SIGN_OUT = Talk(
    name="sign_out",
    title=_("Keluar"),
    finish=_leave,
    parks=False,
    about_ticket=False,
    steps=(
        ConfirmStep(
            template="account/sign_out.html",
            summary=lambda _draft, world: {"person": world.me},
            back_to=LEAVE,
        ),
    ),
)
