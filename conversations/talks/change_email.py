"""“Ubah E-mail”: another address for one's account, proven by a code that is sent to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.addresses import menu, profile
from conversations.answers import Answer
from conversations.screen import Button, Screen
from conversations.steps import ConfirmStep, MailedCodeStep, TextStep
from conversations.talk import Draft, Finished, Goto, Talk
from conversations.world import World
from core.use_cases.change_email import read_new_email
from core.words import _


@dataclass(frozen=True, kw_only=True)
class SendCodeStep(ConfirmStep):
    """What will change; yes sends the code."""

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft | Goto:
        heard = super().hear(draft, answer, world)
        if not isinstance(heard, Goto):
            world.sign_in.request_change(draft["email"])
        return heard


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
        MailedCodeStep(
            name="code",
            title=_("Kode"),
            template="profile/email_code.html",
            sent_again=_(
                "Bila alamat ini dapat dipakai, kode baru sudah dikirim. Kode yang lama tidak berlaku lagi."
            ),
            request=lambda draft, world: world.sign_in.request_change(draft["email"]),
            enter=lambda draft, world, code: world.sign_in.enter_change(draft["email"], code),
        ),
    ),
)
