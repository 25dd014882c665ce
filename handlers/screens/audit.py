"""Open “Jejak Audit”, the trail of administrators' changes: page by page, filtered, and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from conversations.addressing.fields import TableFormat
from conversations.flows.tickets.days import SINCE, UNTIL
from conversations.screens.admin import trail as screens
from conversations.steps.date import display_date
from core.administration.audit import AuditArea, AuditFilter, require_administrator
from core.errors import Refusal
from core.messaging.outgoing import JobKind
from core.people.local_day import person_zone
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.screens.document_requests import request_document

PAGE = 10
# The filter is kept in the memo of the chat, so that a button has only the position.
MEMO = "trail"
TABLES = {TableFormat.CSV: JobKind.TRAIL_CSV, TableFormat.XLSX: JobKind.TRAIL_XLSX}


def open_trail(context: RequestContext) -> None:
    """Show the whole trail, the newest first."""
    _keep(context, {})
    _show(context)


def open_area(context: RequestContext, area: AuditArea) -> None:
    """Show the changes of one area, within the words that were searched for."""
    _keep(context, {**_kept(context), "area": area.value})
    _show(context)


def open_newest(context: RequestContext) -> None:
    """Show the first page with the kept filter."""
    _show(context)


def open_before(context: RequestContext, line_id: int) -> None:
    """Show the page of older changes than this line, with the kept filter."""
    _show(context, line_id)


def search_trail(context: RequestContext, words: Mapping[str, str]) -> None:
    """Show the changes that these words match, within the area that was chosen."""
    _keep(context, {**_kept(context), **words})
    _show(context)


def request_trail_export(context: RequestContext, kind: TableFormat) -> None:
    """Request the trail with the kept filter as a table."""
    require_administrator(context.me)
    request_document(context, TABLES[kind], {"wanted": dict(_kept(context))})


def audit_filter_from(kept: Mapping[str, Any], zone: tzinfo) -> AuditFilter:
    """Return the filter in a chat's memo or a job's payload; Refusal("not_found") for an unknown area.

    Its days are those of this time zone.
    """
    area, words = kept.get("area"), kept.get("words", "")
    if area and area not in set(AuditArea):
        raise Refusal("not_found")
    since = _midnight(kept[SINCE], zone) if kept.get(SINCE) else None
    until = _midnight(kept[UNTIL], zone, days=1) if kept.get(UNTIL) else None
    return AuditFilter(AuditArea(area) if area else None, str(words), since, until)


def _midnight(day: str, zone: tzinfo, days: int = 0) -> datetime:
    """Return the beginning of a stored day, or of one so many days later."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=days), time(), zone)


def _kept(context: RequestContext) -> Mapping[str, str]:
    kept: Mapping[str, str] = context.chat.memo.get(MEMO, {})
    return kept


def _keep(context: RequestContext, filters: Mapping[str, str]) -> None:
    require_administrator(context.me)
    context.chat.memo = {**context.chat.memo, MEMO: dict(filters)}
    context.chat.searched_at = context.now


def _show(context: RequestContext, before_id: int | None = None) -> None:
    require_administrator(context.me)
    park_draft(context)
    kept = _kept(context)
    audit_filter = audit_filter_from(kept, person_zone(context.me, context.unit.lpses))
    lines = context.unit.audit.newest(PAGE + 1, before_id, audit_filter)
    more = len(lines) > PAGE
    applications = {one.code: one.name for one in context.unit.master.catalogue.applications}
    context.show(
        screens.trail(
            lines[:PAGE],
            audit_filter,
            more=more,
            begun=before_id is not None,
            days=tuple(display_date(kept.get(name, "")) for name in (SINCE, UNTIL)),
            applications=applications,
        )
    )
