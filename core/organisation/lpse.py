"""The procurement service units (LPSE) that handle tickets, with the local time of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zlib import crc32

from core.input.characters import plain
from core.input.spreadsheet import BrokenRow, HeadingError, SheetRow, read_table, whole_number

# Indonesia's three zones have had no daylight saving since 1963, so a fixed offset is exact.
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

# Ids for LPSEs without an official one: official ids end at 1063, ours start far above and fit into a button.
OWN_IDS_FROM = 1_000_000
OWN_IDS = 9_000_000


@dataclass(frozen=True, slots=True)
class Lpse:
    """A procurement service unit.

    `repository` is the number that its tender codes end in; small LPSEs share that of another. `zone` is a
    name in ZONES. A `retired` LPSE gets no new tickets and no new roles; those it has stay, and are worked.
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
        """Time zone of the LPSE; raise ValueError if `zone` is unknown."""
        return zone_named(self.zone)

    def local(self, instant: datetime) -> datetime:
        """Return the instant on the clocks of this LPSE; raise ValueError if it has no time zone."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return instant.astimezone(self.timezone)


def zone_named(name: str) -> timezone:
    """Return the time zone called `name` (WIB, WITA or WIT); raise ValueError for any other name."""
    try:
        return ZONES[name]
    except KeyError:
        raise ValueError(f"no such time zone: {name!r}") from None


def derived_id(slug: str) -> int:
    """Return a lasting id for an LPSE that has no official one yet.

    It depends on the slug alone, so adding, removing or sorting lines of the list changes no id.
    """
    return OWN_IDS_FROM + crc32(slug.encode()) % OWN_IDS


def read_lpses(rows: Iterable[SheetRow | BrokenRow]) -> list[Lpse]:
    """Return the LPSEs of a sheet like `data/lpse.csv`, in its order.

    Raise ValueError with the first line that is wrong.
    """
    try:
        table = read_table(rows, COLUMNS)
    except HeadingError as error:
        raise ValueError(_heading_fault(error)) from None
    found: dict[int, Lpse] = {}
    for row in table.rows:
        place = f"line {row.line} of the list of LPSEs"
        if isinstance(row, BrokenRow):
            raise ValueError(f"{place}: {row.reason}")  # noqa: TRY004 - the file is wrong, no argument's type
        try:
            lpse = _lpse(row.cells)
        except ValueError as error:
            raise ValueError(f"{place}: {error}") from None
        if lpse.id in found:
            raise ValueError(f"{place}: id {lpse.id} is there twice")
        found[lpse.id] = lpse
    return list(found.values())


def _heading_fault(error: HeadingError) -> str:
    match error.code:
        case "columns_missing":
            return f"columns missing from the list of LPSEs: {', '.join(sorted(error.columns))}"
        case "columns_twice":
            return f"columns that stand twice in the list of LPSEs: {', '.join(sorted(error.columns))}"
    return f"line {error.line} of the list of LPSEs: the heading can't be read: {error}"


def _lpse(value: Mapping[str, str]) -> Lpse:
    number, repository = (plain(whole_number(value[name])).strip() for name in ("id", "id_repo"))
    if not value["name"]:
        raise ValueError("the name is missing")
    if not number and not value["inaproc_slug"]:
        raise ValueError("neither an id nor a slug")
    zone = plain(value["timezone"]).strip()
    zone_named(zone)
    return Lpse(
        id=int(number) if number else derived_id(value["inaproc_slug"]),
        repository=int(repository) if repository else None,
        name=value["name"],
        province=value["province"],
        zone=zone,
        category=value["category"],
        host=value["host"],
        build=value["spse_build_2022"],
    )
