"""Days as people type and press them: every day is read, and anything else is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conversations.answers import PressAnswer
from conversations.steps.date import FIRST_DAY, NO_DAY, DateStep, display_date, read_day
from core.errors import Refusal
from tests.cases import for_each
from tests.conversations.fakes import RENDERER, Chat

T = TypeVar("T")

TODAY = date(2026, 11, 21)
STEP = DateStep(name="since", title="Dari tanggal", today=lambda _context: TODAY)
DAYS = st.dates(FIRST_DAY, TODAY)
ALL_DAYS = {FIRST_DAY + timedelta(days=n) for n in range((TODAY - FIRST_DAY).days + 1)}
BETWEEN = st.sampled_from(["-", "/", ".", " ", " - ", ", "])


def taken(answer: Callable[[], T]) -> T | None:
    """Return the value of an answer, or None if it is refused with the code "date"."""
    try:
        return answer()
    except Refusal as no:
        return None if no.code == "date" else pytest.fail(f"refused with {no.code!r}")


@for_each(
    "typed",
    ["21-11-2026", "21/11/26", "21.11.2026", "2026-11-21", "2026/11/21", " 21 11 2026 ", "hari ini", "Today"],
)
def test_a_day_may_be_written_in_many_ways(typed: str) -> None:
    assert read_day(typed, TODAY, RENDERER.translations) == TODAY


@for_each("typed", ["kemarin", "KEMARIN", "yesterday", "20-11-2026", "20-11-26"])
def test_so_may_the_day_before(typed: str) -> None:
    assert read_day(typed, TODAY, RENDERER.translations) == date(2026, 11, 20)


def test_days_come_before_months() -> None:
    assert read_day("3-4-2026", TODAY, RENDERER.translations) == date(2026, 4, 3)


@given(DAYS, BETWEEN)
def test_every_day_is_read_as_it_was_meant(day: date, mark: str) -> None:
    two, four = f"{day.year % 100:02}", str(day.year)
    for parts in (
        (str(day.day), str(day.month), four),
        (f"{day.day:02}", f"{day.month:02}", four),
        (f"{day.day:02}", f"{day.month:02}", two),
        (four, f"{day.month:02}", f"{day.day:02}"),
    ):
        assert read_day(mark.join(parts), TODAY, RENDERER.translations) == day


@given(DAYS)
def test_a_day_is_shown_as_it_may_be_typed(day: date) -> None:
    assert read_day(display_date(day.isoformat()), TODAY, RENDERER.translations) == day
    assert display_date(day.isoformat()) == f"{day:%d-%m-%Y}"


def test_no_day_is_shown_as_nothing() -> None:
    assert display_date("") == ""


@given(st.dates(TODAY + timedelta(days=1)) | st.dates(max_value=FIRST_DAY - timedelta(days=1)))
@example(TODAY + timedelta(days=1))
@example(FIRST_DAY - timedelta(days=1))
def test_a_day_without_tickets_is_refused(day: date) -> None:
    with pytest.raises(Refusal, match="date"):
        read_day(f"{day.day}-{day.month}-{day.year:04}", TODAY, RENDERER.translations)


@given(st.text(max_size=30) | st.from_regex(r"[0-9/. -]{1,12}", fullmatch=True))
@example("31-02-2026")
@example("29-02-2025")
@example("00-00-0000")
@example("2026-21-11")
@example("9" * 30)
def test_any_other_text_is_a_day_of_ours_or_refused(text: str) -> None:
    assert taken(lambda: read_day(text, TODAY, RENDERER.translations)) in {None, *ALL_DAYS}


@given(st.text(max_size=12) | st.dates().map(lambda day: f"{day:%Y-%m}"))
@example("0000-01")
@example("9999-12")
@example("2026-13")
def test_a_calendar_has_only_days_that_can_be_chosen(month: str) -> None:
    context = Chat("search").context
    screen = STEP.ask({"?month": month}, context)
    days = [b.says.removeprefix("day:") for row in screen.rows for b in row if b.says.startswith("day:")]
    assert days == sorted(set(days))
    assert all(FIRST_DAY <= date.fromisoformat(day) <= TODAY for day in days)
    assert len({day[:7] for day in days}) == 1
    assert all(len(row) == 7 for row in screen.rows[1:-1])
    for day in days:
        assert STEP.handle({}, PressAnswer(f"day:{day}"), context) == {"since": day}


def test_every_month_can_be_turned_to_and_none_before_or_after() -> None:
    context, draft, turned = Chat("search").context, {"since": f"{TODAY}"}, 1
    while back := [b for b in STEP.ask(draft, context).rows[0] if b.label == "◀️"]:
        draft, turned = dict(STEP.handle(draft, PressAnswer(back[0].says), context)), turned + 1
        assert not STEP.answered(draft), "turning a page answers nothing"
    assert draft["?month"] == "2008-01"
    assert turned == (TODAY.year - FIRST_DAY.year) * 12 + TODAY.month
    while forward := [b for b in STEP.ask(draft, context).rows[0] if b.label == "▶️"]:
        draft, turned = dict(STEP.handle(draft, PressAnswer(forward[0].says), context)), turned - 1
    assert (draft["?month"], turned) == ("2026-11", 1)


def test_what_is_no_day_does_nothing() -> None:
    context = Chat("search").context
    empty = next(b for row in STEP.ask({}, context).rows for b in row if b.label == NO_DAY)
    assert not STEP.answered(STEP.handle({"since": "2026-11-20"}, PressAnswer(empty.says), context))


@given(st.text(max_size=20))
@example("2026-11-22")
@example("")
def test_a_forged_day_is_refused_like_a_typed_one(token: str) -> None:
    kept = taken(lambda: STEP.handle({}, PressAnswer(f"day:{token}"), Chat("search").context)["since"])
    assert kept is None or date.fromisoformat(kept) in ALL_DAYS
