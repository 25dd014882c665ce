"""Local date and midnight of a person: at their LPSE, or in the capital if they have none."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from core.master_data.ports import Lpses
from core.organisation.lpse import ZONES
from core.people.people import Person


def person_zone(person: Person, lpses: Lpses) -> tzinfo:
    """Return the time zone of the person's first LPSE, or that of the capital (WIB) if they have none."""
    lpse = lpses.get(person.lpse_ids[0]) if person.lpse_ids else None
    return lpse.timezone if lpse else ZONES["WIB"]


def local_midnight(person: Person, lpses: Lpses, now: datetime) -> datetime:
    """Return the instant at which today began where the person is."""
    return now.astimezone(person_zone(person, lpses)).replace(hour=0, minute=0, second=0, microsecond=0)


def local_date(person: Person, lpses: Lpses, now: datetime) -> date:
    """Return the date at this person's LPSE, as ticket numbers carry it."""
    return now.astimezone(person_zone(person, lpses)).date()
