"""The procurement service units (LPSE) that handle tickets, and the local time of each."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zlib import crc32

# Indonesia's three zones have had no daylight saving since 1963, so a fixed distance is exact.
ZONES: Mapping[str, timezone] = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
}

COLUMNS = (
    "id",
    "id_repo",
    "name",
    "province",
    "timezone",
    "category",
    "host",
    "inaproc_slug",
    "spse_build_2022",
)

# Official ids end at 1063; ours start far above, and stay short enough for a button.
OWN_IDS_FROM = 1_000_000
OWN_IDS = 9_000_000


@dataclass(frozen=True, slots=True)
class Lpse:
    """One LPSE. `repository` is the number its tender codes end in; small ones share another's.

    One that is `retired` gets no new tickets and no new roles; those it has stay, and are worked.
    """

    id: int
    repository: int | None
    name: str
    province: str
    zone: str
    category: str
    host: str
    build: str
    retired: bool = False

    @property
    def timezone(self) -> timezone:
        return zone(self.zone)

    def local(self, instant: datetime) -> datetime:
        """The same instant on the clocks of this LPSE."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return instant.astimezone(self.timezone)


def zone(name: str) -> timezone:
    """The time zone called `name` (WIB, WITA or WIT); ValueError for any other name."""
    try:
        return ZONES[name]
    except KeyError:
        raise ValueError(f"no such time zone: {name!r}") from None


def own_id(slug: str) -> int:
    """A lasting id for an LPSE that has no official one yet.

    It follows from the slug alone, so adding, removing or sorting lines of the list changes no id.
    """
    return OWN_IDS_FROM + crc32(slug.encode()) % OWN_IDS


def read_lpses(lines: Iterable[str]) -> list[Lpse]:
    """The LPSEs of `data/lpse.csv`, in its order; ValueError names the line that can't be read."""
    rows = csv.DictReader(lines)
    if missing := set(COLUMNS) - set(rows.fieldnames or ()):
        raise ValueError(f"columns missing from the list of LPSEs: {', '.join(sorted(missing))}")
    found: dict[int, Lpse] = {}
    for row in rows:
        try:
            lpse = _lpse(row)
        except ValueError as broken:
            raise ValueError(f"line {rows.line_num} of the list of LPSEs: {broken}") from None
        if lpse.id in found:
            raise ValueError(f"line {rows.line_num} of the list of LPSEs: id {lpse.id} is there twice")
        found[lpse.id] = lpse
    return list(found.values())


def _lpse(row: Mapping[str, str | None]) -> Lpse:
    value = {column: (row[column] or "").strip() for column in COLUMNS}
    if not value["name"]:
        raise ValueError("the name is missing")
    if not value["id"] and not value["inaproc_slug"]:
        raise ValueError("neither an id nor a slug")
    zone(value["timezone"])
    return Lpse(
        id=int(value["id"]) if value["id"] else own_id(value["inaproc_slug"]),
        repository=int(value["id_repo"]) if value["id_repo"] else None,
        name=value["name"],
        province=value["province"],
        zone=value["timezone"],
        category=value["category"],
        host=value["host"],
        build=value["spse_build_2022"],
    )
