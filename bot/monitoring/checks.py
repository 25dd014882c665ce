"""Find out whether the bot serves people, and what may keep it from that soon."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from core.administration.service_faults import Fault, FaultKey
from core.people.reachability import UnreachedDesk
from storage.queries.backlog import Backlog, Waiting

# Ages from which something that waits is stuck. People wait for answers to updates; messages, while Telegram
# is asked at its pace; letters, while a server greylists; documents, while others are made.
STUCK = {
    Fault.UPDATES: timedelta(minutes=1),
    Fault.MESSAGES: timedelta(minutes=5),
    Fault.LETTERS: timedelta(minutes=30),
    Fault.JOBS: timedelta(minutes=15),
}
# An Emergency ticket that nobody has taken for so long.
UNTAKEN = timedelta(minutes=30)
# Bytes: less is soon too little, and no room at all for anything.
LITTLE_ROOM, NO_ROOM = 1 << 30, 100 << 20
# Seconds that this clock may differ from the database's.
TOLERATED = 30.0


class Severity(StrEnum):
    """How bad it is: people are served, they still are, or they are not."""

    OK = "ok"
    WARNING = "warning"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Check:
    """Result of one check. `reason` is for operators; administrators are told `faults` in chat."""

    name: str
    severity: Severity = Severity.OK
    reason: str = ""
    faults: tuple[FaultKey, ...] = ()


def check_backlog(backlog: Backlog, now: datetime) -> list[Check]:
    """Return whether anything has waited for longer than it should."""
    return [
        _check_waiting(Fault.UPDATES, backlog.updates, now, Severity.FAILING),
        _check_waiting(Fault.MESSAGES, backlog.messages, now, Severity.FAILING),
        _check_waiting(Fault.LETTERS, backlog.letters, now, Severity.WARNING),
        _check_waiting(Fault.JOBS, backlog.jobs, now, Severity.WARNING),
    ]


def check_bounces(trouble: str) -> Check:
    """Return whether the mailbox of returned letters is read; `trouble` says why not, or nothing."""
    if not trouble:
        return Check("bounces")
    return Check("bounces", Severity.WARNING, f"not read: {trouble}", (FaultKey(Fault.BOUNCES),))


def check_emergencies(untaken: Sequence[tuple[str, datetime]], now: datetime) -> Check:
    """Return whether an Emergency ticket waits for too long; it is the desk that is late, not the bot."""
    late = [number for number, since in untaken if now - since >= UNTAKEN]
    if not late:
        return Check("emergencies")
    faults = tuple(FaultKey(Fault.EMERGENCY, number) for number in late)
    return Check("emergencies", Severity.WARNING, f"nobody takes {', '.join(late[:5])}", faults)


def check_clock(ahead: float | None) -> Check:
    """Return whether this clock agrees with that of the database, which it is ahead of by so many seconds."""
    if ahead is None or abs(ahead) <= TOLERATED:
        return Check("clock")
    reason = f"{abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} the database's"
    return Check("clock", Severity.WARNING, reason, (FaultKey(Fault.CLOCK),))


def check_desks(unreached: Sequence[UnreachedDesk]) -> Check:
    """Return whether tickets had to be passed on from desks at which nobody can be reached still."""
    if not unreached:
        return Check("desks")
    faults = tuple(FaultKey(Fault.DESK, one.desk.key) for one in unreached)
    named = ", ".join(one.desk.key for one in unreached[:5])
    reason = f"nobody can be reached at {len(unreached)} desks ({named})"
    return Check("desks", Severity.WARNING, reason, faults)


async def check_room(places: Iterable[Path]) -> tuple[Check, dict[str, int]]:
    """Return whether there is room where the bot writes, and the bytes that are free at each place."""
    # A disk that hangs must not hold up what stops the process.
    free = await asyncio.to_thread(_free, list(places))  # noqa: TID251
    least = min(free.values(), default=LITTLE_ROOM)
    if least >= LITTLE_ROOM:
        return Check("disk"), free
    severity = Severity.FAILING if least < NO_ROOM else Severity.WARNING
    return Check("disk", severity, f"{least >> 20} MB left", (FaultKey(Fault.DISK),)), free


def _free(places: Sequence[Path]) -> dict[str, int]:
    found = {}
    for place in places:
        existing = next((one for one in (place, *place.parents) if one.exists()), None)
        if existing is not None:
            found[str(place)] = shutil.disk_usage(existing).free
    return found


def _check_waiting(fault: Fault, waiting: Waiting, now: datetime, severity: Severity) -> Check:
    age = now - waiting.since if waiting.since is not None else timedelta()
    if age < STUCK[fault]:
        return Check(fault.value)
    reason = f"{waiting.count} wait, the oldest for {age.total_seconds():.0f} seconds"
    return Check(fault.value, severity, reason, (FaultKey(fault),))
