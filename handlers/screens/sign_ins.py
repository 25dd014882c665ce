"""Open invitations, answer requests of other chats for a code, and show the trail of signing in."""

from __future__ import annotations

from conversations.rendering.screen import Note
from conversations.screens.admin import sign_ins as screens
from core.administration.accounts import find_account
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.use_cases.own_account.invitation import invitation_digest
from core.words import _
from handlers.context.chat_sign_in import ChatSignIn
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.screens import conversation_flow, navigation, watching

PAGE = 10


def open_invitation(context: RequestContext, code: str) -> None:
    """Sign in by the code of an invitation; ask first in a chat that speaks for somebody else."""
    digest, sign_in = invitation_digest(code), _sign_in(context)
    try:
        person = sign_in.invited(digest)
        if context.person is not None and context.person.id != person.id:
            conversation_flow.begin(context, "invitation", draft={"digest": digest})
            return
        park_draft(context)
        sign_in.accept(digest)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal)
        return
    context.__dict__.pop("person", None)
    watching.open_after_sign_in(context, Note(_("Selamat datang! Anda sudah masuk."), is_wrong=False))


def answer_request(context: RequestContext, chat_id: int, *, approved: bool) -> None:
    """Answer, as the owner of an account, another chat's request for a code.

    Raise Refusal("sign_in_request_gone") where it is answered, outdated, or about another account.
    """
    if approved:
        _sign_in(context).approve(chat_id)
        context.answer_press(Note(_("Kode dikirim ke alamat e-mail akun Anda."), is_wrong=False))
    else:
        _sign_in(context).deny(chat_id)
        context.answer_press(Note(_("Permintaan ditolak."), is_wrong=False))


def open_trail(context: RequestContext, person_id: int = 0, before_id: int | None = None) -> None:
    """Show administrators a page of the trail of signing in: of one account or, for 0, of all."""
    require_administrator(context.me)
    park_draft(context)
    person = find_account(context.unit.accounts, person_id).person if person_id else None
    lines = context.unit.sign_in_trail.newest(PAGE + 1, before_id, person.id if person else None)
    more = len(lines) > PAGE
    context.show(screens.sign_ins(lines[:PAGE], person, more=more, begun=before_id is not None))


def _sign_in(context: RequestContext) -> ChatSignIn:
    return ChatSignIn(context.unit, context.chat, context.now, context.helpdesk)
