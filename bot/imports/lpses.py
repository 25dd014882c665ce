"""Import LPSEs from a file, in the form of the list that ships."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import typer

from bot.imports.database import opened_units
from bot.imports.progress import ProblemList, tell_unused_parts
from bot.imports.sentences import told_refusal
from bot.imports.spreadsheet_file import UnreadableFile, names_all, open_spreadsheet
from bot.process.settings import Settings
from bot.process.system_clock import now
from core.input.spreadsheet import unknown_columns
from core.organisation.lpse import COLUMNS, LpseRow, LpseRowFault, read_lpse_rows
from core.use_cases.master_data.manage_lpses import LpseImportResult, ManageLpses
from storage.unit import SqlUnitOfWork

# LPSEs imported in one transaction; repeating an import does no harm.
PORTION = 100


async def import_lpses_file(settings: Settings, file: Path, *, replace: bool = False) -> int:
    """Import the right LPSEs and print a line for every wrong one; return 1 where any was wrong, else 0.

    What a row leaves empty stays as it is, unless `replace`.
    """

    def work(unit: SqlUnitOfWork, portion: Sequence[LpseRow]) -> LpseImportResult:
        lpses = [row.lpse for row in portion]
        return ManageLpses(unit.lpses, unit.audit).import_list(lpses, now(), erase=replace)

    wrong, counted = ProblemList(), LpseImportResult()
    try:
        with open_spreadsheet(file, names_all(COLUMNS)) as sheet:
            tell_unused_parts(unknown_columns(sheet.heading, COLUMNS), sheet.other_sheets)
            rows = read_lpse_rows(sheet.rows)
            async with opened_units(settings) as units:
                while portion := list(islice(rows, PORTION)):
                    right = [row for row in portion if isinstance(row, LpseRow)]
                    done = await units.run(partial(work, portion=right))
                    for line in _faults(portion, done, settings):
                        wrong.add(line)
                    counted.add(done)
                    await units.give_way()
    except UnreadableFile as no:
        typer.echo(f"error: {no}", err=True)
        return 1
    wrong.write()
    typer.echo(f"{counted.added} new LPSEs, {counted.changed} changed")
    return 1 if wrong.count else 0


def _faults(
    portion: Sequence[LpseRow | LpseRowFault], done: LpseImportResult, settings: Settings
) -> list[str]:
    """Return a line for each faulty row of a portion, in the order of the file."""
    refused = {lpse.id: no for lpse, no in done.wrong}
    lines = []
    for row in portion:
        if isinstance(row, LpseRowFault):
            lines.append(f"line {row.number}: {row.fault}")
        elif no := refused.get(row.lpse.id):
            lines.append(f"line {row.number}: {row.lpse.name!r}: {told_refusal(no, settings)}")
    return lines
