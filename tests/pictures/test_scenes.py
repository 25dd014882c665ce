"""Test that the story of the pictures plays and that the README shows every picture."""

import re
import struct
from pathlib import Path

from tests.laws.source_tree import ROOT
from tests.pictures.scenes import StillClock, play
from tests.stories.stage import Stage

FOLDER = ROOT / "docs" / "pictures"
SCENES = ["menu", "step", "review", "alert", "card", "report"]
PHONE = (390, 844)
MOST_BYTES = 600_000


async def test_every_scene_comes(tmp_path: Path, furnished: Path) -> None:
    stage = Stage(tmp_path, furnished)
    stage.clock = StillClock()
    await stage.open()
    scenes = [scene.name async for scene in play(stage)]
    await stage.close()
    assert scenes == SCENES


def test_the_readme_shows_every_scene_at_the_size_of_a_phone() -> None:
    shown = re.findall(r"docs/pictures/([\w.-]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown == [f"{scene}.png" for scene in SCENES]
    assert sorted(shown) == sorted(path.name for path in FOLDER.iterdir())
    assert {_size(FOLDER / name) for name in shown} == {PHONE}


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def _size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels, from the header of a PNG file."""
    beginning = path.read_bytes()[:24]
    assert beginning.startswith(b"\x89PNG\r\n\x1a\n"), path
    width, height = struct.unpack(">II", beginning[16:24])
    return width, height
