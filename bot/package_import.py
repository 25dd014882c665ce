"""Package records from a file: as the INAPROC services answer, or as bare lists of records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from sqlalchemy import Connection

from bot.master_data import fill_in_lpses
from bot.settings import Settings, WrongSettings
from core.lpse import ZONES
from core.packages import PackageFacts, PackageKind, from_record
from core.ports import Offices
from storage.database import Database, open_database, upgrade
from storage.imports import import_packages
from storage.unit import Shelf, SqlUnit

# What a record of each kind has and the kinds before it have not.
MARKS = (
    ("kd_tender", PackageKind.TENDER),
    ("no_paket", PackageKind.CATALOGUE),
    ("kd_rup", PackageKind.RUP),
)


async def import_packages_file(settings: Settings, file: Path) -> int:
    """Load what can be read and say what can't; 1 where anything could not."""
    database, shelf = open_database(settings.database_url), Shelf()
    try:
        await upgrade(database)
        await fill_in_lpses(database, shelf)
        count, wrong = await load_packages(database, shelf, _parsed(file))
    finally:
        await database.close()
    for line in wrong:
        typer.echo(line, err=True)
    typer.echo(f"{count} packages")
    return 1 if wrong else 0


async def load_packages(database: Database, shelf: Shelf, parsed: object) -> tuple[int, list[str]]:
    """Put the records into the database; how many, and a line for each that could not be read."""
    wrong: list[str] = []

    def work(connection: Connection) -> int:
        wrong.clear()
        offices = SqlUnit(connection, shelf).offices
        return import_packages(connection, list(_facts(parsed, offices, wrong)))

    return await database.run(work), wrong


def _parsed(file: Path) -> object:
    try:
        return json.loads(file.read_bytes())
    except ValueError as broken:
        raise WrongSettings([f"{file}: no JSON: {broken}"]) from None


def _facts(parsed: object, offices: Offices, wrong: list[str]) -> Iterator[PackageFacts]:
    for at, record in enumerate(_records(parsed), 1):
        kind = next((kind for mark, kind in MARKS if record.get(mark)), None)
        if kind is None:
            wrong.append(f"record {at}: neither kd_tender nor no_paket nor kd_rup")
            continue
        repository = record.get("kd_lpse")
        owners = offices.by_repository(repository) if isinstance(repository, int) else ()
        zone = owners[0].timezone if owners else ZONES["WIB"]
        try:
            yield from_record(kind, record, zone)
        except ValueError as broken:
            wrong.append(f"record {at}: {broken}")


def _records(parsed: object) -> Iterator[Mapping[str, Any]]:
    """Every object of every list in it, however they are wrapped."""
    if isinstance(parsed, list):
        yield from (entry for entry in parsed if isinstance(entry, dict))
    elif isinstance(parsed, dict):
        for value in parsed.values():
            if isinstance(value, list | dict):
                yield from _records(value)
