"""“Nonaktifkan”, “Aktifkan” and “Putuskan Telegram”: one confirmation before access to an account changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft, administrators_only
from conversations.flows.admin.account_edition import access_edition
from conversations.flows.admin.editions import guard_edition
from conversations.screens.admin.accounts import account_changed
from conversations.steps import ConfirmStep
from core.administration.accounts import find_account
from core.errors import Refusal
from core.people.people import Person
from core.use_cases.accounts.disable_account import (
    DisableAccount,
    EnableAccount,
    UnlinkAccount,
    check_not_oneself,
)
from core.words import _


@dataclass(frozen=True, slots=True)
class AccessChange:
    """The question, its consequences, the use case, and the message afterwards.

    One that `shuts_out` is refused to administrators about themselves before they are asked.
    """

    question: str
    meaning: str
    do: Callable[[ConversationContext, int], Person]
    message: str
    invites: bool = False
    shuts_out: bool = False


def _disable(context: ConversationContext, person_id: int) -> Person:
    return DisableAccount(context.accounts, context.sign_in, context.trail)(
        context.me, person_id, context.now
    )


def _enable(context: ConversationContext, person_id: int) -> Person:
    return EnableAccount(context.accounts, context.trail)(context.me, person_id, context.now)


def _unlink(context: ConversationContext, person_id: int) -> Person:
    return UnlinkAccount(context.accounts, context.sign_in, context.trail)(context.me, person_id, context.now)


ACCESS_CHANGES: Mapping[str, AccessChange] = {
    "disable": AccessChange(
        _("Nonaktifkan akun ini?"),
        _(
            "Pemilik akun langsung keluar dari chat dan tidak dapat masuk lagi. Tiket yang ditanganinya "
            "kembali ke antrean."
        ),
        _disable,
        _("Akun dinonaktifkan."),
        shuts_out=True,
    ),
    "enable": AccessChange(
        _("Aktifkan akun ini?"),
        _("Pemilik akun dapat masuk lagi dengan undangan atau e-mail, dengan peran yang sama seperti dulu."),
        _enable,
        _("Akun diaktifkan."),
        invites=True,
    ),
    "unlink": AccessChange(
        _("Putuskan Telegram dari akun ini?"),
        _("Pemilik akun langsung keluar dari chat. Akunnya tetap ada, dan ia dapat masuk lagi."),
        _unlink,
        _("Telegram diputuskan dari akun."),
        invites=True,
        shuts_out=True,
    ),
}


def _change(draft: Draft) -> AccessChange:
    """Return the change that the draft names; raise Refusal("talk_unknown") if there is none."""
    change = ACCESS_CHANGES.get(draft.get("deed", ""))
    if change is None:
        raise Refusal("talk_unknown")
    return change


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    account = find_account(context.accounts, draft["account"])
    change = _change(draft)
    if change.shuts_out:
        check_not_oneself(context.me, account.person)
    return {"change": change, "account": account}


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    change = _change(draft)
    return ConversationEnd(
        account_changed(change.message, change.do(context, draft["account"]), invites=change.invites)
    )


_FORM = Conversation(
    name="account_standing",
    title=_("Data Akun"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(ConfirmStep(template="admin/accounts/standing.html", summary=_summary, back_to=LEAVE),),
)
ACCOUNT_ACCESS = guard_edition(_FORM, access_edition)
