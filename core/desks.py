"""Desks, the places a ticket can wait at, and the ladder that leads from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from core.catalogue import Application, Directorate
from core.errors import Refusal
from core.roles import Level


@dataclass(frozen=True, slots=True)
class Desk:
    """One level of one organisation: LPSE levels name their LPSE, technical teams their directorate."""

    level: Level
    lpse_id: int | None = None
    directorate: Directorate | None = None

    @property
    def key(self) -> str:
        """A short text that names the desk, for storing and indexing: `1:10`, `3`, `5:spse`."""
        return ":".join(
            str(part) for part in (int(self.level), self.lpse_id, self.directorate) if part is not None
        )

    @classmethod
    def from_key(cls, key: str) -> Desk:
        head, _, tail = key.partition(":")
        level = Level(int(head))
        if level is Level.TIM_TEKNIS:
            return cls(level, directorate=Directorate(tail))
        return cls(level, lpse_id=int(tail) if tail else None)


def first_desk(creator: Level, lpse_id: int, application: Application) -> Desk:
    """Where a new ticket starts: one rung above whoever filed it (product, life of a ticket)."""
    return _rung(Level(min(creator + 1, Level.TIM_TEKNIS)), lpse_id, application.directorate)


def next_desk(desk: Desk, lpse_id: int, application: Application, chosen: Directorate | None = None) -> Desk:
    """Where an escalation leads; a technical team hands over to the chosen other directorate's team."""
    if desk.level < Level.TIM_TEKNIS:
        return _rung(Level(desk.level + 1), lpse_id, application.directorate)
    if chosen is None or chosen == desk.directorate:
        raise Refusal("directorate_needed")
    return _rung(Level.TIM_TEKNIS, lpse_id, chosen)


def _rung(level: Level, lpse_id: int, directorate: Directorate) -> Desk:
    if level <= Level.LPSE_2:
        return Desk(level, lpse_id=lpse_id)
    if level is Level.TIM_TEKNIS:
        return Desk(level, directorate=directorate)
    return Desk(level)
