"""The deadline of a ticket: the stage of its tender that counts, and when that ends on local clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from core.organisation.lpse import ZONES
from core.packages import PackageFacts

_ZONE_NAMES: Mapping[timedelta | None, str] = {zone.utcoffset(None): name for name, zone in ZONES.items()}


@dataclass(frozen=True, slots=True)
class StageDeadline:
    """The running stage that a ticket hangs on; `ends` is on the clocks of `zone` (WIB, WITA or WIT)."""

    stage: str
    ends: datetime
    zone: str


def stage_deadline(
    facts: PackageFacts | None, own_stages: Iterable[str], now: datetime, unknown: tzinfo
) -> StageDeadline | None:
    """Return the deadline at `now`: the first of `own_stages` that ends, else of any; None where none runs.

    Times of a schedule are kept in the zone of the LPSE that runs the tender; `unknown` is the zone where a
    source gave them in another one.
    """
    if facts is None:
        return None
    stage = facts.current_stage(now, tuple(own_stages))
    if stage is None:
        return None
    ends = stage_end(stage.ends, unknown)
    return StageDeadline(stage.name, ends, zone_name(ends))


def stage_end(ends: datetime, unknown: tzinfo) -> datetime:
    """Return the end of a stage on the clocks of its tender; else on those of `unknown`."""
    return ends if ends.utcoffset() in _ZONE_NAMES else ends.astimezone(unknown)


def zone_name(local: datetime) -> str:
    """Return the name of the zone that a local time is in: WIB, WITA or WIT."""
    return _ZONE_NAMES.get(local.utcoffset(), local.tzname() or "")
