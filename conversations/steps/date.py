"""A step that is answered with a day: pressed on a calendar, typed, or left open."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Rows, Screen, Style
from conversations.talk import Draft, Step
from conversations.world import World
from core.errors import Refusal
from core.words import _

MONTHS = (
    _("Januari %(year)s"), _("Februari %(year)s"), _("Maret %(year)s"), _("April %(year)s"),
    _("Mei %(year)s"), _("Juni %(year)s"), _("Juli %(year)s"), _("Agustus %(year)s"),
    _("September %(year)s"), _("Oktober %(year)s"), _("November %(year)s"), _("Desember %(year)s"),
)  # fmt: skip
WEEKDAYS = (_("Sn"), _("Sl"), _("Rb"), _("Km"), _("Jm"), _("Sb"), _("Mg"))
# Stands where the month has no day, or none that can be chosen.
NO_DAY = "·"
OPEN = Button(_("Tanpa Batas"), says="open")
# Electronic procurement in Indonesia began in 2008.
FIRST = date(2008, 1, 1)

_NUMBERS = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})")


def read_day(text: str, today: date) -> date:
    """A day as people write it: `21-11-2026`, `21/11/26`, `2026-11-21`, `hari ini`, `kemarin`.

    Refusal("date") for anything else, and for a day before there were tickets or after today.
    """
    word = text.strip().casefold()
    days_ago = {"hari ini": 0, "today": 0, "kemarin": 1, "yesterday": 1}
    if word in days_ago:
        return today - timedelta(days=days_ago[word])
    if found := _ISO.fullmatch(word):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMBERS.fullmatch(word):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if len(found[3]) == len("26") else 0
    else:
        raise Refusal("date")
    try:
        read = date(year, month, day)
    except ValueError:
        raise Refusal("date") from None
    if not FIRST <= read <= today:
        raise Refusal("date")
    return read


def written(day: str) -> str:
    """A day that is kept as `YYYY-MM-DD` in the order in which people write it; "" for none."""
    return "-".join(reversed(day.split("-")))


@dataclass(frozen=True, kw_only=True)
class DateStep(Step):
    """Kept as `YYYY-MM-DD`, or "" for no bound. `today` is what day it is for this person."""

    template: str
    today: Callable[[World], date]

    def ask(self, draft: Draft, world: World) -> Screen:
        today = self.today(world)
        chosen = str(draft.get(self.name, ""))
        month = _month(str(draft.get("?month") or chosen[:7]), today)
        rows = (*_calendar(month, today, chosen), (OPEN,))
        return Screen(self.template, {"current": written(chosen)}, rows)

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        today = self.today(world)
        match answer:
            case Pressed(says="open"):
                return self.keep(draft, "")
            case Pressed(says=says) if says.startswith("month:"):
                return {**draft, "?month": says.removeprefix("month:")}
            case Pressed(says=says) if says.startswith("day:"):
                return self.keep(draft, read_day(says.removeprefix("day:"), today).isoformat())
            case Typed(text=text):
                return self.keep(draft, read_day(text, today).isoformat())
            case _:
                raise Refusal("date")

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?month" not in draft


def _month(key: str, today: date) -> date:
    """The first day of a month `YYYY-MM`, of those that can be chosen from; this month for any other key."""
    this = today.replace(day=1)
    try:
        month = date.fromisoformat(f"{key}-01")
    except ValueError:
        return this
    return month if FIRST <= month <= this else this


def _calendar(month: date, today: date, chosen: str) -> Rows:
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=31)).replace(day=1)
    stay = f"month:{month:%Y-%m}"
    title = Button(MONTHS[month.month - 1], says=stay, facts={"year": month.year})
    head = (
        *((Button("◀️", says=f"month:{before:%Y-%m}"),) if before >= FIRST else ()),
        title,
        *((Button("▶️", says=f"month:{after:%Y-%m}"),) if after <= today else ()),
    )
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    # Weeks that lie ahead have no day to press.
    rows = [tuple(_day(d, month, today, chosen) for d in week) for week in weeks if week[0] <= today]
    names = tuple(Button(name, says=stay) for name in WEEKDAYS)
    return (head, names, *rows)


def _day(day: date, month: date, today: date, chosen: str) -> Button:
    if day.month != month.month or day > today:
        return Button(NO_DAY, says=f"month:{month:%Y-%m}")
    style = Style.MAIN if day.isoformat() == chosen else Style.PLAIN
    return Button(str(day.day), says=f"day:{day.isoformat()}", style=style)
