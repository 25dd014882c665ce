"""Package records that were imported from files."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from core.packages import PackageFacts, PackageKind
from storage.schema import tables as t

_FIND = select(t.packages.c.facts).where(
    t.packages.c.kind == bindparam("kind"), t.packages.c.code == bindparam("code")
)


_STORED = select(t.packages.c.code, t.packages.c.facts).where(
    t.packages.c.kind == bindparam("kind"), t.packages.c.code.in_(bindparam("codes", expanding=True))
)


class SqlPackageRecords:
    """Package records of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, kind: PackageKind, code: str, *, urgent: bool = False) -> PackageFacts | None:
        """Return the facts of a package, `urgent` or not: a record is as old as the file it came from."""
        found = self._connection.execute(_FIND, {"kind": kind.value, "code": code}).scalar_one_or_none()
        return None if found is None else PackageFacts.from_dict(found)

    def stored(
        self, keys: Collection[tuple[PackageKind, str]]
    ) -> dict[tuple[PackageKind, str], PackageFacts]:
        """Return the facts of those of these packages that are known, by kind and code; 1,000 at most."""
        found: dict[tuple[PackageKind, str], PackageFacts] = {}
        for kind in PackageKind:
            codes = [code for of_kind, code in keys if of_kind is kind]
            for row in (
                self._connection.execute(_STORED, {"kind": kind.value, "codes": codes}) if codes else ()
            ):
                found[kind, row.code] = PackageFacts.from_dict(row.facts)
        return found
