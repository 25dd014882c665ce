"""Desks, the places where a ticket waits, and the ladder of levels from one desk to the next."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import Refusal
from core.master_data.catalogue import Application
from core.organisation.directorates import Directorate
from core.organisation.roles import Level


@dataclass(frozen=True, slots=True)
class Desk:
    """A level of one organisation; LPSE levels name their LPSE, technical teams their directorate."""

    level: Level
    lpse_id: int | None = None
    directorate: Directorate | None = None

    @property
    def key(self) -> str:
        """Return the short text that identifies the desk in storage and indexes: `1:10`, `3`, `5:spse`."""
        return ":".join(
            str(part) for part in (int(self.level), self.lpse_id, self.directorate) if part is not None
        )

    @property
    def place(self) -> tuple[Level | Directorate, ...]:
        """Return the level, and the directorate of a technical team, to be put into words."""
        return (self.level, *((self.directorate,) if self.directorate else ()))

    @classmethod
    def from_key(cls, key: str) -> Desk:
        """Return the desk of a `key`; raise ValueError for any other text."""
        head, _, tail = key.partition(":")
        level = Level(int(head))
        if level is Level.TIM_TEKNIS:
            return cls(level, directorate=Directorate(tail))
        return cls(level, lpse_id=int(tail) if tail else None)


def first_desk(creator: Level, lpse_id: int, application: Application) -> Desk:
    """Return the desk where a new ticket starts: one level above `creator`, the level of its reporter.

    A technical team's own tickets start at the team of the application's directorate (product, life of a
    ticket).
    """
    return _desk_at(Level(min(creator + 1, Level.TIM_TEKNIS)), lpse_id, application.directorate)


def next_desk(desk: Desk, lpse_id: int, application: Application, chosen: Directorate | None = None) -> Desk:
    """Return the desk to which an escalation leads.

    It is one level up. A technical team, which has no level above it, hands over to the team of the `chosen`
    other directorate; raise Refusal("directorate_needed") if none or its own is chosen.
    """
    if desk.level < Level.TIM_TEKNIS:
        return _desk_at(Level(desk.level + 1), lpse_id, application.directorate)
    if chosen is None or chosen == desk.directorate:
        raise Refusal("directorate_needed")
    return _desk_at(Level.TIM_TEKNIS, lpse_id, chosen)


def _desk_at(level: Level, lpse_id: int, directorate: Directorate) -> Desk:
    """Return the desk of this level for tickets of this LPSE and directorate."""
    if level <= Level.LPSE_2:
        return Desk(level, lpse_id=lpse_id)
    if level is Level.TIM_TEKNIS:
        return Desk(level, directorate=directorate)
    return Desk(level)
