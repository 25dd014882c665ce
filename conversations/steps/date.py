"""A step that is answered with a day: pressed on a calendar, typed, or left open."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASK_TEMPLATE, Draft, Step
from conversations.rendering.screen import Button, Rows, Screen, Style
from core.errors import Refusal
from core.input.characters import plain
from core.input.dates import read_written_day
from core.words import _

MONTHS = (
    _("Januari %(year)s"), _("Februari %(year)s"), _("Maret %(year)s"), _("April %(year)s"),
    _("Mei %(year)s"), _("Juni %(year)s"), _("Juli %(year)s"), _("Agustus %(year)s"),
    _("September %(year)s"), _("Oktober %(year)s"), _("November %(year)s"), _("Desember %(year)s"),
)  # fmt: skip
WEEKDAYS = (_("Sn"), _("Sl"), _("Rb"), _("Km"), _("Jm"), _("Sb"), _("Mg"))
# The label of a calendar button without a day that can be chosen.
NO_DAY = "·"
NO_BOUND = Button(_("Tanpa Batas"), says="open")
# Electronic procurement in Indonesia began in 2008.
FIRST_DAY = date(2008, 1, 1)

# Names of days, with how many days ago they are.
NAMED_DAYS = {_("hari ini"): 0, _("kemarin"): 1}


def read_day(text: str, today: date, translations: Callable[[str], Iterable[str]]) -> date:
    """Return a day as people write it: `21-11-26`, `Sabtu, 21 Nov 2026`, `2026-11-21`, `hari ini`, `kemarin`.

    `translations` returns the name of a day in every language. Raise Refusal("date") for anything else, for a
    day before 2008 and for a day after today.
    """
    word = plain(text).strip().casefold()
    for name, days_ago in NAMED_DAYS.items():
        if word in {label.casefold() for label in translations(name)}:
            return today - timedelta(days=days_ago)
    try:
        read = read_written_day(text)
    except ValueError:
        raise Refusal("date") from None
    if not FIRST_DAY <= read <= today:
        raise Refusal("date")
    return read


def display_date(day: str) -> str:
    """Return a stored day (`YYYY-MM-DD`) as `DD-MM-YYYY`; "" for none."""
    return "-".join(reversed(day.split("-")))


@dataclass(frozen=True, kw_only=True)
class DateStep(Step):
    """Ask for a day, stored as `YYYY-MM-DD`, or "" for no bound; `today` returns the person's local date.

    A step that is not `unbounded` needs a day.
    """

    today: Callable[[ConversationContext], date]
    unbounded: bool = True

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        today = self.today(context)
        chosen = str(draft.get(self.name, ""))
        month = _month(str(draft.get("?month") or chosen[:7]), today)
        rows = (*_calendar(month, today, chosen), *(((NO_BOUND,),) if self.unbounded else ()))
        return Screen(ASK_TEMPLATE, {"current": display_date(chosen)}, rows)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says="open") if self.unbounded:
                return self.with_answer(draft, "")
            case PressAnswer(says=says) if says.startswith("month:"):
                return {**draft, "?month": says.removeprefix("month:")}
            case PressAnswer(says=says) if says.startswith("day:"):
                day = says.removeprefix("day:")
            case TextAnswer(text=text):
                day = text
            case _:
                raise Refusal("date")
        return self.with_answer(draft, read_day(day, self.today(context), context.translations).isoformat())

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?month" not in draft


def _month(key: str, today: date) -> date:
    """Return the first day of a selectable month `YYYY-MM`; of this month for any other key."""
    this_month = today.replace(day=1)
    try:
        month = date.fromisoformat(f"{key}-01")
    except ValueError:
        return this_month
    return month if FIRST_DAY <= month <= this_month else this_month


def _calendar(month: date, today: date, chosen: str) -> Rows:
    """Return the rows of a month's calendar up to today."""
    previous = (month - timedelta(days=1)).replace(day=1)
    following = (month + timedelta(days=31)).replace(day=1)
    same_month = f"month:{month:%Y-%m}"
    title = Button(MONTHS[month.month - 1], says=same_month, facts={"year": month.year})
    header = (
        *((Button("◀️", says=f"month:{previous:%Y-%m}"),) if previous >= FIRST_DAY else ()),
        title,
        *((Button("▶️", says=f"month:{following:%Y-%m}"),) if following <= today else ()),
    )
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    # Weeks in the future have no day to choose.
    rows = [tuple(_day(d, month, today, chosen) for d in week) for week in weeks if week[0] <= today]
    names = tuple(Button(name, says=same_month) for name in WEEKDAYS)
    return (header, names, *rows)


def _day(day: date, month: date, today: date, chosen: str) -> Button:
    """Return the button of a day; one outside of the month or after today only repeats the month."""
    if day.month != month.month or day > today:
        return Button(NO_DAY, says=f"month:{month:%Y-%m}")
    style = Style.MAIN if day.isoformat() == chosen else Style.PLAIN
    return Button(str(day.day), says=f"day:{day.isoformat()}", style=style)
