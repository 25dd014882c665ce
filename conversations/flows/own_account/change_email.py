"""“Ubah E-mail”: change one's own e-mail address, confirmed by a code that is sent to the new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.addressing.addresses import Profile
from conversations.answers import Answer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, Goto
from conversations.rendering.screen import Button, Screen
from conversations.screens.menu import to_menu
from conversations.steps import ConfirmStep, MailedCodeStep, TextStep
from core.use_cases.own_account.change_email import read_new_email
from core.words import _


@dataclass(frozen=True, kw_only=True)
class SendCodeStep(ConfirmStep):
    """Confirm the new address; “yes” sends the code."""

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft | Goto:
        changed = super().handle(draft, answer, context)
        if not isinstance(changed, Goto):
            context.sign_in.request_change(draft["email"])
        return changed


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    return {"former": context.me.email, "address": draft["email"]}


def _finish(draft: Draft, _context: ConversationContext) -> ConversationEnd:
    rows = ((Button(_("Profil"), to=Profile()), to_menu()),)
    return ConversationEnd(Screen("profile/email_changed.html", {"address": draft["email"]}, rows))


CHANGE_EMAIL = Conversation(
    name="email",
    title=_("Ubah E-mail"),
    check_access=lambda context: context.sign_in.check_mail(),
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    steps=(
        TextStep(
            name="email",
            title=_("Alamat e-mail"),
            prompt=_("Ketik alamat e-mail Anda yang baru. Kami akan mengirim kode enam angka ke sana."),
            read=lambda text, context: read_new_email(context.me, text),
            clears=("confirm",),
        ),
        SendCodeStep(template="profile/email_confirm.html", summary=_summary, back_to="email"),
        MailedCodeStep(
            name="code",
            title=_("Kode"),
            template="profile/email_code.html",
            resent_message=_(
                "Bila alamat ini dapat dipakai, kode baru sudah dikirim. Kode yang lama tidak berlaku lagi."
            ),
            send_code=lambda draft, context: context.sign_in.request_change(draft["email"]),
            enter_code=lambda draft, context, code: context.sign_in.enter_change(draft["email"], code),
        ),
    ),
)
