"""The report as pictures: as wide as a phone shows them, whole, and nothing falls off the edge."""

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

from bot.documents.report_pictures import MARGIN, WIDTH, Words, draw_report
from conversations.screens.report import Reported
from core.report import Ratings
from tests.conversations.fakes import RENDERER
from tests.conversations.sampled_reports import LPSES, busy, quiet
from tests.laws.house import ROOT

# Of both sides together: what Telegram takes for a photo.
LARGEST = 10_000


def drawn(reported: Reported, folder: Path, language: str = "id") -> list[Path]:
    say = partial(RENDERER.sentence, language=language)
    return draw_report(reported, folder, Words(partial(RENDERER.translate, language=language), say, language))


def sizes(paths: list[Path]) -> list[tuple[int, int]]:
    """Width and height as the PNGs themselves say."""
    heads = [path.read_bytes()[:24] for path in paths]
    assert all(head.startswith(b"\x89PNG") for head in heads)
    return [struct.unpack(">II", head[16:24]) for head in heads]


def is_white(part: Any) -> bool:
    return bool((part == 1).all())


def test_four_pictures_are_as_wide_as_a_phone_shows_them(tmp_path: Path) -> None:
    found = sizes(drawn(busy(), tmp_path))
    assert [width for width, _height in found] == [WIDTH] * 4
    assert all(WIDTH <= height <= 2 * WIDTH for _width, height in found), "not too long for a screen"
    assert all(sum(size) <= LARGEST for size in found)


@pytest.mark.parametrize("language", RENDERER.languages)
def test_nothing_runs_over_the_edge_however_long_a_name_is(tmp_path: Path, language: str) -> None:
    long = {lpse_id: f"{name} {'WWMM' * 30} $x^2$" for lpse_id, name in LPSES.items()}
    one = replace(busy(), lpses=long, places=tuple(long.values()))
    for path in drawn(one, tmp_path, language):
        picture = imread(path)
        # A letter may reach a little over the line that it is set to.
        edge = MARGIN - 4
        for side in (picture[:edge], picture[-edge:], picture[:, :edge], picture[:, -edge:]):
            assert is_white(side), path.name
        assert not is_white(picture)


def test_what_there_is_nothing_of_takes_no_picture(tmp_path: Path) -> None:
    unrated = replace(busy(), report=replace(busy().report, ratings=Ratings()))
    assert len(drawn(unrated, tmp_path)) == 3
    assert all(width == WIDTH for width, _height in sizes(drawn(quiet(), tmp_path)))


def test_who_never_orders_a_picture_never_loads_what_draws_it() -> None:
    look = "import sys, bot.wiring; print([n for n in sys.modules if n.startswith(('matplotlib', 'numpy'))])"
    told = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "[]"
