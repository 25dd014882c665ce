"""Package records from a file on the command line, into the database portion by portion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from functools import cache
from itertools import islice
from pathlib import Path

import typer
from sqlalchemy import Connection

from bot.loading import Lines, Progress, UnreadableFile, ignore_progress, progress
from bot.master_data import fill_in_master_data
from bot.package_file import open_packages
from bot.package_rows import MARKS, Found, Wrong, shown
from bot.settings import Settings
from core.lpse import ZONES
from core.packages import PackageFacts, PackageKind, from_record, repository_number
from storage.database import Database, open_database, upgrade
from storage.imports import import_packages
from storage.unit import Shelf, SqlUnit

# Where it stands, and what has become of it: facts, or what is wrong.
_Fate = tuple[str, PackageFacts | str]

# Read and committed together: what runs beside it is not kept waiting, and memory holds no more of them.
PORTION = 1000

_CODES = {
    PackageKind.TENDER: "a tender code, 5 to 8 digits, or 11 that end in 000",
    PackageKind.CATALOGUE: "a catalogue code, like ABC-P2606-1234567, or EP- and 26 letters and digits",
    PackageKind.RUP: "a RUP code, 7 to 9 digits",
}


class Loading:
    """What has become of a file so far; of the packages that went in, only codes and places are kept."""

    def __init__(self) -> None:
        self.wrong = Lines()
        self.repeated = Lines()
        self.rows = 0
        self._places: dict[tuple[PackageKind, str], str] = {}

    @property
    def count(self) -> int:
        """Packages that are in, each once."""
        return len(self._places)

    def put(self, place: str, facts: PackageFacts) -> None:
        before = self._places.get((facts.kind, facts.code))
        if before is not None:
            self.repeated.add(f"{place}: {facts.kind} {facts.code} stands at {before} too; the last counts")
        self._places[facts.kind, facts.code] = place


async def import_packages_file(settings: Settings, file: Path) -> int:
    """Load what can be read and say what can't; 1 where anything could not."""
    database, shelf = open_database(settings.database_url), Shelf()
    try:
        with open_packages(file) as source, progress(source.length) as show:
            await upgrade(database)
            await fill_in_master_data(database, shelf)
            loading = await load_packages(
                database, shelf, source.items, lambda _at, rows: show(source.position(), rows)
            )
    except UnreadableFile as fault:
        typer.echo(f"error: {fault}", err=True)
        return 1
    finally:
        await database.close()
    loading.repeated.say()
    loading.wrong.say()
    if not loading.rows:
        typer.echo(f"error: {file} holds no record of a package", err=True)
        return 1
    wrong = f", {loading.wrong.count} wrong" if loading.wrong.count else ""
    typer.echo(f"{loading.count} packages{wrong}")
    return 1 if loading.wrong.count else 0


async def load_packages(
    database: Database, shelf: Shelf, items: Iterable[Found | Wrong], show: Progress = ignore_progress
) -> Loading:
    """Put the records into the database, a portion a transaction: a load that is cut off can be repeated."""
    loading, items = Loading(), iter(items)
    while portion := list(islice(items, PORTION)):

        def work(connection: Connection, portion: Sequence[Found | Wrong] = portion) -> list[_Fate]:
            zone_of = _zones(SqlUnit(connection, shelf))
            fates = [_fate(item, zone_of) for item in portion]
            # Of several with the same code the last one counts, and on PostgreSQL there must be no other.
            facts = {(one.kind, one.code): one for _place, one in fates if isinstance(one, PackageFacts)}
            import_packages(connection, facts.values())
            return fates

        for place, fate in await database.run(work):
            if isinstance(fate, PackageFacts):
                loading.put(place, fate)
            else:
                loading.wrong.add(f"{place}: {fate}")
        loading.rows += len(portion)
        show(loading.rows, loading.rows)
    return loading


def _fate(item: Found | Wrong, zone_of: Callable[[int | None], tzinfo]) -> _Fate:
    if isinstance(item, Wrong):
        return item.place, item.fault
    mark, written = next((mark, item.record[mark]) for mark, _kind in MARKS if item.record.get(mark))
    said = item.record.get("kd_lpse")
    try:
        facts = from_record(
            item.kind,
            item.record,
            zone_of(said if isinstance(said, int) else repository_number(str(written).strip())),
        )
    except ValueError:
        return item.place, f"{mark} {shown(written)} is not {_CODES[item.kind]}"
    return item.place, facts


def _zones(unit: SqlUnit) -> Callable[[int | None], tzinfo]:
    """The time zone of the LPSE with this repository number; WIB, where most are, for an unknown one."""

    @cache
    def zone_of(repository: int | None) -> tzinfo:
        owners = unit.offices.by_repository(repository) if repository is not None else ()
        return owners[0].timezone if owners else ZONES["WIB"]

    return zone_of
