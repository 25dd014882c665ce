"""Wake those of the leader's parts that have something to do with what was committed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from bot.sending.courier import Courier
from storage.units import EVERYTHING, Topic


class Part(Protocol):
    """A part that sleeps until it is woken, or for a while."""

    def wake(self) -> None:
        """Look at once whether there is something to do."""


class WakeUps:
    """Wake the part of each topic; any topic also shows that updates are handled.

    All parts are woken where nobody knows what was committed, as after a clock was put forward.
    """

    def __init__(self, courier: Courier, others: Mapping[Topic, Part]) -> None:
        self._courier = courier
        self._parts: Mapping[Topic, Part] = {Topic.MESSAGES: courier, **others}

    def __call__(self, topics: Collection[Topic] = EVERYTHING) -> None:
        """Wake the parts of these topics."""
        for topic in topics:
            self._parts[topic].wake()
        self._courier.probe_soon()
