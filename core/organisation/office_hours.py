"""Office hours of Indonesian government offices, and days counted in them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_OPENS = time(7, 30)
_CLOSES = time(16, 0)
_CLOSES_ON_FRIDAY = time(16, 30)
_FRIDAY = 4
# Between these times people rest, and on days without office hours all day.
_RESTS_FROM, _RESTS_UNTIL = time(20, 0), time(6, 0)
# Nothing becomes due in the last moment before offices close.
_LAST_CALL = timedelta(minutes=1)
# No run of holidays is this long: a calendar that says so is broken, and must not hang the process.
_LONGEST_CLOSED = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Office hours in local time: Monday to Thursday 07:30-16:00, Friday to 16:30, none on `holidays`."""

    zone: tzinfo
    holidays: Container[date]

    def is_open(self, instant: datetime) -> bool:
        """Return whether offices are open at this instant."""
        local = instant.astimezone(self.zone)
        hours = self.hours(local.date())
        return hours is not None and hours[0] <= local < hours[1]

    def is_rest(self, instant: datetime) -> bool:
        """Return whether people rest at this instant: at night, and on weekends and holidays."""
        local = instant.astimezone(self.zone)
        is_night = not _RESTS_UNTIL <= local.time() < _RESTS_FROM
        return is_night or self.hours(local.date()) is None

    def add_days(self, start: datetime, days: int) -> datetime:
        """Return the same time of day, within office hours, so many office days after `start`.

        Outside of office hours the next opening counts as the start. The result is in local time. Raise
        ValueError if the calendar has no office day for a year.
        """
        local = start.astimezone(self.zone)
        hours = self.hours(local.date())
        if hours is None or local >= hours[1]:
            opens, _closes = self._next_day(local.date())
            local = opens
        elif local < hours[0]:
            local = hours[0]
        for _ in range(days):
            opens, closes = self._next_day(local.date())
            wanted = datetime.combine(opens.date(), local.timetz())
            local = min(max(wanted, opens), closes - _LAST_CALL)
        return local

    def _next_day(self, day: date) -> tuple[datetime, datetime]:
        """Return the hours of the first office day after this day."""
        for number in range(1, _LONGEST_CLOSED.days + 1):
            if hours := self.hours(day + timedelta(days=number)):
                return hours
        raise ValueError(f"no office day for a year after {day}")

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        """Return when offices open and close on this day, or None if they stay closed."""
        if day.weekday() > _FRIDAY or day in self.holidays:
            return None
        closes = _CLOSES_ON_FRIDAY if day.weekday() == _FRIDAY else _CLOSES
        return (
            datetime.combine(day, _OPENS, tzinfo=self.zone),
            datetime.combine(day, closes, tzinfo=self.zone),
        )
