"""An account as the forms about it see it, to tell whether somebody has changed it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addressing.admin_addresses import AccountPlace, AccountScreen
from conversations.context import ConversationContext
from conversations.conversation import Draft
from conversations.flows.admin.editions import Edition
from core.administration.accounts import Account, assignment_name
from core.administration.audit import AuditedRecord
from core.use_cases.accounts.change_account import account_fields


def data_edition(draft: Draft, context: ConversationContext) -> Edition | None:
    """Return the account's data, which one form asks for."""
    account = _account(draft, context)
    if account is None:
        return None
    fields = account_fields(account.person)
    return _edition(account, fields, fields)


def roles_edition(draft: Draft, context: ConversationContext) -> Edition | None:
    """Return the account's roles, to which a form adds one or takes one from."""
    account = _account(draft, context)
    return _edition(account, {"role": _roles(account, context)}) if account else None


def access_edition(draft: Draft, context: ConversationContext) -> Edition | None:
    """Return everything of an account that somebody weighs before disabling or enabling it."""
    account = _account(draft, context)
    if account is None:
        return None
    roles = {"role": _roles(account, context), "retired": account.is_disabled}
    return _edition(account, {**account_fields(account.person), **roles})


def _account(draft: Draft, context: ConversationContext) -> Account | None:
    return context.accounts.get(int(draft["account"])) if draft.get("account") else None


def _roles(account: Account, context: ConversationContext) -> list[str]:
    return [", ".join(assignment_name(one, context.lpses)) for one in account.person.assignments]


def _edition(
    account: Account, facts: Mapping[str, object], answers: Mapping[str, object] | None = None
) -> Edition:
    card = AccountScreen(AccountPlace.CARD, account.person.id)
    return Edition(AuditedRecord.ACCOUNT.key(account.person.id), facts, card, answers or {})
