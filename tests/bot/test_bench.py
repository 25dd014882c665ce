"""The measurements still measure what they say: a few rounds of each."""

import pytest

import bench.press
import bench.step


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for measurement in (bench.press, bench.step):
        monkeypatch.setattr(measurement, "ROUNDS", 3)
        monkeypatch.setattr(measurement, "WARM_UP", 1)


async def test_a_press_is_measured_to_its_answer_and_its_screen() -> None:
    table = await bench.press.measure_press()
    assert "press answered" in table
    assert "next screen out" in table


async def test_a_step_is_measured_beside_the_echo() -> None:
    assert "two durable commits" in await bench.step.measure_step()
