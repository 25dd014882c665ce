"""Test that tables leave the bot in one way, in which no cell can be a formula or a link."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, Module, build, hold, in_rooms

ROOMS = ("bot", "core", "conversations", "handlers", "storage")
# What writes tables, and the module that may use it.
WRITERS: Mapping[str, str] = {
    "csv.writer": "bot/documents/sheets.py",
    "csv.DictWriter": "bot/documents/sheets.py",
    "xlsxwriter": "bot/documents/excel.py",
    # Reads workbooks there.
    "openpyxl": "bot/imports/workbook.py",
}
# Methods of a worksheet that write what a cell's type says; all others guess, or write formulas and links.
BY_TYPE = {"write_string", "write_number", "write_datetime", "writelines", "write_text", "write_bytes"}


def findings(root: Path) -> Iterator[str]:
    """Yield every use of a writer of tables in another module, and every cell that is not written by type."""
    for module in in_rooms(root, *ROOMS):
        for line, writer in used_writers(module):
            if module.path != WRITERS[writer]:
                yield f"{module.path}:{line}: {writer}"
        if module.path == WRITERS["xlsxwriter"]:
            yield from (f"{module.path}:{line}: {name}" for line, name in guessing_calls(module))


def used_writers(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each writer that the module imports or calls."""
    for node in module.nodes_of(ast.Import, ast.ImportFrom, ast.Attribute):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, one.name) for one in names if one.name in WRITERS)
            case ast.ImportFrom(module=str(name), names=names):
                package = name.partition(".")[0]
                yield from ((node.lineno, package) for _one in names[:1] if package in WRITERS)
                imported = (f"{name}.{one.name}" for one in names)
                yield from ((node.lineno, one) for one in imported if one in WRITERS)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if f"{name}.{attribute}" in WRITERS:
                yield node.lineno, f"{name}.{attribute}"


def guessing_calls(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each call that writes a cell otherwise than by its type."""
    for node in module.nodes_of(ast.Call):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name.startswith("write") and name not in BY_TYPE:
                yield node.lineno, name


def test_every_table_goes_out_in_one_way() -> None:
    hold("Tables are written by bot.documents.sheets and bot.documents.excel alone.", findings(ROOT))


@for_each(
    ("text", "what"),
    [
        ("import csv\ntable = csv.writer(file)", "2: csv.writer"),
        ("import csv\ntable = csv.DictWriter(file, names)", "2: csv.DictWriter"),
        ("from csv import writer", "1: csv.writer"),
        ("from xlsxwriter import Workbook", "1: xlsxwriter"),
        ("import openpyxl", "1: openpyxl"),
    ],
)
def test_another_way_is_found(tmp_path: Path, text: str, what: str) -> None:
    assert list(findings(build(tmp_path, bot__jobs__lists=text))) == [f"bot/jobs/lists.py:{what}"]


@for_each("method", ["write", "write_formula", "write_url", "write_row", "write_rich_string"])
def test_a_cell_that_is_guessed_is_found(tmp_path: Path, method: str) -> None:
    root = build(
        tmp_path, bot__documents__excel=f"sheet.{method}(0, 0, cell)\nsheet.write_string(0, 0, text)"
    )
    assert list(findings(root)) == [f"bot/documents/excel.py:1: {method}"]
