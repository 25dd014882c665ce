"""Read the FAQ from CSV or JSON row by row, and write it so that it can be read again."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import typer

from bot.documents.cells import unescaped_cell
from bot.documents.sheets import open_sheet
from bot.imports.database import opened_units
from bot.imports.progress import tell_unused_parts
from bot.imports.sentences import told_refusal
from bot.imports.spreadsheet_file import Spreadsheet, UnreadableFile, names_all, read_spreadsheet
from bot.process.settings import Settings
from bot.process.system_clock import now
from bot.process.threads import run_in_thread
from core.errors import Refusal
from core.input.fault_columns import unused_columns
from core.input.file_types import extension_of
from core.input.spreadsheet import BrokenRow, HeadingError, read_table
from core.languages import SOURCE
from core.master_data.faq import MOST_QUESTIONS, Question
from core.use_cases.master_data.import_faq import FaqImportResult, FaqRow, ImportFaq, WrongRow
from storage.unit import SqlUnitOfWork

NEEDED = ("topic", "application", "question", "answer")
COLUMNS = (*NEEDED, "code")
# Characters that can't be stored as text: NUL and surrogates.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
WIDTHS = (20, 14, 60, 100, 26)


def read_faq_file(name: str, content: bytes) -> list[FaqRow | WrongRow]:
    """Read the rows of a file: JSON where its name ends in `.json`, else a spreadsheet.

    Refuse `import_unreadable`, `import_columns`, `import_columns_twice` and `faq_full`.
    """
    found = _from_json(content) if _is_json(name) else _from_sheet(_sheet(name, content))
    rows = list(islice(found, MOST_QUESTIONS + 1))
    if len(rows) > MOST_QUESTIONS:
        raise Refusal("faq_full", limit=MOST_QUESTIONS)
    return rows


def unused_faq_parts(name: str, content: bytes) -> tuple[Sequence[str], Sequence[str]]:
    """Return the columns and sheets that `read_faq_file` reads nothing from; refuse as it does."""
    sheet = None if _is_json(name) else _sheet(name, content)
    return (unused_columns(sheet.heading, COLUMNS), sheet.other_sheets) if sheet else ((), ())


def write_faq_file(path: Path, questions: Sequence[Question], language: str = SOURCE.code) -> None:
    """Write all questions in order, with the columns that `read_faq_file` needs."""
    with open_sheet(path, COLUMNS, WIDTHS, language=language) as add:
        add([[getattr(one, column) for column in COLUMNS] for one in questions])


def write_wrong_rows(
    path: Path, labels: tuple[str, str], rows: Sequence[FaqRow | WrongRow], wrong: Mapping[int, str]
) -> None:
    """Write the rows with these numbers as a table to mend and to read again.

    `labels` name the columns of the number and of the sentence in `wrong` that says what is wrong.
    """
    number, why = labels
    with open_sheet(path, [number, *COLUMNS, why], (8, *WIDTHS, 70)) as add:
        add([row.number, *_cells(row), wrong[row.number]] for row in rows if row.number in wrong)


def _cells(row: FaqRow | WrongRow) -> list[str]:
    if isinstance(row, WrongRow):
        return [row.cells.get(column, "") for column in COLUMNS]
    return [getattr(row, column) for column in COLUMNS]


async def import_faq_file(settings: Settings, file: Path, *, replace: bool) -> int:
    """Import the right rows and print a line for every wrong one; return 1 where any was wrong, else 0."""

    def work(unit: SqlUnitOfWork) -> FaqImportResult:
        return ImportFaq(unit.master, unit.audit, unit.faq_counts)(None, rows, now(), replace=replace)

    try:
        content = await run_in_thread(file.read_bytes)
        rows = await run_in_thread(read_faq_file, file.name, content)
        tell_unused_parts(*unused_faq_parts(file.name, content))
        async with opened_units(settings) as units:
            result = await units.run(work)
    except Refusal as no:
        typer.echo(f"error: {file.name}: {told_refusal(no, settings)}", err=True)
        return 1
    for wrong in result.wrong:
        typer.echo(f"row {wrong.number}: {told_refusal(wrong.refusal, settings)}", err=True)
    if replace and result.wrong:
        typer.echo("nothing was changed: with --replace, every row has to be right", err=True)
    typer.echo(
        f"{result.added} added, {result.changed} changed, {result.same} the same, {result.dropped} dropped"
    )
    return 1 if result.wrong else 0


def _is_json(name: str) -> bool:
    return extension_of(name) == ".json"


def _from_json(content: bytes) -> Iterator[FaqRow | WrongRow]:
    try:
        entries = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refusal("import_unreadable") from None
    if not isinstance(entries, list):
        raise Refusal("import_unreadable")
    for number, entry in enumerate(entries, 1):
        found = [entry.get(name, "") for name in COLUMNS] if isinstance(entry, dict) else []
        fields = [field for field in found if isinstance(field, str) and not _UNWRITABLE.search(field)]
        if len(fields) == len(COLUMNS):
            yield FaqRow(number, *fields)
        else:
            yield WrongRow(number, Refusal("row_unreadable"))


def _sheet(name: str, content: bytes) -> Spreadsheet | None:
    try:
        return read_spreadsheet(io.BytesIO(content), name, names_all(NEEDED))
    except UnreadableFile:
        raise Refusal("import_unreadable") from None


def _from_sheet(sheet: Spreadsheet | None) -> Iterator[FaqRow | WrongRow]:
    try:
        table = read_table(sheet.rows if sheet else (), COLUMNS, needed=NEEDED)
    except HeadingError as wrong:
        if wrong.code == "columns_twice":
            raise Refusal("import_columns_twice", columns=wrong.columns) from None
        raise Refusal("import_columns", columns=wrong.columns or NEEDED) from None
    for row in table.rows:
        if isinstance(row, BrokenRow):
            yield WrongRow(row.number, _refusal(row), row.values)
        else:
            yield FaqRow(row.number, *(unescaped_cell(row.cells[name]) for name in COLUMNS))


def _refusal(row: BrokenRow) -> Refusal:
    match row.code:
        case "quotes" if row.lines:
            return Refusal("row_quotes", lines=row.lines, at=row.line)
        case "too_many_cells":
            return Refusal("row_too_many_cells")
        case "formula_failed":
            return Refusal("row_formula_failed")
        case "no_result":
            return Refusal("row_no_result")
        case "file_broken":
            return Refusal("row_file_broken")
    return Refusal("row_unreadable")
