"""Sign in with a one-time code or by an invitation, renew a session, and sign out."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft
from conversations.rendering.screen import Screen
from conversations.screens.menu import draft_name
from conversations.steps import ConfirmStep, MailedCodeStep, TextStep
from core.errors import Refusal
from core.words import _


def _signed_in(_draft: Draft, _context: ConversationContext) -> ConversationEnd:
    return ConversationEnd(Screen("done.html", {"message": _("Anda sudah masuk.")}), signed_in=True)


def _nobody_is_signed_in(context: ConversationContext) -> None:
    """Raise Refusal("talk_unknown") in a chat that speaks for somebody, who has to leave it first."""
    if context.person is not None:
        raise Refusal("talk_unknown")


SIGN_IN = Conversation(
    name="sign_in",
    title=_("Masuk"),
    check_access=_nobody_is_signed_in,
    finish=_signed_in,
    keeps_draft=False,
    about_ticket=False,
    steps=(
        TextStep(
            name="email",
            title=_("Alamat e-mail"),
            template="account/email.html",
            read=lambda text, context: context.sign_in.request(text),
        ),
        MailedCodeStep(
            name="code",
            title=_("Kode"),
            template="account/code.html",
            resent_message=_(
                "Bila alamat ini terdaftar, kode baru sudah dikirim. Kode yang lama tidak berlaku lagi."
            ),
            send_code=lambda draft, context: context.sign_in.request(draft["email"]),
            enter_code=lambda draft, context, code: context.sign_in.enter(draft["email"], code),
            held_template="account/held.html",
            held_number=lambda draft, context: context.sign_in.held_number(draft["email"]),
        ),
    ),
)


def _drafts(context: ConversationContext) -> list[str]:
    return [name for key in context.sign_in.draft_keys() if (name := draft_name(key))]


def _invitation(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    other = context.sign_in.invited(draft["digest"])
    return {"me": context.me.name, "other": other.name, "drafts": _drafts(context)}


def _accept(draft: Draft, context: ConversationContext) -> ConversationEnd:
    context.sign_in.accept(draft["digest"])
    return _signed_in(draft, context)


# For a chat that speaks for somebody else than the person who is invited; elsewhere nothing is asked.
INVITATION = Conversation(
    name="invitation",
    title=_("Ganti akun"),
    finish=_accept,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(ConfirmStep(template="account/invitation.html", summary=_invitation, back_to=LEAVE),),
)


def _renewed(_draft: Draft, _context: ConversationContext) -> ConversationEnd:
    return ConversationEnd(Screen("done.html", {"message": _("Sesi Anda sudah diperbarui.")}))


RENEW_SESSION = Conversation(
    name="session",
    title=_("Perbarui sesi"),
    finish=_renewed,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(
        MailedCodeStep(
            name="code",
            title=_("Kode"),
            template="account/session.html",
            resent_message=_("Kode baru sudah dikirim. Kode yang lama tidak berlaku lagi."),
            send_code=lambda _draft, context: context.sign_in.request_renewal(),
            enter_code=lambda _draft, context, code: context.sign_in.renew(code),
            fixed_address=True,
        ),
    ),
)


def _leave(_draft: Draft, context: ConversationContext) -> ConversationEnd:
    context.sign_in.leave()
    return ConversationEnd(Screen("account/signed_out.html"))


def _leaving(_draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    documents = context.sign_in.count_documents()
    return {"person": context.me, "drafts": _drafts(context), "documents": documents}


SIGN_OUT = Conversation(
    name="sign_out",
    title=_("Keluar"),
    finish=_leave,
    keeps_draft=False,
    about_ticket=False,
    steps=(
        ConfirmStep(
            template="account/sign_out.html",
            summary=_leaving,
            back_to=LEAVE,
        ),
    ),
)
