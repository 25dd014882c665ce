"""Open statistics for staff, computed by the same code for the screen and for documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, partial

from conversations.addressing.fields import ReportFormat
from conversations.screens import report as screens
from conversations.screens.report import PeriodStatistics
from core.errors import Refusal
from core.messaging.outgoing import JobKind
from core.organisation.lpse import Lpse
from core.organisation.office_hours import OfficeHours
from core.people.local_day import local_date, person_zone
from core.people.people import Person
from core.tickets.statistics import (
    CalendarDays,
    ChosenDays,
    OfficeHoursClock,
    ReportPeriod,
    compute_statistics,
    period_document,
)
from core.tickets.summaries import TicketSummary
from handlers.context.ports import UnitOfWork
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.context.transaction_context import TransactionContext
from handlers.screens.document_requests import request_document

# The kind of job that makes each document.
DOCUMENTS = {ReportFormat.PICTURES: JobKind.REPORT_PICTURES, ReportFormat.XLSX: JobKind.REPORT_XLSX}


def open_report(context: RequestContext, period: ReportPeriod | None = None) -> None:
    """Show the statistics of a period, or the choice of one; Refusal("not_found") unless for staff."""
    if not context.me.is_staff:
        raise Refusal("not_found")
    park_draft(context)
    if period is None:
        context.show(screens.periods())
        return
    query = statistics_query(context, context.me, period, _today(context))
    context.show(screens.summary(context.slow_read(query, partial(read_statistics, query=query))))


def request_statistics(context: RequestContext, kind: ReportFormat, period: ReportPeriod) -> None:
    """Request the statistics as a document; raise Refusal("not_found") unless for staff."""
    if not context.me.is_staff:
        raise Refusal("not_found")
    details = {**period_document(period), "today": _today(context).isoformat()}
    request_document(context, DOCUMENTS[kind], details)


def chosen_days(context: RequestContext, first: str, last: str) -> ChosenDays:
    """Return the days of a button's address; raise Refusal("not_found") for what are none."""
    try:
        return ChosenDays.checked(date.fromisoformat(first), date.fromisoformat(last), _today(context))
    except ValueError:
        raise Refusal("not_found") from None


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """The parameters of statistics: a period as of `today` in `zone`, at these LPSEs, or at all with None."""

    period: ReportPeriod
    today: date
    zone: tzinfo
    lpse_ids: tuple[int, ...] | None


def statistics_query(
    context: TransactionContext, person: Person, period: ReportPeriod, today: date
) -> StatisticsQuery:
    """Return the query for the tickets of this person; raise Refusal("not_found") unless for staff."""
    if not person.is_staff:
        raise Refusal("not_found")
    lpse_ids = None if person.is_national else person.served_lpse_ids
    return StatisticsQuery(period, today, person_zone(person, context.unit.lpses), lpse_ids)


def read_statistics(context: TransactionContext, query: StatisticsQuery) -> PeriodStatistics:
    """Compute the statistics; for many tickets this takes seconds, too long for a transaction that writes."""
    lpses, catalogue, lpse_ids = context.unit.lpses, context.unit.master.catalogue, query.lpse_ids
    first, last = query.period.days(query.today)
    since, until = _bounds(query)

    def lpse_of(lpse_id: int) -> Lpse:
        lpse = lpses.get(lpse_id)
        assert lpse is not None, "a ticket's LPSE is in the list"
        return lpse

    @cache
    def clock_in(zone: tzinfo) -> OfficeHoursClock:
        return OfficeHoursClock(OfficeHours(zone, context.helpdesk.holidays), since, context.now)

    tickets = context.unit.reports.filed(lpse_ids, since, until)
    days = CalendarDays(first, last, query.zone)
    found = compute_statistics(tickets, lambda lpse_id: clock_in(lpse_of(lpse_id).timezone), days)
    applications = {code: catalogue.application(code) for code in found.by_application}
    return PeriodStatistics(
        period=query.period,
        first=first,
        last=last,
        places=() if lpse_ids is None else tuple(lpse_of(lpse_id).name for lpse_id in lpse_ids),
        report=found,
        applications={code: application.name for code, application in applications.items()},
        categories={(a, c): applications[a].category(c).name for a, c in found.by_category},
        lpses={lpse_id: lpse_of(lpse_id).name for lpse_id in found.by_lpse},
        faq=_helped(context, first, last),
    )


def read_tickets(
    unit: UnitOfWork, query: StatisticsQuery, after_id: int, limit: int
) -> Sequence[TicketSummary]:
    """Return the next tickets that the statistics of this query count, in the order of their ids."""
    return unit.reports.listed(query.lpse_ids, *_bounds(query), after_id, limit)


def _bounds(query: StatisticsQuery) -> tuple[datetime, datetime]:
    """Return when the period begins, and when it is over."""
    first, last = query.period.days(query.today)
    since = datetime.combine(first, time(), query.zone)
    return since, datetime.combine(last + timedelta(days=1), time(), query.zone)


def _helped(context: TransactionContext, first: date, last: date) -> tuple[tuple[str, int], ...]:
    """Return the questions that helped and how often, most first; removed questions by their code."""
    counts = context.unit.faq_counts.totals(first, last)
    names = {one.code: one.question for one in context.unit.master.faq.questions}
    ranked = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return tuple((names.get(code, code), times) for code, times in ranked)


def _today(context: RequestContext) -> date:
    return local_date(context.me, context.unit.lpses, context.now)
