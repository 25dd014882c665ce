"""How long a ticket has been in work ("Lama pengerjaan: N Hari")."""

from __future__ import annotations

from datetime import datetime, tzinfo


def days(created: datetime, until: datetime, zone: tzinfo) -> int:
    """Calendar days from `created` to `until` on the clocks of `zone`; 0 on the same day, never negative.

    Calendar days, not spans of 24 hours: a ticket of last night is a day old this morning.
    """
    return max(0, (until.astimezone(zone).date() - created.astimezone(zone).date()).days)
