"""The package records that were loaded onto this machine."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from core.packages import PackageFacts, PackageKind
from storage import tables as t

_FIND = select(t.packages.c.facts).where(
    t.packages.c.kind == bindparam("kind"), t.packages.c.code == bindparam("code")
)


class SqlPackageRecords:
    """Package records of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, kind: PackageKind, code: str) -> PackageFacts | None:
        found = self._connection.execute(_FIND, {"kind": kind.value, "code": code}).scalar_one_or_none()
        return None if found is None else PackageFacts.from_dict(found)
