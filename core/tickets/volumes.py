"""How loudly a person wants to hear of one ticket."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.tickets.action_spec import Loudness, NoticeSpec


class Volume(StrEnum):
    """Wishes of a person for the notices of one ticket; the value is what storage and buttons keep."""

    USUAL = "usual"  # as the action table says
    SILENT = "silent"  # nothing new, and no sound, but for what is asked of the person
    ALL = "all"  # every event is a new message


class Volumes(Protocol):
    """Volumes that people have chosen for tickets."""

    def of(self, ticket_id: int, person_ids: Iterable[int]) -> Mapping[int, Volume]:
        """Return the volumes of this ticket by person; those who chose none are left out."""

    def set(self, ticket_id: int, person_id: int, volume: Volume, at: datetime) -> None:
        """Store a choice; `USUAL` forgets an earlier one."""


def loudness_at(
    volume: Volume, spec: NoticeSpec, *, is_repeated: bool = False, is_asked: bool = False
) -> Loudness:
    """Return how loudly somebody with this volume is told.

    `is_repeated` says that such an event happened to the ticket before, `is_asked` that the ticket waits for
    this reader.
    """
    loudness = spec.again if is_repeated and spec.again is not None else spec.loudness
    match volume:
        case Volume.ALL if loudness is Loudness.QUIET:
            return Loudness.NEWS
        case Volume.SILENT if loudness is Loudness.NEWS and not is_asked:
            return Loudness.QUIET
        case _:
            return loudness
