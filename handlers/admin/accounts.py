"""Handle an administrator's buttons about accounts: open conversations, and send invitations at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.addressing.admin_addresses import AccountPlace
from conversations.conversation import Draft
from conversations.flows.admin.account_form import NEW_DRAFT, change_draft
from conversations.flows.admin.account_search import ADVANCED, with_defaults
from conversations.rendering.screen import Note, Screen
from conversations.screens.admin import accounts as screens
from core.administration.accounts import find_account
from core.errors import Refusal
from core.messaging.outgoing import Letter, LetterKind, RefusalNotice, SendLetter
from core.people.people import Person
from core.use_cases.accounts.change_roles import check_room
from core.use_cases.accounts.invite_account import InviteAccount
from core.use_cases.own_account.invitation import InvitePerson
from core.words import _
from handlers.context.message_body import note_body
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.context.send_priority import SendPriority
from handlers.context.sign_in_letters import INVITATION_REFUSED
from handlers.screens import conversation_flow, sign_ins
from handlers.screens.accounts import KEPT, open_account


def edit_filters(context: RequestContext) -> None:
    """Offer the search of accounts again, with its filters as they are."""
    kept = with_defaults(context.chat.memo.get(KEPT, {}))
    conversation_flow.begin(context, "account_search", draft={**kept, ADVANCED: True})


def add(context: RequestContext) -> None:
    """Begin a new account."""
    conversation_flow.begin(context, "account", draft=NEW_DRAFT)


def _change(context: RequestContext, person_id: int) -> None:
    conversation_flow.begin(
        context, "account", draft=change_draft(find_account(context.unit.accounts, person_id))
    )


def _give_role(context: RequestContext, person_id: int) -> None:
    account = find_account(context.unit.accounts, person_id)
    check_room(account.person)
    conversation_flow.begin(context, "role_give", draft={"account": account.person.id})


def _take_role(context: RequestContext, person_id: int) -> None:
    account = find_account(context.unit.accounts, person_id)
    if not account.person.assignments:
        raise Refusal("role_gone")
    conversation_flow.begin(context, "role_take", draft={"account": account.person.id})


def _about(conversation: str, **more: str) -> Callable[[RequestContext, int], None]:
    """Return a handler that begins this conversation about an account, with `more` in its draft."""

    def follow(context: RequestContext, person_id: int) -> None:
        account = find_account(context.unit.accounts, person_id)
        draft: Draft = {"account": account.person.id, **more}
        conversation_flow.begin(context, conversation, draft=draft)

    return follow


def _invite(context: RequestContext, person_id: int) -> None:
    """Show a link that signs the person in, and send it to their address."""
    park_draft(context)
    find_account(context.unit.accounts, person_id)
    unit, settings = context.unit, context.unit.master.settings
    try:
        if not context.helpdesk.link:
            raise Refusal("link_unknown")
        invite = InviteAccount(unit.accounts, InvitePerson(unit.invitations, settings), unit.audit)
        person, code = invite(context.me, person_id, context.now)
    except Refusal as refusal:
        if refusal.code == "not_administrator":
            raise
        open_account(context, person_id, context.refusal_note(refusal))
        return
    link = f"{context.helpdesk.link}?start={code}"
    mailed = context.helpdesk.can_mail
    if mailed:
        _mail(context, person, link)
    context.show(screens.invited(person, link, settings.invitation_days, mailed=mailed))


def _mail(context: RequestContext, person: Person, link: str) -> None:
    """Put the letter with the link into the outbox, in the person's language, replacing an unsent one.

    If the address takes no letters, the administrator is told in this chat.
    """
    renderer, settings = context.helpdesk.renderer, context.unit.master.settings
    page = Screen(
        "mail/invitation.html", {"name": person.name, "link": link, "days": settings.invitation_days}
    )
    letter = Letter(
        to=person.email,
        subject=renderer.sentence(Note(_("Undangan LPSE Support")), person.language),
        text=renderer.without_markup(renderer.screen(page, person.language).text),
    )
    refused = renderer.note(Note(INVITATION_REFUSED, {"name": person.name}), context.chat.language)
    context.unit.outbox.add(
        SendLetter(
            LetterKind.INVITATION,
            letter,
            key=f"invitation:{person.id}",
            worthless_after=context.now + settings.invitation_lifetime,
            if_refused=RefusalNotice(context.chat.chat_id, note_body(str(refused))),
        ),
        chat_id=None,
        priority=SendPriority.ANSWER,
        at=context.now,
    )


PLACES: Mapping[AccountPlace, Callable[[RequestContext, int], None]] = {
    AccountPlace.CARD: open_account,
    AccountPlace.CHANGE: _change,
    AccountPlace.INVITE: _invite,
    AccountPlace.DISABLE: _about("account_standing", deed="disable"),
    AccountPlace.ENABLE: _about("account_standing", deed="enable"),
    AccountPlace.UNLINK: _about("account_standing", deed="unlink"),
    AccountPlace.GIVE_ROLE: _give_role,
    AccountPlace.TAKE_ROLE: _take_role,
    AccountPlace.SIGN_INS: sign_ins.open_trail,
}
