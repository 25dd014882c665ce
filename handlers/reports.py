"""Reports for staff: whose tickets and which days, worked out alike for the screen and for documents."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

from conversations.screens import report as screens
from conversations.screens.report import Reported
from core.calendar import OfficeHours
from core.errors import Refusal
from core.lpse import Lpse
from core.people import Person
from core.report import OfficeClock, Period, report
from handlers.drafts import park
from handlers.navigation import zone_of
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
    visit.show(screens.summary(gather(visit, visit.me, Period(name), _today(visit))))


def order_report(visit: Visit, document: str, name: str) -> None:
    """The same figures as a document; refuses `not_found` as they do."""
    if not visit.me.is_staff or document not in DOCUMENTS or name not in set(Period):
        raise Refusal("not_found")
    order(visit, DOCUMENTS[document], {"period": name, "today": _today(visit).isoformat()})


def gather(scene: Scene, person: Person, period: Period, today: date) -> Reported:
    """The report that this person may have now; refuses `not_found` to whoever is not staff."""
    if not person.is_staff:
        raise Refusal("not_found")
    offices, catalogue = scene.unit.offices, scene.helpdesk.catalogue
    first, last = period.days(today)
    zone = zone_of(scene, person)
    since = datetime.combine(first, time(), zone)
    until = datetime.combine(last + timedelta(days=1), time(), zone)

    def known(lpse_id: int) -> Lpse:
        lpse = offices.get(lpse_id)
        assert lpse is not None, "a ticket's LPSE is in the list"
        return lpse

    @cache
    def clock_in(zone: tzinfo) -> OfficeClock:
        return OfficeClock(OfficeHours(zone, scene.helpdesk.holidays), since, scene.now)

    lpse_ids = None if person.is_national else person.served_lpse_ids
    tickets = scene.unit.reports.filed(lpse_ids, since, until)
    found = report(tickets, lambda lpse_id: clock_in(known(lpse_id).timezone))
    applications = {code: catalogue.application(code) for code in found.by_application}
    return Reported(
        period=period,
        first=first,
        last=last,
        places=() if lpse_ids is None else tuple(known(lpse_id).name for lpse_id in lpse_ids),
        report=found,
        applications={code: application.name for code, application in applications.items()},
        categories={(a, c): applications[a].category(c).name for a, c in found.by_category},
        lpses={lpse_id: known(lpse_id).name for lpse_id in found.by_lpse},
    )


def _today(visit: Visit) -> date:
    return visit.now.astimezone(zone_of(visit, visit.me)).date()
