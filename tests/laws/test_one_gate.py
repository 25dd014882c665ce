"""Test that the bot uses the database through units of work alone, and never through a connection."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, Module, build, hold, in_rooms

ROOMS = ("bot", "handlers", "conversations", "sandbox")
# Modules that only storage may import, and names that only it and those that open a database may call.
BEHIND = ("sqlalchemy", "storage.engine")
MADE_BY_THE_GATE = {"SqlUnitOfWork", "UnitsOfWork", "open_units"}

EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("bot/imports/database.py", "open_units"): "opens the helpdesk's database for the bot and every command",
    (
        "bot/doctor/telegram.py",
        "open_units",
    ): "reads the staff groups, and must change nothing in the database",
    (
        "bot/doctor/database.py",
        "sqlalchemy",
    ): "reads the address, to say what is wrong with it; opens nothing",
    ("bot/doctor/files.py", "sqlalchemy"): "reads the address, to find the file; opens nothing",
    ("bot/process/database_url.py", "sqlalchemy"): "lets SQLAlchemy check the address; opens nothing",
}


def findings(root: Path) -> Iterator[str]:
    """Yield every use of the database that goes round the units of work and is no exception."""
    for module in in_rooms(root, *ROOMS):
        for line, what in ways_round(module):
            if (module.path, what) not in EXCEPTIONS:
                yield f"{module.path}:{line}: {what}"


def ways_round(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each forbidden import, constructor call, or access to `unit.connection`."""
    for node in module.nodes_of(ast.Import, ast.ImportFrom, ast.Call, ast.Attribute):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, way) for alias in names if (way := _behind(alias.name)))
            case ast.ImportFrom(module=str(name)) if way := _behind(name):
                yield node.lineno, way
            case ast.Call(func=ast.Name(id=name)) if name in MADE_BY_THE_GATE:
                yield node.lineno, name
            case ast.Attribute(attr="connection", value=ast.Name(id="unit")):
                yield node.lineno, "unit.connection"


def _behind(name: str) -> str | None:
    return next((way for way in BEHIND if name == way or name.startswith(f"{way}.")), None)


def test_nothing_goes_round_the_gate() -> None:
    hold("The bot uses the database through storage.units.UnitsOfWork alone.", findings(ROOT))


def test_every_exception_is_needed() -> None:
    used = {(module.path, what) for module in in_rooms(ROOT, *ROOMS) for _line, what in ways_round(module)}
    assert set(EXCEPTIONS) <= used


@for_each(
    ("text", "what"),
    [
        ("from sqlalchemy import Connection", "sqlalchemy"),
        ("import sqlalchemy.orm", "sqlalchemy"),
        ("from storage.engine.database import Database", "storage.engine"),
        ("found = SqlUnitOfWork(connection, editions).people.get(1)", "SqlUnitOfWork"),
        ("units = UnitsOfWork(database)", "UnitsOfWork"),
        ("units = open_units(url)", "open_units"),
        ("await units.run(lambda unit: unit.connection.execute(select))", "unit.connection"),
    ],
)
@for_each("name", ["bot__courier", "handlers__menu"])
def test_a_way_round_is_found(tmp_path: Path, name: str, text: str, what: str) -> None:
    path = f"{name.replace('__', '/')}.py"
    assert list(findings(build(tmp_path, **{name: text}))) == [f"{path}:1: {what}"]


def test_the_gate_is_open(tmp_path: Path) -> None:
    text = (
        "from storage.unit import SqlUnitOfWork\nfrom storage.units import UnitsOfWork\n"
        "def look(units: UnitsOfWork):\n    return units.read(lambda unit: unit.people.get(1))\n"
    )
    assert list(findings(build(tmp_path, bot__courier=text, storage__units="import sqlalchemy"))) == []
