"""Test that the pictures of a report fit a phone and that nothing in them is cut off."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from matplotlib.image import imread

from bot.documents.report_pictures import MARGIN, WIDTH, ReportTranslator, draw_report
from conversations.screens.report import PeriodStatistics
from core.tickets.statistics import RatingStatistics
from tests.conversations.fakes import RENDERER
from tests.conversations.sample_reports import LPSES, busy_month, quiet_day
from tests.laws.source_tree import ROOT

# Pixels of both sides together that Telegram accepts for a photo.
LARGEST = 10_000


def drawn(statistics: PeriodStatistics, folder: Path, language: str = "id") -> list[Path]:
    """Draw a report in a language and return the paths of its pictures."""
    say = partial(RENDERER.sentence, language=language)
    return draw_report(
        statistics, folder, ReportTranslator(partial(RENDERER.translate, language=language), say, language)
    )


def sizes(paths: list[Path]) -> list[tuple[int, int]]:
    """Return width and height of each PNG, as its header gives them."""
    heads = [path.read_bytes()[:24] for path in paths]
    assert all(head.startswith(b"\x89PNG") for head in heads)
    return [struct.unpack(">II", head[16:24]) for head in heads]


def is_white(part: Any) -> bool:
    """Return whether all pixels of a part of a picture are white."""
    return bool((part == 1).all())


def test_four_pictures_are_as_wide_as_a_phone_shows_them(tmp_path: Path) -> None:
    found = sizes(drawn(busy_month(), tmp_path))
    assert [width for width, _height in found] == [WIDTH] * 4
    assert all(WIDTH <= height <= 2 * WIDTH for _width, height in found), "not too long for a screen"
    assert all(sum(size) <= LARGEST for size in found)


@pytest.mark.parametrize("language", RENDERER.languages)
def test_nothing_runs_over_the_edge_however_long_a_name_is(tmp_path: Path, language: str) -> None:
    long = {lpse_id: f"{name} {'WWMM' * 30} $x^2$" for lpse_id, name in LPSES.items()}
    one = replace(busy_month(), lpses=long, places=tuple(long.values()))
    for path in drawn(one, tmp_path, language):
        picture = imread(path)
        # A letter may reach a few pixels over its line.
        edge = MARGIN - 4
        for side in (picture[:edge], picture[-edge:], picture[:, :edge], picture[:, -edge:]):
            assert is_white(side), path.name
        assert not is_white(picture)


def test_what_there_is_nothing_of_takes_no_picture(tmp_path: Path) -> None:
    unrated = replace(busy_month(), report=replace(busy_month().report, ratings=RatingStatistics()))
    assert len(drawn(unrated, tmp_path)) == 3
    assert all(width == WIDTH for width, _height in sizes(drawn(quiet_day(), tmp_path)))


@pytest.mark.timeout(180)
def test_who_never_orders_a_picture_never_loads_what_draws_it() -> None:
    look = "import sys, bot.wiring; print([n for n in sys.modules if n.startswith(('matplotlib', 'numpy'))])"
    loaded = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert loaded.stdout.strip() == "[]"
