"""Imports only go down: who may import whom is one table, and nothing else decides."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.laws.house import ROOT, Module, build, hold, modules

ANY = frozenset({"*"})


@dataclass(frozen=True)
class Door:
    """What a room may import: other rooms of the house, and libraries beside the standard one."""

    rooms: frozenset[str]
    libraries: frozenset[str]


def door(rooms: str = "", libraries: str = "") -> Door:
    """Read a line of the table."""
    return Door(frozenset(rooms.split()), frozenset(libraries.split()))


DOORS = {
    "core": door("core"),
    "conversations": door("conversations core", "jinja2 markupsafe babel"),
    "handlers": door("handlers conversations core", "aiogram structlog"),
    "storage": door("storage core", "sqlalchemy alembic asyncpg greenlet orjson rapidfuzz structlog"),
    "sandbox": door("sandbox", "aiohttp"),
    "bot": door("bot handlers conversations core storage sandbox locales", "*"),
    "bench": door("*", "*"),
    "tests": door("*", "*"),
    # Data, texts and documents hold no code that the house runs.
    "data": door("data"),
    "docs": door("docs"),
    "locales": door("locales", "babel"),
}


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Line and top-level name of every import, wherever it stands, also one made by name at run time."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            package = module.path.split("/")[: -node.level]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((node.lineno, [*package, *name.split(".")][0]) for name in names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").split(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in IMPORTERS and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield node.lineno, name.value.split(".")[0]


IMPORTERS = {"__import__", "import_module", "importlib.import_module", "import_string"}


def findings(root: Path) -> Iterator[str]:
    """Every import through a wall."""
    for module in modules(root):
        if not module.room:
            continue
        if module.room not in DOORS:
            yield f"{module.path}: the house has no room {module.room}/ for code"
            continue
        may = DOORS[module.room]
        for line, name in imported(module):
            if name in sys.stdlib_module_names or name == "__future__":
                continue
            allowed = may.rooms if name in DOORS else may.libraries
            if name not in allowed and allowed != ANY:
                yield f"{module.path}:{line}: {module.room} must not import {name}"


def test_imports_only_go_down() -> None:
    hold(
        "bot -> handlers -> conversations -> core, bot -> storage -> core, sandbox -> nothing", findings(ROOT)
    )


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("core__ticket", "import sqlalchemy.orm", "core must not import sqlalchemy"),
        ("core__ticket", "from storage.tables import tickets", "core must not import storage"),
        ("core__ticket", "def f():\n    from handlers import menu", "core must not import handlers"),
        ("core__ticket", "if TYPE_CHECKING:\n    import aiogram", "core must not import aiogram"),
        (
            "conversations__filing",
            "from aiogram.types import Message",
            "conversations must not import aiogram",
        ),
        ("handlers__menu", "import storage", "handlers must not import storage"),
        ("handlers__menu", "from bot.settings import Settings", "handlers must not import bot"),
        ("storage__tickets", "import conversations", "storage must not import conversations"),
        ("sandbox__server", "import core", "sandbox must not import core"),
        ("sandbox__server", "import aiogram", "sandbox must not import aiogram"),
        ("sandbox__page__server", "from ...core import ticket", "sandbox must not import core"),
        ("core__ticket", "import_module('storage.tables')", "core must not import storage"),
        ("shared__words", "import json", "the house has no room shared/"),
    ],
)
def test_an_import_through_a_wall_is_found(tmp_path: Path, name: str, text: str, found: str) -> None:
    assert [found in finding for finding in findings(build(tmp_path, **{name: text}))] == [True]


def test_the_way_down_is_free(tmp_path: Path) -> None:
    tree = build(
        tmp_path,
        bot__wiring="import uvicorn\nfrom storage.tickets import SqlTickets\nfrom handlers import menu",
        handlers__menu="from aiogram import Router\nfrom conversations import filing\nimport core.roles",
        storage__tickets="import sqlalchemy\nfrom core.ticket import Ticket\nfrom . import tables",
        sandbox__page__server="import json\nfrom aiohttp import web\nfrom ..chats import Chat",
        tests__test_it="import storage, bot, sandbox, hypothesis",
    )
    assert list(findings(tree)) == []
