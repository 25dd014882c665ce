"""Open the list and the card of accounts for an administrator."""

from __future__ import annotations

from collections.abc import Iterable

from conversations.flows.admin.account_search import account_filters_from, describe_account_filters
from conversations.rendering.screen import Note
from conversations.screens.admin import accounts as screens
from core.administration.accounts import Account, AccountFilters, find_account
from core.errors import Refusal
from core.input.emails import read_email
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft

KEPT = "accounts"


def open_accounts(
    context: RequestContext, cursor: str = "", *, back: bool = False, open_exact: bool = False
) -> None:
    """Show the accounts that the kept search finds; `open_exact` opens the one whose address was typed."""
    park_draft(context)
    kept = context.chat.memo.get(KEPT, {})
    filters = account_filters_from(kept)
    if open_exact and (owner := _owner(context, filters)) is not None:
        open_account(context, owner)
        return
    page = context.unit.account_search.page(filters, cursor, back=back)
    filters_shown = describe_account_filters(kept, context.conversation_context())
    context.show(screens.account_list(page, filters_shown, _names(context, page.items)))


def open_account(context: RequestContext, person_id: int, note: Note | None = None) -> None:
    """Show the card of an account; raise Refusal("account_unknown") where there is none."""
    park_draft(context)
    account = find_account(context.unit.accounts, person_id)
    lpses = _names(context, [account])
    context.show(screens.account_card(account, lpses, is_me=person_id == context.me.id, note=note))


def _owner(context: RequestContext, filters: AccountFilters) -> int | None:
    if filters.role or filters.lpse_id or filters.standing:
        return None
    try:
        return context.unit.accounts.id_of(read_email(filters.text))
    except Refusal:
        return None


def _names(context: RequestContext, accounts: Iterable[Account]) -> dict[int, str]:
    """Return the names of these accounts' LPSEs by id."""
    lpses = context.unit.lpses
    return {i: lpse.name for i in screens.lpse_ids_of(accounts) if (lpse := lpses.get(i))}
