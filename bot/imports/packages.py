"""Load package records from a file into the database, one portion of rows after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice
from pathlib import Path

import typer

from bot.imports.database import opened_units
from bot.imports.package_fields import MARKS, quoted_value
from bot.imports.package_files import open_packages
from bot.imports.package_rows import FoundRecord, RowProblem
from bot.imports.progress import ProblemList, Progress, ignore_progress, progress, tell_unused_parts
from bot.imports.spreadsheet_file import UnreadableFile
from bot.process.settings import Settings
from core.organisation.lpse import ZONES
from core.packages import PackageFacts, PackageKind, facts_from_record
from core.packages.merging import is_older, merged
from core.packages.zones import LpseZones
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork


@dataclass(frozen=True, slots=True)
class _Older:
    """A record that was passed over, since a later version of the tender is known."""

    code: str
    version: int | None
    known: int | None

    def __str__(self) -> str:
        return f"version {self.version} of tender {self.code} is passed over; version {self.known} is known"


# The place of a record in the file, with its facts or with what is wrong.
_Outcome = tuple[str, PackageFacts | _Older | str]

# Rows read and committed together: few enough not to keep other work waiting or fill the memory.
PORTION = 1000

_CODES = {
    PackageKind.TENDER: "a tender code, 5 to 8 digits, or 11 that end in 000",
    PackageKind.CATALOGUE: "a catalogue code, like ABC-P2606-1234567, or EP- and 26 letters and digits",
    PackageKind.RUP: "a RUP code, 7 to 9 digits",
}


class PackageImport:
    """The result of an import so far; of the packages, only codes and places are kept."""

    def __init__(self) -> None:
        self.wrong = ProblemList()
        self.repeated = ProblemList()
        self.notes = ProblemList()
        self._unused_fields: set[tuple[PackageKind, str]] = set()
        self.rows = 0
        self._places: dict[tuple[PackageKind, str], str] = {}

    @property
    def count(self) -> int:
        """Return how many different packages were imported."""
        return len(self._places)

    def note_unused_fields(self, item: FoundRecord) -> None:
        """Note, once for each, the fields that are not kept of a package of this kind."""
        for name in sorted(item.unused_fields):
            if (item.kind, name) not in self._unused_fields:
                self._unused_fields.add((item.kind, name))
                self.notes.add(f"{item.place}: {name} is not kept of a {item.kind} package, here and below")

    def add(self, place: str, facts: PackageFacts) -> None:
        before = self._places.get((facts.kind, facts.code))
        if before is not None:
            self.repeated.add(f"{place}: {facts.kind} {facts.code} stands at {before} too; the last counts")
        self._places[facts.kind, facts.code] = place


async def import_packages_file(settings: Settings, file: Path, *, replace: bool = False) -> int:
    """Load the right records and print a line for every other; return 1 where any was wrong, else 0.

    What a record leaves empty stays as it was loaded before, unless `replace`.
    """
    try:
        with open_packages(file) as source, progress(source.length) as show:
            tell_unused_parts(source.unused, source.other_sheets)
            async with opened_units(settings) as units:
                loading = await load_packages(
                    units,
                    source.items,
                    lambda _at, rows: show(source.position(), rows),
                    settings.zone,
                    replace=replace,
                )
    except UnreadableFile as fault:
        typer.echo(f"error: {fault}", err=True)
        return 1
    loading.notes.write()
    loading.repeated.write()
    loading.wrong.write()
    if not loading.rows:
        typer.echo(f"error: {file} holds no record of a package, only a heading or nothing", err=True)
        return 1
    wrong = f", {loading.wrong.count} wrong" if loading.wrong.count else ""
    typer.echo(f"{loading.count} packages{wrong}")
    return 1 if loading.wrong.count else 0


async def load_packages(
    units: UnitsOfWork,
    items: Iterable[FoundRecord | RowProblem],
    show: Progress = ignore_progress,
    zone: tzinfo = ZONES["WIB"],
    *,
    replace: bool = False,
) -> PackageImport:
    """Put the records into the database, one transaction for each portion; repeating a load does no harm.

    `zone` is that of tenders of which nobody knows the LPSE. What a record leaves empty stays as it was,
    unless `replace`; of several versions of a tender the highest stays.
    """
    loading, items = PackageImport(), iter(items)
    while portion := list(islice(items, PORTION)):

        def work(
            unit: SqlUnitOfWork, portion: Sequence[FoundRecord | RowProblem] = portion
        ) -> list[_Outcome]:
            zones = LpseZones(unit.lpses.all_by_name(), zone)
            outcomes = [_outcome(item, zones) for item in portion]
            found = [one for _place, one in outcomes if isinstance(one, PackageFacts)]
            known = {} if replace else unit.packages.stored({(one.kind, one.code) for one in found})
            outcomes, facts = _joined(outcomes, known)
            unit.bulk.import_packages(facts)
            return outcomes

        for item in portion:
            if isinstance(item, FoundRecord):
                loading.note_unused_fields(item)
        for place, outcome in await units.run(work):
            if isinstance(outcome, PackageFacts):
                loading.add(place, outcome)
            elif isinstance(outcome, _Older):
                loading.notes.add(f"{place}: {outcome}")
            else:
                loading.wrong.add(f"{place}: {outcome}")
        loading.rows += len(portion)
        show(loading.rows, loading.rows)
        await units.give_way()
    return loading


def _joined(
    outcomes: Iterable[_Outcome], known: Mapping[tuple[PackageKind, str], PackageFacts]
) -> tuple[list[_Outcome], Collection[PackageFacts]]:
    """Return what became of each record, and the facts to store: one for each code."""
    told: list[_Outcome] = []
    facts: dict[tuple[PackageKind, str], PackageFacts] = {}
    for place, one in outcomes:
        told.append((place, one))
        if isinstance(one, PackageFacts):
            key = one.kind, one.code
            before = facts.get(key) or known.get(key)
            if before and is_older(one, before):
                told[-1] = place, _Older(one.code, one.version, before.version)
            else:
                facts[key] = merged(before, one) if before else one
    return told, facts.values()


def _outcome(item: FoundRecord | RowProblem, zones: LpseZones) -> _Outcome:
    if isinstance(item, RowProblem):
        return item.place, item.fault
    name = str(item.record.get("nama_lpse", ""))
    if name and "kd_lpse" not in item.record and zones.named(name) is None:
        return item.place, f"nama_lpse {quoted_value(name)} is the name of no LPSE"
    mark, written = next((mark, item.record[mark]) for mark, _kind in MARKS if item.record.get(mark))
    try:
        facts = facts_from_record(item.kind, zones.with_owner(item.record), zones.zone(item.record))
    except ValueError:
        return item.place, f"{mark} {quoted_value(written)} is not {_CODES[item.kind]}"
    schedule = item.record.get("jadwal")
    if isinstance(schedule, list) and len(facts.stages) < len(schedule):
        return item.place, "a stage ends before it begins, on the clocks of its LPSE"
    return item.place, facts
