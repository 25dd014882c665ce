"""LPSEs from a file, in the form of the list that ships."""

from __future__ import annotations

from pathlib import Path

import typer
from sqlalchemy import Connection

from bot.clock_time import now
from bot.master_data import fill_in_master_data
from bot.settings import Settings, WrongSettings
from core.lpse import Lpse, read_lpses
from core.use_cases.keep_offices import Counted, KeepOffices
from storage.database import open_database, upgrade
from storage.unit import Shelf, SqlUnit


async def import_lpses_file(settings: Settings, file: Path) -> int:
    """Keep what can be kept and name every LPSE that can't; 1 where there was one."""
    lpses = _read(file)
    database, shelf = open_database(settings.database_url), Shelf()
    try:
        await upgrade(database)
        await fill_in_master_data(database, shelf)

        def work(connection: Connection) -> Counted:
            unit = SqlUnit(connection, shelf)
            return KeepOffices(unit.offices, unit.audit).bring_in(lpses, now())

        counted = await database.run(work)
    finally:
        await database.close()
    for lpse, no in counted.wrong:
        facts = ", ".join(f"{name}={value!r}" for name, value in no.facts.items())
        typer.echo(f"{lpse.id} {lpse.name!r}: {no.code} {facts}".rstrip(), err=True)
    typer.echo(f"{counted.added} new LPSEs, {counted.changed} changed")
    return 1 if counted.wrong else 0


def _read(file: Path) -> list[Lpse]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return read_lpses(lines)
    except ValueError as broken:
        raise WrongSettings([f"{file}: {broken}"]) from None
