"""Dispatch the addresses of administrators' buttons, after checking the sender's role each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from conversations.addressing import admin_addresses as addresses
from conversations.addressing.admin_addresses import AdminAddress, AdminPlace, QuestionPlace
from conversations.addressing.fields import Direction
from conversations.flows.admin.import_file import import_kind
from conversations.screens.admin import administration as screens
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.master_data.helpdesk_settings import BOUNDS
from handlers.admin import accounts, faq, groups, master_data, readiness
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.screens import audit, conversation_flow, sign_ins
from handlers.screens.accounts import open_accounts


def follow_admin_address(context: RequestContext, address: AdminAddress) -> None:  # noqa: C901, PLR0912 - a table
    """Open what an administrator's button leads to; raise Refusal("not_administrator") for anybody else."""
    require_administrator(context.me)
    match address:
        case addresses.AdminScreen(place):
            PLACES[place](context)
        case addresses.AccountListPage(direction, cursor):
            open_accounts(context, cursor, back=direction is Direction.BACK)
        case addresses.AccountScreen(place, person_id):
            accounts.PLACES[place](context, person_id)
        case addresses.GroupScreen(place, number):
            groups.PLACES[place](context, -number)
        case addresses.LpseScreen(place, lpse_id):
            master_data.LPSE_PLACES[place](context, lpse_id)
        case addresses.ApplicationScreen(place, code):
            master_data.APPLICATION_PLACES[place](context, code)
        case addresses.CategoryScreen(place, code):
            master_data.CATEGORY_PLACES[place](context, code)
        case addresses.QuestionScreen(place, code):
            QUESTION_PLACES[place](context, code)
        case addresses.RetireRecord(kind, key):
            master_data.begin_retiring(context, kind, key, retired=True)
        case addresses.OfferRecord(kind, key):
            master_data.begin_retiring(context, kind, key, retired=False)
        case addresses.AskForSetting(name):
            _change_setting(context, name)
        case addresses.ImportFile(name):
            _import_file(context, name)
        case addresses.NewestAuditLines():
            audit.open_newest(context)
        case addresses.AuditLinesBefore(line_id):
            audit.open_before(context, line_id)
        case addresses.AuditLinesOf(area):
            audit.open_area(context, area)
        case addresses.SignInsBefore(line_id, person_id):
            sign_ins.open_trail(context, person_id, line_id)
        case addresses.ExportAuditTrail(table):
            audit.request_trail_export(context, table)
        case _:
            assert_never(address)


def _open_settings(context: RequestContext) -> None:
    park_draft(context)
    context.show(screens.settings(context.unit.master.settings))


def _change_setting(context: RequestContext, name: str) -> None:
    if name not in BOUNDS:
        raise Refusal("rule_unknown")
    conversation_flow.begin(context, "rule", draft={"rule": name})


def _import_file(context: RequestContext, kind: str) -> None:
    import_kind(kind)
    conversation_flow.begin(context, "import", draft={"what": kind})


PLACES: Mapping[AdminPlace, Callable[[RequestContext], None]] = {
    AdminPlace.ACCOUNT_SEARCH: lambda context: conversation_flow.begin(context, "account_search"),
    AdminPlace.ACCOUNT_LIST: open_accounts,
    AdminPlace.ACCOUNT_FILTERS: accounts.edit_filters,
    AdminPlace.ADD_ACCOUNT: accounts.add,
    AdminPlace.IMPORT_ACCOUNTS: lambda context: conversation_flow.begin(context, "account_import"),
    AdminPlace.LPSES: lambda context: conversation_flow.begin(context, "offices"),
    AdminPlace.ADD_LPSE: master_data.add_lpse,
    AdminPlace.APPLICATIONS: master_data.open_applications,
    AdminPlace.ADD_APPLICATION: master_data.add_application,
    AdminPlace.ADD_QUESTION: faq.add,
    AdminPlace.EXPORT_FAQ: faq.request_faq_file,
    AdminPlace.GROUPS: groups.open_groups,
    AdminPlace.SETTINGS: _open_settings,
    AdminPlace.AUDIT_TRAIL: audit.open_trail,
    AdminPlace.SIGN_INS: sign_ins.open_trail,
    AdminPlace.READINESS: readiness.open_readiness,
}
QUESTION_PLACES: Mapping[QuestionPlace, Callable[[RequestContext, str], None]] = {
    QuestionPlace.ADD: faq.add,
    QuestionPlace.CHANGE: faq.change,
    QuestionPlace.REMOVE: faq.remove,
    QuestionPlace.MOVE_UP: faq.move_up,
    QuestionPlace.MOVE_DOWN: faq.move_down,
}
