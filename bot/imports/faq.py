"""Read the FAQ from CSV or JSON row by row, and write it so that it can be read again."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import typer

from bot.documents.cells import unescaped_cell
from bot.documents.sheets import open_sheet
from bot.imports.database import opened_units
from bot.imports.progress import tell_unused_columns
from bot.imports.spreadsheet_file import Spreadsheet, UnreadableFile, read_spreadsheet
from bot.process.settings import Settings
from bot.process.system_clock import now
from core.errors import Refusal
from core.input.file_types import extension_of
from core.input.spreadsheet import BrokenRow, HeadingError, read_table, unknown_columns
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


def unused_faq_columns(name: str, content: bytes) -> list[str]:
    """Return the columns of a spreadsheet that `read_faq_file` reads nothing from; refuse as it does."""
    sheet = None if _is_json(name) else _sheet(name, content)
    return unknown_columns(sheet.heading, COLUMNS) if sheet else []


def write_faq_file(path: Path, questions: Sequence[Question], language: str = SOURCE.code) -> None:
    """Write all questions in order, with the columns that `read_faq_file` needs."""
    with open_sheet(path, COLUMNS, WIDTHS, language=language) as add:
        add([[getattr(one, column) for column in COLUMNS] for one in questions])


async def import_faq_file(settings: Settings, file: Path, *, replace: bool) -> int:
    """Import the right rows and print a line for every wrong one; return 1 where any was wrong, else 0."""

    def work(unit: SqlUnitOfWork) -> FaqImportResult:
        return ImportFaq(unit.master, unit.audit, unit.faq_counts)(None, rows, now(), replace=replace)

    try:
        content = await asyncio.to_thread(file.read_bytes)
        rows = await asyncio.to_thread(read_faq_file, file.name, content)
        tell_unused_columns(unused_faq_columns(file.name, content))
        async with opened_units(settings) as units:
            result = await units.run(work)
    except Refusal as no:
        typer.echo(f"error: {file.name}: {_described(no)}", err=True)
        return 1
    for wrong in result.wrong:
        typer.echo(f"row {wrong.number}: {_described(wrong.refusal)}", err=True)
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
        return read_spreadsheet(io.BytesIO(content), name)
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
            yield WrongRow(row.number, Refusal("row_unreadable"))
        else:
            yield FaqRow(row.number, *(unescaped_cell(row.cells[name]) for name in COLUMNS))


def _described(no: Refusal) -> str:
    facts = ", ".join(f"{name}={value!r}" for name, value in no.facts.items())
    return f"{no.code} {facts}".rstrip()
