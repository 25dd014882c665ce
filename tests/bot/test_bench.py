"""The measurements still measure what they say: a few rounds of each."""

from pathlib import Path

import pytest

import bench.archive
import bench.lists
import bench.press
import bench.step


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for measurement in (bench.lists, bench.press, bench.step):
        monkeypatch.setattr(measurement, "ROUNDS", 3)
        monkeypatch.setattr(measurement, "WARM_UP", 1)


async def test_a_press_is_measured_to_its_answer_and_its_screen() -> None:
    table = await bench.press.measure_press()
    assert "press answered" in table
    assert "next screen out" in table


async def test_lists_searches_and_cards_are_measured_beside_their_rivals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.archive, "FOLDER", tmp_path)
    monkeypatch.setattr(bench.archive, "LPSES", 10)
    monkeypatch.setattr(bench.archive, "REPORTERS", 20)
    monkeypatch.setattr(bench.lists, "TICKETS", 300)
    table = await bench.lists.measure_lists()
    for name in ("queue of LKPP", "two common words, everywhere", "card of the longest discussions"):
        assert f"\n| {name} | " in table


async def test_a_step_is_measured_beside_the_echo() -> None:
    assert "two durable commits" in await bench.step.measure_step()
