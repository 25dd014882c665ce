"""Age of a ticket in days ("Lama pengerjaan: N Hari")."""

from __future__ import annotations

from datetime import datetime, tzinfo


def age_in_days(created: datetime, until: datetime, zone: tzinfo) -> int:
    """Return the calendar days from `created` to `until` on the clocks of `zone`, at least 0.

    They are not spans of 24 hours: a ticket of last night is one day old this morning.
    """
    return max(0, (until.astimezone(zone).date() - created.astimezone(zone).date()).days)
