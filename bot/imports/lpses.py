"""Import LPSEs from a file, in the form of the list that ships."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import typer

from bot.imports.database import opened_units
from bot.imports.progress import tell_unused_columns
from bot.imports.spreadsheet_file import UnreadableFile, open_spreadsheet
from bot.process.settings import Settings, WrongSettings
from bot.process.system_clock import now
from core.input.spreadsheet import unknown_columns
from core.organisation.lpse import COLUMNS, Lpse, read_lpses
from core.use_cases.master_data.manage_lpses import LpseImportResult, ManageLpses
from storage.unit import SqlUnitOfWork

# LPSEs imported in one transaction; repeating an import does no harm.
PORTION = 100


async def import_lpses_file(settings: Settings, file: Path) -> int:
    """Import the right LPSEs and print a line for every wrong one; return 1 where any was wrong, else 0."""
    lpses = iter(_read(file))

    def work(unit: SqlUnitOfWork, portion: Sequence[Lpse]) -> LpseImportResult:
        return ManageLpses(unit.lpses, unit.audit).import_list(portion, now())

    counted = LpseImportResult()
    async with opened_units(settings) as units:
        while portion := list(islice(lpses, PORTION)):
            counted.add(await units.run(partial(work, portion=portion)))
            await units.give_way()
    for lpse, no in counted.wrong:
        facts = ", ".join(f"{name}={value!r}" for name, value in no.facts.items())
        typer.echo(f"{lpse.id} {lpse.name!r}: {no.code} {facts}".rstrip(), err=True)
    typer.echo(f"{counted.added} new LPSEs, {counted.changed} changed")
    return 1 if counted.wrong else 0


def _read(file: Path) -> list[Lpse]:
    try:
        with open_spreadsheet(file) as sheet:
            tell_unused_columns(unknown_columns(sheet.heading, COLUMNS))
            return read_lpses(sheet.rows)
    except UnreadableFile as no:
        raise WrongSettings([str(no)]) from None
    except ValueError as broken:
        raise WrongSettings([f"{file}: {broken}"]) from None
