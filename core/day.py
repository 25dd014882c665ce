"""What day it is for a person: at their LPSE, or in the capital for whoever has none."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from core.lpse import ZONES
from core.people import Person
from core.ports import Offices


def zone_of(person: Person, offices: Offices) -> tzinfo:
    """On whose clocks the person's day begins; the first LPSE decides for who belongs to several."""
    own = offices.get(person.lpse_ids[0]) if person.lpse_ids else None
    return own.timezone if own else ZONES["WIB"]


def midnight(person: Person, offices: Offices, now: datetime) -> datetime:
    """The instant at which today began where the person is."""
    return now.astimezone(zone_of(person, offices)).replace(hour=0, minute=0, second=0, microsecond=0)


def today(person: Person, offices: Offices, now: datetime) -> date:
    """The date at this person's LPSE, as ticket numbers carry it."""
    return now.astimezone(zone_of(person, offices)).date()
