"""Correct values that shipped wrong in databases that hold them, unless somebody has changed them by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.administration.audit import AuditChange, ChangeType
from core.organisation.lpse import Lpse
from storage.unit import SqlUnitOfWork

# Regional police in WITA and WIT, which shipped with Jakarta's zone up to version 0.2.0.
WRONG_ZONES: Mapping[int, str] = dict.fromkeys(
    (531, 532, 535, 541, 542, 544, 572, 573, 574, 579, 636, 655), "WIB"
)


def correct_zones(unit: SqlUnitOfWork, shipped: Iterable[Lpse], at: datetime) -> int:
    """Give each LPSE that still has the wrong zone the one that ships now; return how many there were.

    Each correction stands in the audit trail. A zone that the trail says was set by hand stays.
    """
    right = {lpse.id: lpse.zone for lpse in shipped if lpse.id in WRONG_ZONES}
    wrong = [lpse for lpse in unit.lpses.of(WRONG_ZONES) if lpse.zone == WRONG_ZONES[lpse.id]]
    if not wrong:
        return 0
    edits = unit.audit.changes(ChangeType.LPSE_CHANGED)
    corrected = [lpse for lpse in wrong if lpse.id in right and not _zone_was_set(lpse.name, edits)]
    for lpse in corrected:
        unit.lpses.save(replace(lpse, zone=right[lpse.id]))
        before, after = {"zone": lpse.zone}, {"zone": right[lpse.id]}
        unit.audit.add(AuditChange(ChangeType.LPSE_CHANGED, lpse.name, at, None, before, after))
    return len(corrected)


def _zone_was_set(name: str, edits: Sequence[AuditChange]) -> bool:
    """Return whether the trail, newest first, has a change of the LPSE's zone under any of its names."""
    for edit in edits:
        if edit.after.get("name", edit.subject) == name:
            if "zone" in edit.after:
                return True
            name = edit.subject
    return False
