"""The procurement service units (LPSE) that handle tickets, with the local time of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
_NUMBER = "[0-9]{1,9}"
# Characters of a value that a message quotes.
_LONGEST_SHOWN = 60


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
        """Return the time zone of the LPSE; raise ValueError if `zone` is unknown."""
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


@dataclass(frozen=True, slots=True)
class LpseRow:
    """An LPSE of a list; `number` is that of its row as a spreadsheet program shows it."""

    number: int
    lpse: Lpse


@dataclass(frozen=True, slots=True)
class LpseRowFault:
    """A fault of a row of a list of LPSEs, or of its heading, in English."""

    number: int
    fault: str

    def __str__(self) -> str:
        return f"line {self.number} of the list of LPSEs: {self.fault}"


def read_lpses(rows: Iterable[SheetRow | BrokenRow]) -> list[Lpse]:
    """Return the LPSEs of a sheet like `data/lpse.csv`, in its order.

    Raise ValueError with the first line that is wrong.
    """
    found = []
    for row in read_lpse_rows(rows):
        if isinstance(row, LpseRowFault):
            raise ValueError(str(row))  # noqa: TRY004 - the file is wrong, no argument's type
        found.append(row.lpse)
    return found


def read_lpse_rows(rows: Iterable[SheetRow | BrokenRow]) -> Iterator[LpseRow | LpseRowFault]:
    """Yield the LPSE of each row of a sheet like `data/lpse.csv`, or what is wrong with the row.

    Nothing is read below a heading that is wrong.
    """
    try:
        table = read_table(rows, COLUMNS)
    except HeadingError as error:
        yield LpseRowFault(error.number, _heading_fault(error))
        return
    places: dict[int, int] = {}
    row = None
    for row in table.rows:
        if isinstance(row, BrokenRow):
            yield LpseRowFault(row.number, row.reason)
            continue
        try:
            lpse = _lpse(row.cells)
        except ValueError as error:
            yield LpseRowFault(row.number, str(error))
            continue
        if lpse.id in places:
            yield LpseRowFault(row.number, f"id {lpse.id} stands on line {places[lpse.id]} too")
            continue
        places[lpse.id] = row.number
        yield LpseRow(row.number, lpse)
    if row is None:
        yield LpseRowFault(table.number, "there is a heading alone, and no row below it")


def _heading_fault(error: HeadingError) -> str:
    match error.code:
        case "columns_missing":
            return f"columns missing: {', '.join(sorted(error.columns))}"
        case "columns_twice":
            return f"columns that stand twice: {', '.join(sorted(error.columns))}"
    return f"the heading can't be read: {error}"


def _lpse(value: Mapping[str, str]) -> Lpse:
    if not value["name"]:
        raise ValueError("the name is missing")
    number, repository = (_number(name, value[name]) for name in ("id", "id_repo"))
    if number is None and not value["inaproc_slug"]:
        raise ValueError("neither an id nor a slug")
    zone = plain(value["timezone"]).strip().upper()
    if zone not in ZONES:
        raise ValueError(f"timezone {value['timezone'][:_LONGEST_SHOWN]!r} is none of {', '.join(ZONES)}")
    return Lpse(
        id=derived_id(value["inaproc_slug"]) if number is None else number,
        repository=repository,
        name=value["name"],
        province=value["province"],
        zone=zone,
        category=value["category"],
        host=value["host"],
        build=value["spse_build_2022"],
    )


def _number(column: str, text: str) -> int | None:
    """Return a number, None for an empty cell; raise ValueError for any other text."""
    written = plain(whole_number(text)).strip()
    if not written:
        return None
    if not re.fullmatch(_NUMBER, written):
        raise ValueError(f"{column} {text[:_LONGEST_SHOWN]!r} is no number")
    return int(written)
