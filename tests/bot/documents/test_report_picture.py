"""Test that the pictures of a report fit a phone and that nothing in them is cut off."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from matplotlib.image import imread
from PIL import Image

from bot.documents import canvas
from bot.documents.canvas import cut_to_fit
from bot.documents.chart_bars import chart_bars
from bot.documents.report_picture import MARGIN, PRIORITY_COLOURS, WIDTH, ReportTranslator, draw_report
from conversations.screens.report import PeriodStatistics
from core.master_data.priority import Priority
from core.tickets.statistics import DurationStatistics, RatingStatistics
from tests.conversations.fakes import RENDERER
from tests.conversations.sample_reports import LPSES, busy_month, quiet_day
from tests.laws.source_tree import ROOT

# Pixels of both sides together that Telegram accepts for a photo.
LARGEST = 10_000


def drawn(statistics: PeriodStatistics, folder: Path, language: str = "id") -> Path:
    """Draw a report in a language and return the path of its picture."""
    say = partial(RENDERER.sentence, language=language)
    words = ReportTranslator(partial(RENDERER.translate, language=language), say, language)
    draw_report(statistics, folder / "laporan.png", words)
    return folder / "laporan.png"


def size(path: Path) -> tuple[int, int]:
    """Return width and height of a PNG, as its header gives them."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def is_white(part: Any) -> bool:
    """Return whether all pixels of a part of a picture are white."""
    return bool((part == 1).all())


def test_one_picture_is_as_wide_as_a_phone_shows_it_and_not_too_long(tmp_path: Path) -> None:
    width, height = size(drawn(busy_month(), tmp_path))
    assert width == WIDTH
    assert WIDTH <= height <= 2 * WIDTH
    assert width + height <= LARGEST


@pytest.mark.parametrize("language", RENDERER.languages)
def test_nothing_runs_over_the_edge_however_long_a_name_is(tmp_path: Path, language: str) -> None:
    long = {lpse_id: f"{name} {'WWMM' * 30} $x^2$" for lpse_id, name in LPSES.items()}
    one = replace(busy_month(), lpses=long, places=tuple(long.values()))
    picture = imread(drawn(one, tmp_path, language))
    # A letter may reach a few pixels over its line.
    edge = MARGIN - 4
    for side in (picture[:edge], picture[-edge:], picture[:, :edge], picture[:, -edge:]):
        assert is_white(side)
    assert not is_white(picture)


def test_a_thousand_hours_stay_whole_and_in_their_column(tmp_path: Path) -> None:
    thousand = DurationStatistics(1, 1_028 * 60 + 45, 0)
    report = replace(busy_month().report, to_take=thousand, to_solve=thousand)
    picture = imread(drawn(replace(busy_month(), report=report), tmp_path))
    middle = WIDTH // 2
    # Between the columns, beside the second row of figures.
    assert is_white(picture[300:480, middle - 10 : middle - 2])


def test_every_priority_has_its_colour(tmp_path: Path) -> None:
    every = dict.fromkeys(Priority, 300)
    report = replace(busy_month().report, by_priority=every)
    with Image.open(drawn(replace(busy_month(), report=report), tmp_path)) as picture:
        pixels = picture.convert("RGB")
    colours = {colour for _count, colour in pixels.getcolors(pixels.width * pixels.height) or []}
    for priority, colour in PRIORITY_COLOURS.items():
        assert tuple(bytes.fromhex(colour.removeprefix("#"))) in colours, priority


def test_a_day_without_tickets_is_a_small_picture(tmp_path: Path) -> None:
    assert size(drawn(quiet_day(), tmp_path))[1] < WIDTH // 2


@pytest.mark.parametrize(
    ("first", "last", "bars"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), 1),
        (date(2026, 11, 1), date(2026, 11, 30), 30),
        (date(2026, 10, 1), date(2026, 11, 30), 9),
        (date(2026, 1, 1), date(2026, 11, 30), 11),
    ],
)
def test_the_course_has_bars_of_days_weeks_or_months(first: date, last: date, bars: int) -> None:
    filed = {(first, Priority.MAJOR): 3, (last, Priority.MINOR): 4}
    course = chart_bars(filed, first, last)
    assert len(course) == bars
    assert sum(bar.total for bar in course) == 7
    assert course[0].counts[Priority.MAJOR] == 3
    assert course[-1].counts[Priority.MINOR] == 4


@pytest.mark.parametrize(("language", "share"), [("id", "4,2%"), ("en", "4.2%")])
def test_shares_are_written_as_the_reader_writes_numbers(language: str, share: str) -> None:
    words = ReportTranslator(str, lambda note: note.text, language)
    assert words.share(42, 1000) == share
    assert [words.share(*of) for of in ((0, 5), (1, 3), (996, 10_000), (5, 5))] == [
        "0%",
        "33%",
        "10%",
        "100%",
    ]


@pytest.mark.timeout(300)
def test_who_never_orders_a_picture_never_loads_what_draws_it() -> None:
    look = "import sys, bot.wiring; print([n for n in sys.modules if n.startswith(('matplotlib', 'numpy'))])"
    loaded = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize("language", RENDERER.languages)
@pytest.mark.parametrize("ratings", [busy_month().report.ratings, RatingStatistics({}, {})])
def test_nothing_but_long_names_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, ratings: RatingStatistics
) -> None:
    cut = list[str]()

    def note(text: str, room: float, width_of: Callable[[str], float]) -> str:
        shown = cut_to_fit(text, room, width_of)
        cut.extend([text] if shown != text else [])
        return shown

    monkeypatch.setattr(canvas, "cut_to_fit", note)
    month = busy_month()
    names = {10: "LPSE Kementerian Pekerjaan Umum", 20: "LPSE " + "Panjang " * 20}
    report = replace(month.report, ratings=ratings, by_lpse={10: 2, 20: 1})
    drawn(replace(month, report=report, lpses=names), tmp_path, language)
    assert [text for text in cut if not text.startswith(("LPSE Panjang", "e-Purchasing"))] == []
    assert any(text.startswith("LPSE Panjang") for text in cut)


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Surabaya", 8, "Surabaya"),
        ("Surabaya", 7, "Suraba…"),
        ("Kota Surabaya", 6, "Kota…"),
        ("Kota", 0, "…"),
    ],
)
def test_a_text_is_cut_to_its_room(text: str, room: float, shown: str) -> None:
    assert cut_to_fit(text, room, len) == shown
