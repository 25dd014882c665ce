"""Where an administrator's buttons about accounts lead; the invitation is the one thing done at a press."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.addresses import number_in
from conversations.rendering import plain
from conversations.screen import Note, Screen
from conversations.screens import accounts as screens
from conversations.talk import Draft
from conversations.talks.account_form import NEW, changing
from conversations.talks.account_search import ADVANCED, whole
from core.accounts import Account, found
from core.errors import Refusal
from core.people import Person
from core.use_cases.invite_account import InviteAccount
from core.use_cases.sign_in import InvitePerson
from core.words import _
from handlers import talking
from handlers.account_screens import KEPT, open_account, open_accounts
from handlers.drafts import park
from handlers.priorities import Priority
from handlers.visit import Visit


def _account(visit: Visit, what: str) -> Account:
    """The account of a button; refuses `account_unknown` for a number that somebody made up."""
    number = number_in(what)
    if number is None:
        raise Refusal("account_unknown")
    return found(visit.unit.accounts, number)


def _list(visit: Visit, what: str) -> None:
    open_accounts(visit, what[1:], back=what.startswith("b"))


def _refine(visit: Visit, _what: str) -> None:
    kept = whole(visit.chat.memo.get(KEPT, {}))
    talking.begin(visit, "account_search", draft={**kept, ADVANCED: True})


def _add(visit: Visit, _what: str) -> None:
    talking.begin(visit, "account", draft=NEW)


def _change(visit: Visit, what: str) -> None:
    talking.begin(visit, "account", draft=changing(_account(visit, what)))


def _role_take(visit: Visit, what: str) -> None:
    account = _account(visit, what)
    if not account.person.assignments:
        raise Refusal("role_gone")
    talking.begin(visit, "role_take", draft={"account": account.person.id})


def _about(talk: str, **more: str) -> Callable[[Visit, str], None]:
    """A talk about the account of the button."""

    def follow(visit: Visit, what: str) -> None:
        draft: Draft = {"account": _account(visit, what).person.id, **more}
        talking.begin(visit, talk, draft=draft)

    return follow


def _invite(visit: Visit, what: str) -> None:
    """A link that signs the person in, shown here and sent to their address."""
    park(visit)
    person_id = _account(visit, what).person.id
    unit, rules = visit.unit, visit.unit.master.rules
    try:
        if not visit.helpdesk.link:
            raise Refusal("link_unknown")
        invite = InviteAccount(unit.accounts, InvitePerson(unit.invitations, rules), unit.audit)
        person, code = invite(visit.me, person_id, visit.now)
    except Refusal as no:
        if no.code == "not_administrator":
            raise
        open_account(visit, person_id, visit.refuse(no))
        return
    link = f"{visit.helpdesk.link}?start={code}"
    mailed = visit.helpdesk.can_mail
    if mailed:
        _write(visit, person, link)
    visit.show(screens.invited(person, link, rules.invitation_days, mailed=mailed))


def _write(visit: Visit, person: Person, link: str) -> None:
    """The letter with the link, in the person's language; an earlier one that still waits is not sent."""
    renderer, days = visit.helpdesk.renderer, visit.unit.master.rules.invitation_days
    page = Screen("mail/invitation.html", {"name": person.name, "link": link, "days": days})
    visit.unit.outbox.put(
        chat_id=None,
        op="mail",
        method="invitation",
        payload={
            "to": person.email,
            "subject": renderer.sentence(Note(_("Undangan LPSE Support")), person.language),
            "text": plain(renderer.screen(page, person.language).text),
        },
        priority=Priority.ANSWER,
        key=f"invitation:{person.id}",
        at=visit.now,
    )


PLACES: Mapping[str, Callable[[Visit, str], None]] = {
    "accounts": lambda visit, _what: talking.begin(visit, "account_search"),
    "account_list": _list,
    "account_refine": _refine,
    "account": lambda visit, what: open_account(visit, _account(visit, what).person.id),
    "account_add": _add,
    "account_change": _change,
    "account_import": lambda visit, _what: talking.begin(visit, "account_import"),
    "account_invite": _invite,
    "account_disable": _about("account_standing", deed="disable"),
    "account_enable": _about("account_standing", deed="enable"),
    "account_unlink": _about("account_standing", deed="unlink"),
    "role_give": _about("role_give"),
    "role_take": _role_take,
}
