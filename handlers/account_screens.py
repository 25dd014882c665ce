"""The list and the card of accounts, as an administrator opens them."""

from __future__ import annotations

from collections.abc import Iterable

from conversations.screen import Note
from conversations.screens import accounts as screens
from conversations.talks.account_search import account_filters_in, accounts_said
from core.accounts import Account, AccountFilters, found
from core.emails import read_email
from core.errors import Refusal
from handlers.drafts import park
from handlers.visit import Visit

KEPT = "accounts"


def open_accounts(visit: Visit, cursor: str = "", *, back: bool = False, straight: bool = False) -> None:
    """What the administrator's search finds; `straight` opens an account that its whole address names."""
    park(visit)
    kept = visit.chat.memo.get(KEPT, {})
    filters = account_filters_in(kept)
    if straight and (owner := _owner(visit, filters)) is not None:
        open_account(visit, owner)
        return
    page = visit.unit.account_search.page(filters, cursor, back=back)
    said = accounts_said(kept, visit.world())
    lpses = _names(visit, page.lines)
    visit.show(screens.account_list(page.lines, said, lpses, previous=page.previous, following=page.next))


def open_account(visit: Visit, person_id: int, note: Note | None = None) -> None:
    """The card of an account; refuses `account_unknown`."""
    park(visit)
    account = found(visit.unit.accounts, person_id)
    lpses = _names(visit, [account])
    visit.show(screens.account_card(account, lpses, is_me=person_id == visit.me.id, note=note))


def _owner(visit: Visit, filters: AccountFilters) -> int | None:
    if filters.role or filters.lpse_id:
        return None
    try:
        return visit.unit.accounts.id_of(read_email(filters.text))
    except Refusal:
        return None


def _names(visit: Visit, accounts: Iterable[Account]) -> dict[int, str]:
    """What the LPSEs of these accounts are called."""
    offices = visit.unit.offices
    return {i: lpse.name for i in screens.lpse_ids_of(accounts) if (lpse := offices.get(i))}
