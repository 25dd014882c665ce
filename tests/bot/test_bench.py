"""Test that the measurements run, with a few rounds of each."""

from pathlib import Path

import pytest

import bench.filing
import bench.flood
import bench.lists
import bench.press
import bench.sample_database
import bench.step


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for measurement in (bench.filing, bench.flood, bench.lists, bench.press, bench.step):
        monkeypatch.setattr(measurement, "ROUNDS", 3)
        monkeypatch.setattr(measurement, "WARM_UP", 1)


def figures(table: str, unit: str = " ms") -> dict[str, list[float]]:
    """Return the figures of every measurement by its heading."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line]
    headings = [row for row in rows if any(unit in cell for cell in row)]
    cells_by_name = {name: cells for name, *cells in rows if cells and cells[0][0].isdigit()}
    measured = {name: [float(cell) for cell in cells] for name, cells in cells_by_name.items()}
    assert headings
    assert all(len(cells) == len(headings[0]) - 1 for cells in measured.values())
    return measured


async def test_a_press_is_measured_to_its_answer_and_its_screen() -> None:
    table = figures(await bench.press.measure_press())
    answered, shown = table["press answered"], table["next screen out"]
    assert 0 < answered[0] <= answered[1]
    assert answered[0] < shown[0], "the screen comes after the answer"
    assert shown[2] == pytest.approx(shown[0] / answered[0], rel=0.2)


async def test_lists_searches_and_cards_are_measured_beside_their_baselines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.sample_database, "FOLDER", tmp_path)
    monkeypatch.setattr(bench.sample_database, "LPSES", 10)
    monkeypatch.setattr(bench.sample_database, "REPORTERS", 20)
    monkeypatch.setattr(bench.lists, "TICKETS", 300)
    table = figures(await bench.lists.measure_lists())
    assert {"queue of LKPP", "two common words, everywhere", "card of the longest discussions"} <= set(table)
    for name, (median, tail, ratio) in table.items():
        assert 0 < median <= tail, name
        assert ratio > 0, name


async def test_a_step_is_measured_beside_the_echo() -> None:
    table = figures(await bench.step.measure_step())
    [ours] = [cells for name, cells in table.items() if "two durable commits" in name]
    [echo] = [cells for name, cells in table.items() if "echo" in name]
    assert 0 < echo[0] < ours[0], "an echo does less"


async def test_filing_at_a_large_desk_is_measured_beside_a_small_one() -> None:
    table = figures(await bench.filing.measure_filing())
    small, large = table["filed at a desk of 2"], table["filed at a desk of 60"]
    assert large[2] == pytest.approx(large[0] / small[0], rel=0.2)
    assert set(table) > {"filed at a desk of 2", "filed at a desk of 60"}, "telling is measured too"


async def test_an_answer_during_a_flood_is_measured_beside_one_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bench.flood, "STRANGERS", 5)
    monkeypatch.setattr(bench.flood, "STICKERS", 4)
    table = figures(await bench.flood.measure_flood())
    idle, flooded = table["next screen, nobody else"], table["next screen, 5 strangers with 4 stickers each"]
    assert flooded[2] == pytest.approx(flooded[0] / idle[0], rel=0.2)
