"""Faults of the service that administrators are told of: when each begins, and when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

# A fault is told when it has lasted so long, and is over when all was well for so long.
LASTS, RECOVERS = timedelta(minutes=2), timedelta(minutes=2)


class Fault(StrEnum):
    """Kinds of faults; the value is what is stored."""

    UPDATES = "updates"
    MESSAGES = "messages"
    LETTERS = "letters"
    BOUNCES = "bounces"
    JOBS = "jobs"
    WEBHOOK = "webhook"
    ARCHIVE = "archive"
    DISK = "disk"
    CLOCK = "clock"
    EMERGENCY = "emergency"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class FaultKey:
    """A fault, and what of: the number of an Emergency ticket, the key of a desk, or ""."""

    fault: Fault
    subject: str = ""


@dataclass(frozen=True, slots=True)
class StandingFault:
    """A fault since it was first seen; `well_since` is set while it is gone, `is_told` once it was told."""

    key: FaultKey
    detail: str
    since: datetime
    well_since: datetime | None = None
    is_told: bool = False


class ServiceFaults(Protocol):
    """Faults that are not over."""

    def standing(self) -> list[StandingFault]:
        """Return all faults that are not over."""

    def save(self, fault: StandingFault) -> None:
        """Store a fault, new or changed."""

    def end(self, key: FaultKey) -> None:
        """Remove a fault."""


@dataclass(frozen=True, slots=True)
class FaultChanges:
    """Faults that administrators have to be told of now: those that have begun, and those that are over."""

    begun: tuple[StandingFault, ...]
    over: tuple[StandingFault, ...]


def note_faults(records: ServiceFaults, found: Mapping[FaultKey, str], now: datetime) -> FaultChanges:
    """Store which faults there are now, with their details; return what administrators are to be told.

    What comes and goes within moments is told to nobody, and one that was told is told once.
    """
    begun, over = [], []
    standing = {one.key: one for one in records.standing()}
    for key, detail in found.items():
        before = standing.get(key) or StandingFault(key, detail, now)
        is_due = not before.is_told and now - before.since >= LASTS
        fault = StandingFault(key, detail, before.since, None, before.is_told or is_due)
        if fault != before or key not in standing:
            records.save(fault)
        if is_due:
            begun.append(fault)
    for key, fault in standing.items():
        if key in found:
            continue
        if fault.is_told and fault.well_since is None:
            records.save(StandingFault(key, fault.detail, fault.since, now, is_told=True))
        elif not fault.is_told or (fault.well_since is not None and now - fault.well_since >= RECOVERS):
            records.end(key)
            if fault.is_told:
                over.append(fault)
    return FaultChanges(tuple(begun), tuple(over))
