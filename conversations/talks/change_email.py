"""“Ubah E-mail”: another address for one's account, proven by a code that is sent to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.addresses import menu, profile
from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Note, Screen
from conversations.steps import ConfirmStep, TextStep
from conversations.talk import Draft, Finished, Goto, Step, Talk
from conversations.talks.account import AGAIN, OTHER, code_in
from conversations.world import World
from core.errors import Refusal
from core.use_cases.change_email import read_new_email
from core.words import _

SENT_AGAIN = Note(
    _("Bila alamat ini dapat dipakai, kode baru sudah dikirim. Kode yang lama tidak berlaku lagi."),
    is_wrong=False,
)


@dataclass(frozen=True, kw_only=True)
class SendCodeStep(ConfirmStep):
    """What will change; yes sends the code."""

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft | Goto:
        heard = super().hear(draft, answer, world)
        if not isinstance(heard, Goto):
            world.sign_in.request_change(draft["email"])
        return heard


@dataclass(frozen=True, kw_only=True)
class NewAddressCodeStep(Step):
    """The six digits of the letter; the right ones change the address."""

    def ask(self, draft: Draft, _world: World) -> Screen:
        note = SENT_AGAIN if "?again" in draft else None
        return Screen("profile/email_code.html", {"address": draft["email"]}, ((AGAIN,), (OTHER,)), note)

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft | Goto:
        match answer:
            case Pressed(says="again"):
                world.sign_in.request_change(draft["email"])
                return {**draft, "?again": True}
            case Pressed(says="other"):
                return Goto("email", {})
            case Typed(text=text) if code := code_in(text):
                world.sign_in.enter_change(draft["email"], code)
                return self.keep(draft, True)
            case _:
                raise Refusal("code_expected")


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    return {"former": world.me.email, "address": draft["email"]}


def _finish(draft: Draft, _world: World) -> Finished:
    rows = ((Button(_("Profil"), to=profile()), Button(_("Menu"), to=menu())),)
    return Finished(Screen("profile/email_changed.html", {"address": draft["email"]}, rows))


CHANGE_EMAIL = Talk(
    name="email",
    title=_("Ubah E-mail"),
    opens=lambda world: world.sign_in.check_mail(),
    finish=_finish,
    parks=False,
    about_ticket=False,
    steps=(
        TextStep(
            name="email",
            title=_("Alamat e-mail"),
            template="profile/email.html",
            read=lambda text, world: read_new_email(world.me, text),
            clears=("confirm",),
        ),
        SendCodeStep(template="profile/email_confirm.html", summary=_summary, back_to="email"),
        NewAddressCodeStep(name="code", title=_("Kode"), keepable=False),
    ),
)
