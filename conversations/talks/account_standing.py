"""“Nonaktifkan”, “Aktifkan” and “Putuskan Telegram”: one question before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conversations.screens.accounts import done
from conversations.steps import ConfirmStep
from conversations.talk import LEAVE, Draft, Finished, Talk, administrators_only
from conversations.world import World
from core.accounts import found
from core.errors import Refusal
from core.people import Person
from core.use_cases.close_account import DisableAccount, EnableAccount, UnlinkAccount
from core.words import _


@dataclass(frozen=True, slots=True)
class Deed:
    """What is asked, what it means, how it is done, and what is said then."""

    question: str
    meaning: str
    do: Callable[[World, int], Person]
    said: str
    invites: bool = False


def _disable(world: World, person_id: int) -> Person:
    return DisableAccount(world.accounts, world.sign_in, world.trail)(world.me, person_id, world.now)


def _enable(world: World, person_id: int) -> Person:
    return EnableAccount(world.accounts, world.trail)(world.me, person_id, world.now)


def _unlink(world: World, person_id: int) -> Person:
    return UnlinkAccount(world.accounts, world.sign_in, world.trail)(world.me, person_id, world.now)


DEEDS: Mapping[str, Deed] = {
    "disable": Deed(
        _("Nonaktifkan akun ini?"),
        _(
            "Orangnya langsung keluar dari chat dan tidak dapat masuk lagi. "
            "Tiket yang ditanganinya kembali ke antrean."
        ),
        _disable,
        _("Akun dinonaktifkan."),
    ),
    "enable": Deed(
        _("Aktifkan akun ini?"),
        _("Orangnya dapat masuk lagi dengan undangan atau e-mail, dengan peran yang sama seperti dulu."),
        _enable,
        _("Akun diaktifkan."),
        invites=True,
    ),
    "unlink": Deed(
        _("Putuskan Telegram dari akun ini?"),
        _("Orangnya langsung keluar dari chat. Akunnya tetap ada, dan ia dapat masuk lagi."),
        _unlink,
        _("Telegram diputuskan dari akun."),
        invites=True,
    ),
}


def _deed(draft: Draft) -> Deed:
    deed = DEEDS.get(draft.get("deed", ""))
    if deed is None:
        raise Refusal("talk_unknown")
    return deed


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    account = found(world.accounts, draft["account"])
    return {"deed": _deed(draft), "account": account}


def _finish(draft: Draft, world: World) -> Finished:
    deed = _deed(draft)
    return Finished(done(deed.said, deed.do(world, draft["account"]), invites=deed.invites))


ACCOUNT_STANDING = Talk(
    name="account_standing",
    title=_("Data Akun"),
    opens=administrators_only,
    finish=_finish,
    parks=False,
    about_ticket=False,
    bare=False,
    steps=(ConfirmStep(template="admin/accounts/standing.html", summary=_summary, back_to=LEAVE),),
)
