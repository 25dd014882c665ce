"""Test that objects made to stay are not looked at again, and that the collector is as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.process.long_lived import long_lived


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_off_within_and_then_as_it_was(*, is_on: bool) -> None:
    (gc.enable if is_on else gc.disable)()
    with suppress(ImportError), long_lived():
        assert not gc.isenabled()
        raise ImportError
    assert gc.isenabled() is is_on


def test_what_was_made_within_is_not_looked_at_again() -> None:
    before = gc.get_freeze_count()
    with long_lived():
        kept = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= before + len(kept)
    assert not any(one is kept for one in gc.get_objects())
