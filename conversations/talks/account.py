"""Signing in with a one-time code, and signing out."""

from __future__ import annotations

from conversations.screen import Screen
from conversations.steps import ConfirmStep, MailedCodeStep, TextStep
from conversations.talk import LEAVE, Draft, Finished, Talk
from conversations.world import World
from core.words import _

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
        MailedCodeStep(
            name="code",
            title=_("Kode"),
            template="account/code.html",
            sent_again=_(
                "Bila alamat ini terdaftar, kode baru sudah dikirim. Kode yang lama tidak berlaku lagi."
            ),
            request=lambda draft, world: world.sign_in.request(draft["email"]),
            enter=lambda _draft, world, code: world.sign_in.enter(code),
        ),
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
