"""Handle an administrator's buttons of applications, categories and LPSEs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from conversations.addressing.admin_addresses import ApplicationPlace, CategoryPlace, LpsePlace, RecordKind
from conversations.flows.admin import application, category
from conversations.flows.admin import lpse as lpse_form
from conversations.flows.admin.retire import retire_draft
from conversations.screens.admin import catalogue as catalogue_screens
from conversations.screens.admin import lpses as lpse_screens
from conversations.screens.moves import moved_note
from core.errors import Refusal
from core.organisation.lpse import Lpse
from core.use_cases.master_data.manage_applications import ManageApplications
from core.use_cases.master_data.manage_categories import ManageCategories
from handlers.admin import readiness
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.screens import conversation_flow


def open_applications(context: RequestContext) -> None:
    """Show all applications."""
    park_draft(context)
    context.show(catalogue_screens.applications(context.unit.master.catalogue))


def _application(context: RequestContext, code: str) -> None:
    park_draft(context)
    catalogue = context.unit.master.catalogue
    context.show(catalogue_screens.application(catalogue.application(code), catalogue))


def _category(context: RequestContext, code: str) -> None:
    park_draft(context)
    context.show(catalogue_screens.category(*context.unit.master.catalogue.with_category(code)))


def add_application(context: RequestContext) -> None:
    """Begin a new application; raise Refusal where there are as many as allowed."""
    application.may_add(context.conversation_context())
    conversation_flow.begin(context, "application", draft=application.NEW_DRAFT)


def _change_application(context: RequestContext, code: str) -> None:
    found = context.unit.master.catalogue.application(code)
    conversation_flow.begin(context, "application", draft=application.change_draft(found))


def _new_category(context: RequestContext, code: str) -> None:
    found = context.unit.master.catalogue.application(code)
    conversation_flow.begin(context, "category", draft=category.new_draft(found))


def _change_category(context: RequestContext, code: str) -> None:
    found = context.unit.master.catalogue.with_category(code)
    conversation_flow.begin(context, "category", draft=category.change_draft(*found))


def _move_application(context: RequestContext, code: str, *, up: bool) -> None:
    manage = ManageApplications(context.unit.master, context.unit.audit)
    place = manage.move(context.me, code, context.now, up=up)
    context.answer_press(moved_note(place, len(context.unit.master.catalogue.applications)))
    _application(context, code)


def _move_category(context: RequestContext, code: str, *, up: bool) -> None:
    manage = ManageCategories(context.unit.master, context.unit.audit)
    place = manage.move(context.me, code, context.now, up=up)
    application, _category_now = context.unit.master.catalogue.with_category(code)
    context.answer_press(moved_note(place, len(application.categories)))
    _category(context, code)


def _sort_by_use(context: RequestContext, code: str) -> None:
    ManageCategories(context.unit.master, context.unit.audit).sort_by_use(context.me, code, context.now)
    _application(context, code)


def _lpse_card(context: RequestContext, lpse_id: int) -> None:
    park_draft(context)
    lpse = _lpse(context, lpse_id)
    context.show(lpse_screens.lpse_card(lpse, context.unit.lpses.usage(lpse.id)))


def add_lpse(context: RequestContext) -> None:
    """Begin a new LPSE."""
    conversation_flow.begin(context, "office", draft=lpse_form.NEW_DRAFT)


def _change_lpse(context: RequestContext, lpse_id: int) -> None:
    conversation_flow.begin(context, "office", draft=lpse_form.change_draft(_lpse(context, lpse_id)))


def begin_retiring(context: RequestContext, kind: RecordKind, key: str, *, retired: bool) -> None:
    """Ask whether to retire a record or, with `retired` False, to offer it again; Refusal if unknown."""
    draft = retire_draft(kind, key, context.conversation_context(), retired=retired)
    conversation_flow.begin(context, "retire", draft=draft)


def _lpse(context: RequestContext, lpse_id: int) -> Lpse:
    lpse = context.unit.lpses.get(lpse_id)
    if lpse is None:
        raise Refusal("lpse_unknown")
    return lpse


LPSE_PLACES: Mapping[LpsePlace, Callable[[RequestContext, int], None]] = {
    LpsePlace.CARD: _lpse_card,
    LpsePlace.CHANGE: _change_lpse,
    LpsePlace.UNSERVED_AFTER: readiness.open_readiness,
}
APPLICATION_PLACES: Mapping[ApplicationPlace, Callable[[RequestContext, str], None]] = {
    ApplicationPlace.CARD: _application,
    ApplicationPlace.CHANGE: _change_application,
    ApplicationPlace.ADD_CATEGORY: _new_category,
    ApplicationPlace.MOVE_UP: partial(_move_application, up=True),
    ApplicationPlace.MOVE_DOWN: partial(_move_application, up=False),
    ApplicationPlace.SORT_BY_USE: _sort_by_use,
}
CATEGORY_PLACES: Mapping[CategoryPlace, Callable[[RequestContext, str], None]] = {
    CategoryPlace.CARD: _category,
    CategoryPlace.CHANGE: _change_category,
    CategoryPlace.MOVE_UP: partial(_move_category, up=True),
    CategoryPlace.MOVE_DOWN: partial(_move_category, up=False),
}
