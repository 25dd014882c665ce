"""Reports for staff: whose tickets and which days, worked out alike for the screen and for documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, partial

from conversations.screens import report as screens
from conversations.screens.report import Reported
from core.calendar import OfficeHours
from core.day import today, zone_of
from core.errors import Refusal
from core.lpse import Lpse
from core.people import Person
from core.report import OfficeClock, Period, report
from handlers.drafts import park
from handlers.orders import order
from handlers.scene import Scene
from handlers.visit import Visit

# By what a button says.
DOCUMENTS = {"pictures": "report_pictures", "xlsx": "report_xlsx"}


def open_report(visit: Visit, name: str = "") -> None:
    """The figures of a period, or the choice of one; refuses `not_found` to whoever is not staff."""
    if not visit.me.is_staff:
        raise Refusal("not_found")
    park(visit)
    if name not in set(Period):
        visit.show(screens.periods())
        return
    asked = asked_by(visit, visit.me, Period(name), _today(visit))
    visit.show(screens.summary(visit.known(asked, partial(gather, asked=asked))))


def order_report(visit: Visit, document: str, name: str) -> None:
    """The same figures as a document; refuses `not_found` as they do."""
    if not visit.me.is_staff or document not in DOCUMENTS or name not in set(Period):
        raise Refusal("not_found")
    order(visit, DOCUMENTS[document], {"period": name, "today": _today(visit).isoformat()})


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a report depends on: a period as of `today` in `zone`, of these LPSEs or where None of all."""

    period: Period
    today: date
    zone: tzinfo
    lpse_ids: tuple[int, ...] | None


def asked_by(scene: Scene, person: Person, period: Period, today: date) -> Asked:
    """The report that this person may have now; refuses `not_found` to whoever is not staff."""
    if not person.is_staff:
        raise Refusal("not_found")
    lpse_ids = None if person.is_national else person.served_lpse_ids
    return Asked(period, today, zone_of(person, scene.unit.offices), lpse_ids)


def gather(scene: Scene, asked: Asked) -> Reported:
    """What was asked for; over many tickets this takes seconds, too long for a transaction that writes."""
    offices, catalogue, lpse_ids = scene.unit.offices, scene.unit.master.catalogue, asked.lpse_ids
    first, last = asked.period.days(asked.today)
    since = datetime.combine(first, time(), asked.zone)
    until = datetime.combine(last + timedelta(days=1), time(), asked.zone)

    def known(lpse_id: int) -> Lpse:
        lpse = offices.get(lpse_id)
        assert lpse is not None, "a ticket's LPSE is in the list"
        return lpse

    @cache
    def clock_in(zone: tzinfo) -> OfficeClock:
        return OfficeClock(OfficeHours(zone, scene.helpdesk.holidays), since, scene.now)

    tickets = scene.unit.reports.filed(lpse_ids, since, until)
    found = report(tickets, lambda lpse_id: clock_in(known(lpse_id).timezone))
    applications = {code: catalogue.application(code) for code in found.by_application}
    return Reported(
        period=asked.period,
        first=first,
        last=last,
        places=() if lpse_ids is None else tuple(known(lpse_id).name for lpse_id in lpse_ids),
        report=found,
        applications={code: application.name for code, application in applications.items()},
        categories={(a, c): applications[a].category(c).name for a, c in found.by_category},
        lpses={lpse_id: known(lpse_id).name for lpse_id in found.by_lpse},
        faq=_helped(scene, first, last),
    )


def _helped(scene: Scene, first: date, last: date) -> tuple[tuple[str, int], ...]:
    """A question that is there no longer is told by its code."""
    counts = scene.unit.faq_counts.between(first, last)
    names = {one.code: one.question for one in scene.unit.master.faq.questions}
    ranked = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return tuple((names.get(code, code), times) for code, times in ranked)


def _today(visit: Visit) -> date:
    return today(visit.me, visit.unit.offices, visit.now)
