"""Test that a commit wakes those parts that have something to do with it, and no others."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from bot.wake_ups import WakeUps
from storage.engine.news import EVERYTHING, Topic


class Part:
    """A part that counts what it is told."""

    def __init__(self) -> None:
        self.woken = self.probed = 0

    def wake(self) -> None:
        self.woken += 1

    def probe_soon(self) -> None:
        self.probed += 1


@pytest.mark.parametrize("topics", [{topic} for topic in Topic] + [set(), {Topic.MESSAGES, Topic.EVENTS}])
def test_only_the_parts_of_what_was_put_out_are_woken(topics: Collection[Topic]) -> None:
    parts = {topic: Part() for topic in Topic}
    courier: Any = parts.pop(Topic.MESSAGES)
    WakeUps(courier, parts)(topics)
    assert {topic for topic, part in {**parts, Topic.MESSAGES: courier}.items() if part.woken} == set(topics)
    assert courier.probed, "an update was handled, which may show that Telegram is back"


def test_where_nobody_knows_what_was_put_out_every_part_is_woken() -> None:
    parts = {topic: Part() for topic in EVERYTHING}
    courier: Any = parts.pop(Topic.MESSAGES)
    WakeUps(courier, parts)()
    assert all(part.woken == 1 for part in (courier, *parts.values()))
