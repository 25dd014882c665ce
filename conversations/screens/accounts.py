"""Accounts as administrators see them: the list, the card, and what was done to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from conversations import addresses
from conversations.pages import excerpt
from conversations.screen import Button, Note, Rows, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.accounts import Account
from core.people import Person
from core.words import _

# Units of a name that a button has room for.
SHORT = 40
# Roles of a person that a line of the list has room for.
FEW_ROLES = 2


def account_list(
    accounts: Sequence[Account],
    said: Sequence[tuple[str, str]],
    lpses: Mapping[int, str],
    *,
    previous: str | None = None,
    following: str | None = None,
    note: Note | None = None,
) -> Screen:
    """Ten accounts, a button to open each, and the ways to the other pages.

    `said` is what was looked for; `lpses` names those of the accounts.
    """
    opening = [
        Button(
            # As a fact, since a name that is also a word of ours must not be translated.
            _("%(number)s. %(name)s"),
            to=addresses.administration("account", account.person.id),
            facts={"number": number, "name": excerpt(account.person.name, SHORT)},
        )
        for number, account in enumerate(accounts, 1)
    ]
    search = (
        Button(_("Cari Akun"), to=addresses.administration("accounts"), icon="🔎"),
        Button(_("Saring"), to=addresses.administration("account_refine"), icon="🎚"),
    )
    add = Button(_("Tambah Akun"), to=addresses.administration("account_add"), icon="🆕")
    rows = (*columns(opening, 2), *_turns(previous, following), search, (add, to_menu()))
    data = {"accounts": accounts, "said": said, "lpses": lpses, "few": FEW_ROLES}
    return Screen("admin/accounts/list.html", data, rows, note)


def account_card(
    account: Account, lpses: Mapping[int, str], *, is_me: bool, note: Note | None = None
) -> Screen:
    """Everything about one account, and what may be done with it."""
    data = {"account": account, "person": account.person, "lpses": lpses}
    return Screen("admin/accounts/card.html", data, _deeds(account, is_me=is_me), note)


def invited(person: Person, link: str, days: int, *, mailed: bool) -> Screen:
    """The link that signs this person in; `days` is how long it is good, `mailed` that it was sent too."""
    rows = (
        (Button(_("Salin Tautan"), copy=link, icon="📋"),),
        (to_account(person.id), to_menu()),
    )
    data = {"person": person, "link": link, "days": days, "mailed": mailed}
    return Screen("admin/accounts/invited.html", data, rows)


def done(said: str, person: Person, *, invites: bool = False) -> Screen:
    """Something was done to an account; `invites` offers to let its person in next."""
    invite = ((_invite(person.id),),) if invites else ()
    rows = (*invite, (to_account(person.id), to_menu()))
    return Screen("admin/accounts/done.html", {"said": said, "person": person}, rows)


def to_account(person_id: int) -> Button:
    return Button(_("Lihat Akun"), to=addresses.administration("account", person_id), icon="👤")


def lpse_ids_of(accounts: Iterable[Account]) -> set[int]:
    """The LPSEs that these accounts name."""
    return {lpse_id for account in accounts for lpse_id in account.person.lpse_ids}


def _invite(person_id: int) -> Button:
    return Button(
        _("Undang"), to=addresses.administration("account_invite", person_id), style=Style.MAIN, icon="✉️"
    )


def _deeds(account: Account, *, is_me: bool) -> Rows:
    person_id = account.person.id

    def deed(label: str, place: str, icon: str, style: Style = Style.PLAIN) -> Button:
        return Button(label, to=addresses.administration(place, person_id), icon=icon, style=style)

    roles = [deed(_("Tambah Peran"), "role_give", "🔑")]
    if account.person.assignments:
        roles.append(deed(_("Cabut Peran"), "role_take", "🔒"))
    ways = [] if account.is_disabled else [_invite(person_id)]
    if account.is_linked and not is_me:
        ways.append(deed(_("Putuskan Telegram"), "account_unlink", "✂️"))
    standing = [deed(_("Aktifkan"), "account_enable", "▶️", Style.SEND)] if account.is_disabled else []
    if not account.is_disabled and not is_me:
        standing = [deed(_("Nonaktifkan"), "account_disable", "⛔", Style.END)]
    change = deed(_("Ubah Akun"), "account_change", "✏️")
    back = Button(_("Daftar Akun"), to=addresses.administration("account_list"), icon="👥")
    rows = ((change,), tuple(roles), tuple(ways), tuple(standing), (back, to_menu()))
    return tuple(row for row in rows if row)


def _turns(previous: str | None, following: str | None) -> Rows:
    turns = [
        Button(label, to=addresses.administration("account_list", f"{way}{cursor}"), icon=icon)
        for label, icon, way, cursor in (
            (_("Sebelumnya"), "◀️", "b", previous),
            (_("Berikutnya"), "▶️", "f", following),
        )
        if cursor is not None
    ]
    return (tuple(turns),) if turns else ()
