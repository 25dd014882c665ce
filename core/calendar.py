"""Office hours of Indonesian government offices, and time measured in them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_OPENS = time(7, 30)
_CLOSES = time(16, 0)
_CLOSES_ON_FRIDAY = time(16, 30)
_FRIDAY = 4
# No run of holidays is this long: a calendar that says so is broken, and must not hang the process.
_LONGEST_CLOSED = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Monday to Thursday 07:30 to 16:00, Friday to 16:30, local time, except on `holidays`."""

    zone: tzinfo
    holidays: Container[date]

    def is_open(self, instant: datetime) -> bool:
        local = instant.astimezone(self.zone)
        hours = self.hours(local.date())
        return hours is not None and hours[0] <= local < hours[1]

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Office time between two instants; zero where `end` is not after `start`."""
        total = timedelta()
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            if hours := self.hours(day):
                total += max(min(end, hours[1]) - max(start, hours[0]), timedelta())
            day += timedelta(days=1)
        return total

    def add_working(self, start: datetime, duration: timedelta) -> datetime:
        """The first instant, in local time, at which `duration` of office time has passed since `start`."""
        left = duration
        instant = start.astimezone(self.zone)
        if left <= timedelta():
            return instant
        day = last_open = instant.date()
        while day - last_open <= _LONGEST_CLOSED:
            if hours := self.hours(day):
                last_open = day
                begins = max(instant, hours[0])
                if hours[1] - begins >= left:
                    return begins + left
                left -= max(hours[1] - begins, timedelta())
            day += timedelta(days=1)
        raise ValueError(f"no office day for a year after {last_open}")

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        """When offices open and close on this day; None where they stay closed."""
        if day.weekday() > _FRIDAY or day in self.holidays:
            return None
        closes = _CLOSES_ON_FRIDAY if day.weekday() == _FRIDAY else _CLOSES
        return (
            datetime.combine(day, _OPENS, tzinfo=self.zone),
            datetime.combine(day, closes, tzinfo=self.zone),
        )
