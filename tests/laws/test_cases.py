"""Test that a test over a table fails with every case that fails, and names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import for_each


def test_every_case_that_fails_is_named_with_its_values() -> None:
    ran = []

    @for_each(("number", "word"), [(1, "satu"), (2, "dua"), (3, "tiga")])
    def is_two(number: int, word: str) -> None:
        ran.append(word)
        assert number == 2, "it is two"

    with pytest.raises(pytest.fail.Exception) as failure:
        is_two()
    said = str(failure.value)
    assert ran == ["satu", "dua", "tiga"]
    assert said.startswith("2 of 3 cases failed.")
    assert "[1, satu]" in said
    assert "[3, tiga]" in said
    assert "dua" not in said
    assert 'assert number == 2, "it is two"' in said


def test_a_case_that_a_law_fails_is_reported_with_the_others() -> None:
    @for_each("number", [1, 2], ids="number {}".format)
    def fails(number: int) -> None:
        if number == 1:
            pytest.fail("by a law")
        raise ValueError(number)

    with pytest.raises(pytest.fail.Exception, match=r"(?s)2 of 2.*number 1.*by a law.*number 2.*ValueError"):
        fails()


async def test_cases_that_wait_are_awaited() -> None:
    ran = []

    @for_each("number", [1, 2])
    async def fails(number: int) -> None:
        ran.append(number)
        assert number == 1

    with pytest.raises(pytest.fail.Exception, match="1 of 2"):
        await fails()
    assert ran == [1, 2]


def test_a_misspelt_name_and_an_empty_table_are_refused() -> None:
    def takes(number: int) -> None: ...

    with pytest.raises(AssertionError, match="takes no"):
        for_each("numbre", [1])(takes)
    with pytest.raises(AssertionError, match="without a case"):
        for_each("number", [])


@for_each("name", ["one", "two"])
def test_each_case_has_a_folder_of_its_own(tmp_path: Path, name: str) -> None:
    assert list(tmp_path.iterdir()) == []
    (tmp_path / name).touch()
