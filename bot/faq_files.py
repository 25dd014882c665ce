"""The FAQ as a file: read from CSV or JSON row by row, and written so that it can be read again."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import typer
from sqlalchemy import Connection

from bot.clock_time import now
from bot.documents.cells import unmarked
from bot.documents.sheets import open_sheet
from bot.master_data import fill_in_master_data
from bot.settings import Settings
from core.errors import Refusal
from core.faq import MOST_QUESTIONS, Question
from core.files import extension_of
from core.use_cases.import_faq import FaqRow, Imported, ImportFaq, WrongRow
from storage.database import Database, open_database, upgrade
from storage.unit import Shelf, SqlUnit

NEEDED = ("topic", "application", "question", "answer")
COLUMNS = (*NEEDED, "code")
# What is no text that can be kept: half of a character, and nothing at all.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
WIDTHS = (20, 14, 60, 100, 26)


def read_faq_file(name: str, content: bytes) -> list[FaqRow | WrongRow]:
    """The rows of a file of this name; refuses `import_unreadable`, `import_columns` and `faq_full`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("import_unreadable") from None
    found = _from_json(text) if extension_of(name) == ".json" else _from_csv(text)
    rows = list(islice(found, MOST_QUESTIONS + 1))
    if len(rows) > MOST_QUESTIONS:
        raise Refusal("faq_full", limit=MOST_QUESTIONS)
    return rows


def write_faq_file(path: Path, questions: Sequence[Question]) -> None:
    """All questions in order, with what `read_faq_file` needs."""
    with open_sheet(path, COLUMNS, WIDTHS) as add:
        add([[getattr(one, column) for column in COLUMNS] for one in questions])


async def import_faq_file(settings: Settings, file: Path, *, replace: bool) -> int:
    """Import what is right and name every row that is not; 1 where any was wrong."""
    database, shelf = open_database(settings.database_url), Shelf()
    try:
        await upgrade(database)
        await fill_in_master_data(database, shelf)
        rows = await asyncio.to_thread(lambda: read_faq_file(file.name, file.read_bytes()))
        done = await _import(database, shelf, rows, replace=replace)
    except Refusal as no:
        typer.echo(f"error: {file.name}: {_said(no)}", err=True)
        return 1
    finally:
        await database.close()
    for wrong in done.wrong:
        typer.echo(f"row {wrong.number}: {_said(wrong.no)}", err=True)
    if replace and done.wrong:
        typer.echo("nothing was changed: with --replace, every row has to be right", err=True)
    typer.echo(f"{done.added} added, {done.changed} changed, {done.same} the same, {done.dropped} dropped")
    return 1 if done.wrong else 0


async def _import(
    database: Database, shelf: Shelf, rows: Sequence[FaqRow | WrongRow], *, replace: bool
) -> Imported:
    def work(connection: Connection) -> Imported:
        unit = SqlUnit(connection, shelf)
        import_faq = ImportFaq(unit.master, unit.audit, unit.faq_counts)
        return import_faq(None, rows, now(), replace=replace)

    return await database.run(work)


def _from_json(text: str) -> Iterator[FaqRow | WrongRow]:
    try:
        entries = json.loads(text)
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


def _from_csv(text: str) -> Iterator[FaqRow | WrongRow]:
    heading = text.partition("\n")[0]
    # Where the comma parts decimals, as in Indonesia, spreadsheets part columns by semicolons.
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    at: dict[str, int] = {}
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error:
            yield WrongRow(number, Refusal("row_unreadable"))
            continue
        if number == 1:
            at = {name.strip().lower(): column for column, name in enumerate(row)}
            _check_columns(at)
        elif any(cell.strip() for cell in row):
            yield FaqRow(number, *(_cell(row, at.get(name)) for name in COLUMNS))
    if not at:
        raise Refusal("import_columns", columns=NEEDED)


def _check_columns(at: dict[str, int]) -> None:
    if missing := tuple(name for name in NEEDED if name not in at):
        raise Refusal("import_columns", columns=missing)


def _cell(row: Sequence[str], column: int | None) -> str:
    return unmarked(row[column]) if column is not None and column < len(row) else ""


def _said(no: Refusal) -> str:
    facts = ", ".join(f"{name}={value!r}" for name, value in no.facts.items())
    return f"{no.code} {facts}".rstrip()
