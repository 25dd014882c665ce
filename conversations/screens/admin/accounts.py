"""Accounts as administrators see them: the list, the card, and the result of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from conversations.addressing.admin_addresses import (
    AccountListPage,
    AccountPlace,
    AccountScreen,
    AdminPlace,
    AdminScreen,
)
from conversations.addressing.fields import Direction
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Button, Note, Rows, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.administration.accounts import Account
from core.pages import Page
from core.people.people import Person
from core.words import _

# UTF-16 units of a name that a button has room for.
SHORT = 40
# Roles of a person that a line of the list shows.
FEW_ROLES = 2


def account_list(
    page: Page[Account],
    filters: Sequence[tuple[str, str]],
    lpses: Mapping[int, str],
    note: Note | None = None,
) -> Screen:
    """Return a page of accounts, with a button for each and for the neighbouring pages.

    `filters` are shown by title and value; `lpses` has the names of the accounts' LPSEs by id.
    """
    opening = [
        Button(
            # Passed as a fact: a name that is also a label of ours must not be translated.
            _("%(number)s. %(name)s"),
            to=AccountScreen(AccountPlace.CARD, account.person.id),
            facts={"number": number, "name": excerpt(account.person.name, SHORT)},
        )
        for number, account in enumerate(page.items, 1)
    ]
    search = (
        Button(_("Cari Akun"), to=AdminScreen(AdminPlace.ACCOUNT_SEARCH), icon="🔎"),
        Button(_("Saring"), to=AdminScreen(AdminPlace.ACCOUNT_FILTERS), icon="🎚"),
    )
    add = Button(_("Tambah Akun"), to=AdminScreen(AdminPlace.ADD_ACCOUNT), icon="🆕")
    rows = (*columns(opening, 2), *_turns(page), search, (add, to_menu()))
    data = {"accounts": page.items, "filters": filters, "lpses": lpses, "few": FEW_ROLES}
    return Screen("admin/accounts/list.html", data, rows, note)


def account_card(
    account: Account, lpses: Mapping[int, str], *, is_me: bool, note: Note | None = None
) -> Screen:
    """Return everything about one account, and buttons for the possible changes."""
    data = {"account": account, "person": account.person, "lpses": lpses}
    return Screen("admin/accounts/card.html", data, _action_rows(account, is_me=is_me), note)


def invited(person: Person, link: str, days: int, *, mailed: bool) -> Screen:
    """Return the link that signs this person in; it is valid for `days`, and was `mailed` or not."""
    rows = (
        (Button(_("Salin Tautan"), copy=link, icon="📋"),),
        (to_account(person.id), to_menu()),
    )
    data = {"person": person, "link": link, "days": days, "mailed": mailed}
    return Screen("admin/accounts/invited.html", data, rows)


def account_changed(message: str, person: Person, *, invites: bool = False) -> Screen:
    """Return the result of a change; `invites` adds a button for an invitation."""
    invite = ((_invite(person.id),),) if invites else ()
    rows = (*invite, (to_account(person.id), to_menu()))
    return Screen("admin/accounts/done.html", {"message": message, "person": person}, rows)


def to_account(person_id: int) -> Button:
    return Button(_("Lihat Akun"), to=AccountScreen(AccountPlace.CARD, person_id), icon="👤")


def lpse_ids_of(accounts: Iterable[Account]) -> set[int]:
    """Return the ids of the LPSEs that these accounts are assigned to."""
    return {lpse_id for account in accounts for lpse_id in account.person.lpse_ids}


def _invite(person_id: int) -> Button:
    return Button(_("Undang"), to=AccountScreen(AccountPlace.INVITE, person_id), style=Style.MAIN, icon="✉️")


def _action_rows(account: Account, *, is_me: bool) -> Rows:
    person_id = account.person.id

    def action(label: str, place: AccountPlace, icon: str, style: Style = Style.PLAIN) -> Button:
        return Button(label, to=AccountScreen(place, person_id), icon=icon, style=style)

    roles = [action(_("Tambah Peran"), AccountPlace.GIVE_ROLE, "🔑")]
    if account.person.assignments:
        roles.append(action(_("Cabut Peran"), AccountPlace.TAKE_ROLE, "🔒"))
    sign_in = [] if account.is_disabled else [_invite(person_id)]
    if account.is_linked and not is_me:
        sign_in.append(action(_("Putuskan Telegram"), AccountPlace.UNLINK, "✂️"))
    access = [action(_("Aktifkan"), AccountPlace.ENABLE, "▶️", Style.SEND)] if account.is_disabled else []
    if not account.is_disabled and not is_me:
        access = [action(_("Nonaktifkan"), AccountPlace.DISABLE, "⛔", Style.END)]
    change = action(_("Ubah Akun"), AccountPlace.CHANGE, "✏️")
    sign_ins = action(_("Jejak Masuk"), AccountPlace.SIGN_INS, "👣")
    back = Button(_("Daftar Akun"), to=AdminScreen(AdminPlace.ACCOUNT_LIST), icon="👥")
    rows = ((change, sign_ins), tuple(roles), tuple(sign_in), tuple(access), (back, to_menu()))
    return tuple(row for row in rows if row)


def _turns(page: Page[Account]) -> Rows:
    turns = [
        Button(label, to=AccountListPage(direction, cursor), icon=icon)
        for label, icon, direction, cursor in (
            (_("Sebelumnya"), "◀️", Direction.BACK, page.previous),
            (_("Berikutnya"), "▶️", Direction.FORWARD, page.next),
        )
        if cursor is not None
    ]
    return (tuple(turns),) if turns else ()
