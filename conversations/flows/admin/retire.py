"""“Nonaktifkan” and “Aktifkan”: retire an application, a category or an LPSE, or offer it again."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addressing.addresses import Address
from conversations.addressing.admin_addresses import (
    ApplicationPlace,
    ApplicationScreen,
    CategoryPlace,
    CategoryScreen,
    LpsePlace,
    LpseScreen,
    RecordKind,
)
from conversations.addressing.codec import read_number
from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft, administrators_only
from conversations.flows.admin.editions import Edition, guard_edition
from conversations.rendering.screen import Button, Screen
from conversations.screens.menu import to_menu
from conversations.steps import ConfirmStep
from core.administration.audit import AuditedRecord
from core.administration.retirement import MOST_COUNTED, RetirementImpact
from core.errors import Refusal
from core.use_cases.master_data import manage_applications, manage_categories, manage_lpses
from core.use_cases.master_data.manage_applications import ManageApplications, application_fields
from core.use_cases.master_data.manage_categories import ManageCategories, category_fields
from core.use_cases.master_data.manage_lpses import ManageLpses, lpse_fields
from core.words import _

# Labels of the kinds of records.
KINDS = {
    RecordKind.APPLICATION: _("Aplikasi"),
    RecordKind.CATEGORY: _("Kategori"),
    RecordKind.LPSE: _("LPSE"),
}


def retire_draft(kind: RecordKind, key: str, context: ConversationContext, *, retired: bool) -> Draft:
    """Return the draft for retiring or offering a record; raise Refusal if that can't be done."""
    draft = {"kind": kind, "key": key, "retired": retired}
    name = record_name(draft, context)
    match kind:
        case RecordKind.APPLICATION if retired:
            manage_applications.check_not_last(context.catalogue, context.catalogue.application(key))
        case RecordKind.CATEGORY if retired:
            manage_categories.check_not_last(*context.catalogue.with_category(key))
        case RecordKind.LPSE if not retired:
            manage_lpses.check_name(context.lpses, name, read_number(key) or 0)
    return draft


def record_name(draft: Draft, context: ConversationContext) -> str:
    """Return the name of the record that a draft is about; raise Refusal if there is no such record."""
    match draft["kind"]:
        case RecordKind.APPLICATION:
            return context.catalogue.application(draft["key"]).name
        case RecordKind.CATEGORY:
            return context.catalogue.with_category(draft["key"])[1].name
        case _:
            lpse = context.lpses.get(read_number(draft["key"]) or 0)
            if lpse is None:
                raise Refusal("lpse_unknown")
            return lpse.name


def _card_address(draft: Draft) -> Address:
    match draft["kind"]:
        case RecordKind.APPLICATION:
            return ApplicationScreen(ApplicationPlace.CARD, draft["key"])
        case RecordKind.CATEGORY:
            return CategoryScreen(CategoryPlace.CARD, draft["key"])
        case _:
            return LpseScreen(LpsePlace.CARD, read_number(draft["key"]) or 0)


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    kind = KINDS[draft["kind"]]
    return {
        "kind": kind,
        "name": record_name(draft, context),
        "retired": draft["retired"],
        "kind_code": draft["kind"],
        "impact": _impact(draft, context) if draft["retired"] else None,
        "most": MOST_COUNTED,
    }


def _impact(draft: Draft, context: ConversationContext) -> RetirementImpact:
    """Return what the retirement hits."""
    match draft["kind"]:
        case RecordKind.APPLICATION:
            return context.retirements.of_application(context.catalogue.application(draft["key"]).code)
        case RecordKind.CATEGORY:
            application, category = context.catalogue.with_category(draft["key"])
            return context.retirements.of_category(application.code, category.code)
        case _:
            return context.retirements.of_lpse(read_number(draft["key"]) or 0)


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    retired, retired_lpse = draft["retired"], None
    match draft["kind"]:
        case RecordKind.APPLICATION:
            ManageApplications(context.master, context.trail).retire(
                context.me, draft["key"], context.now, retired=retired
            )
        case RecordKind.CATEGORY:
            ManageCategories(context.master, context.trail).retire(
                context.me, draft["key"], context.now, retired=retired
            )
        case _:
            number = read_number(draft["key"]) or 0
            ManageLpses(context.lpses, context.trail).retire(context.me, number, context.now, retired=retired)
            retired_lpse = number if retired else None
    detail = Button(_("Detail"), to=_card_address(draft))
    rows = ((detail, to_menu()),)
    return ConversationEnd(
        Screen("admin/retired.html", _summary(draft, context), rows), retired_lpse=retired_lpse
    )


def _edition(draft: Draft, context: ConversationContext) -> Edition | None:
    """Return the record with all that somebody weighs before retiring it."""
    card = _card_address(draft)
    match draft["kind"]:
        case RecordKind.APPLICATION:
            application = context.catalogue.application(draft["key"])
            key, facts = AuditedRecord.APPLICATION.key(application.code), application_fields(application)
        case RecordKind.CATEGORY:
            _application, category = context.catalogue.with_category(draft["key"])
            key, facts = AuditedRecord.CATEGORY.key(category.code), category_fields(category)
        case _:
            lpse = context.lpses.get(read_number(draft["key"]) or 0)
            if lpse is None:
                return None
            key, facts = AuditedRecord.LPSE.key(lpse.id), lpse_fields(lpse)
    return Edition(key, facts, card)


_FORM = Conversation(
    name="retire",
    title=_("Nonaktifkan"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(ConfirmStep(template="admin/retire.html", summary=_summary, back_to=LEAVE),),
)
RETIRE_RECORD = guard_edition(_FORM, _edition)
