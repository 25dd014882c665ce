"""Faults of the service, until they are over."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from core.administration.service_faults import Fault, FaultKey, StandingFault
from storage.schema import tables as t
from storage.schema.upserts import upsert

# Faults that are read: few kinds, and as many Emergency tickets as are looked at.
MOST = 1_000

_COLUMNS = t.service_faults.c
_STANDING = select(*_COLUMNS).order_by(_COLUMNS.since, _COLUMNS.fault, _COLUMNS.subject).limit(MOST)
_SAVE = upsert(t.service_faults, ("fault", "subject"), ("detail", "well_since", "is_told"))
_END = delete(t.service_faults).where(
    _COLUMNS.fault == bindparam("which"), _COLUMNS.subject == bindparam("of")
)


class SqlServiceFaults:
    """Faults of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self) -> list[StandingFault]:
        """Return all faults that are not over, the oldest first."""
        return [
            StandingFault(
                FaultKey(Fault(row.fault), row.subject), row.detail, row.since, row.well_since, row.is_told
            )
            for row in self._connection.execute(_STANDING)
        ]

    def save(self, fault: StandingFault) -> None:
        row = {
            "fault": fault.key.fault.value,
            "subject": fault.key.subject,
            "detail": fault.detail,
            "since": fault.since,
            "well_since": fault.well_since,
            "is_told": fault.is_told,
        }
        self._connection.execute(_SAVE, row)

    def end(self, key: FaultKey) -> None:
        self._connection.execute(_END, {"which": key.fault.value, "of": key.subject})
