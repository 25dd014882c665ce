"""Age of a ticket: in days ("Lama pengerjaan: N Hari"), and in minutes for one of today."""

from __future__ import annotations

from datetime import datetime, tzinfo


def age_in_days(created: datetime, until: datetime, zone: tzinfo) -> int:
    """Return the calendar days from `created` to `until` on the clocks of `zone`, at least 0.

    They are not spans of 24 hours: a ticket of last night is one day old this morning.
    """
    return max(0, (until.astimezone(zone).date() - created.astimezone(zone).date()).days)


def age_in_minutes(created: datetime, until: datetime) -> int:
    """Return the whole minutes from `created` to `until`, at least 0."""
    return max(0, int((until - created).total_seconds()) // 60)
