"""When the clock reminds of a ticket that waits, and when it takes silence for a confirmation."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime

from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.master_data.ports import Lpses
from core.organisation.lpse import zone_named
from core.organisation.office_hours import OfficeHours


def jakarta_without_holidays(_lpse_id: int) -> OfficeHours:
    """Return office hours in Jakarta's zone that know no holiday: the default of `Deadlines.hours_of`."""
    return OfficeHours(zone_named("WIB"), ())


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines in office days of a ticket's LPSE, whose office hours `hours_of` returns by its id."""

    settings: HelpdeskSettings = DEFAULT_SETTINGS
    hours_of: Callable[[int], OfficeHours] = jakarta_without_holidays

    @classmethod
    def at_offices(cls, settings: HelpdeskSettings, lpses: Lpses, holidays: Container[date]) -> Deadlines:
        """Return the deadlines by the zone of each LPSE and these holidays."""

        def hours_of(lpse_id: int) -> OfficeHours:
            lpse = lpses.get(lpse_id)
            assert lpse is not None, "a ticket's LPSE is in the list"
            return OfficeHours(lpse.timezone, holidays)

        return cls(settings, hours_of)

    def reminder(self, lpse_id: int, asked_at: datetime) -> datetime:
        """Return when somebody is reminded of what was asked at this instant."""
        return self.hours_of(lpse_id).add_days(asked_at, self.settings.reminder_days)

    def confirmation(self, lpse_id: int, reminded_at: datetime) -> datetime:
        """Return when a solution counts as confirmed, after the reminder at this instant."""
        return self.hours_of(lpse_id).add_days(reminded_at, self.settings.confirmation_days)

    def next_opening(self, lpse_id: int, at: datetime) -> datetime:
        """Return this instant where the office is open, and when it opens next otherwise."""
        return self.hours_of(lpse_id).add_days(at, 0)


DEFAULT_DEADLINES = Deadlines()
