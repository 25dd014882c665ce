"""Test that imports only go down, between the top-level folders and inside each of them."""

import ast
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.cases import for_each
from tests.laws.rooms import ANY, DOORS, INSIDE, inside, picture_inside, picture_of_rooms
from tests.laws.source_tree import ROOT, Module, build, hold, modules

IMPORTERS = {"__import__", "import_module", "importlib.import_module", "import_string"}


@cache
def imported(module: Module) -> Sequence[tuple[int, str]]:
    """Return line and dotted name of every import, also of relative ones and those by name at run time.

    `from room.module import name` yields `room.module.name`, since the name may be a module too.
    """
    return sorted({*_import_statements(module), *_imports_by_name(module)})


def _import_statements(module: Module) -> Iterator[tuple[int, str]]:
    for whole in module.nodes_of(ast.Import):
        yield from ((whole.lineno, alias.name) for alias in whole.names)
    for node in module.nodes_of(ast.ImportFrom):
        package = module.path.split("/")[: -node.level] if node.level else []
        start = ".".join((*package, *(node.module or "").split(".")))
        yield from ((node.lineno, f"{start.strip('.')}.{alias.name}") for alias in node.names)


def _imports_by_name(module: Module) -> Iterator[tuple[int, str]]:
    for call in module.nodes_of(ast.Call):
        match call.args:
            case [ast.Constant(value=str(name)), *_others] if ast.unparse(call.func) in IMPORTERS:
                yield call.lineno, name.replace(":", ".")


def imported_packages(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and top-level package of every import, each once."""
    yield from dict.fromkeys((line, name.split(".")[0]) for line, name in imported(module))


def findings(root: Path) -> Iterator[str]:
    """Yield every import that the table of top-level folders forbids."""
    for module in modules(root):
        if not module.room:
            continue
        if module.room not in DOORS:
            yield f"{module.path}: the house has no room {module.room}/ for code"
            continue
        may = DOORS[module.room]
        for line, name in imported_packages(module):
            if name in sys.stdlib_module_names or name == "__future__":
                continue
            allowed = may.rooms if name in DOORS else may.libraries
            if name not in allowed and allowed != ANY:
                yield f"{module.path}:{line}: {module.room} must not import {name}"


def dotted(module: Module) -> str:
    """Return the name under which a module is imported."""
    return module.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def folder_of(name: str, root: Path) -> tuple[str, str] | None:
    """Return (top-level folder, folder inside it or ".") of a dotted module or package, None for others."""
    parts = name.split(".")
    if parts[0] not in INSIDE:
        return None
    while not root.joinpath(*parts).is_dir():
        parts.pop()
    return parts[0], "/".join(parts[1:]) or "."


def inner_imports(module: Module, root: Path) -> Iterator[tuple[int, str, str]]:
    """Yield (line, folder, imported folder) for each import within the module's own top-level folder."""
    here = folder_of(dotted(module), root)
    for line, name in imported(module):
        there = folder_of(name, root)
        if here is not None and there is not None and there[0] == here[0] and there != here:
            yield line, here[1], there[1]


def inner_findings(root: Path) -> Iterator[str]:
    """Yield every import that the table of inner folders forbids."""
    for module in modules(root):
        allowed = set(inside(module.room)) if module.room in INSIDE else set()
        for line, here, there in dict.fromkeys(inner_imports(module, root)):
            if (here, there) not in allowed:
                yield f"{module.path}:{line}: {module.room}/{here} must not import {module.room}/{there}"


def circles(root: Path) -> Iterator[str]:
    """Yield each circle of modules of a room, of which each imports the next one."""
    rooms = [module for module in modules(root) if module.room in DOORS and module.room != "tests"]
    names = {dotted(module) for module in rooms}
    graph: dict[str, set[str]] = {}
    for module in rooms:
        targets = {module_of(name, names) for _line, name in imported(module)}
        graph[dotted(module)] = {name for name in targets if name} - {dotted(module)}
    while graph:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1]
            yield " is imported by ".join(circle)
            # The others are looked for without this one.
            for name in circle:
                graph.pop(name, None)
        else:
            return


def module_of(name: str, known: Collection[str]) -> str | None:
    """Return the module that an imported name is or stands in; None for one of a library."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


def test_imports_inside_a_folder_follow_the_table() -> None:
    hold("tests/laws/rooms.py says which folder may import which", inner_findings(ROOT))


def test_no_arrow_of_the_table_is_unused() -> None:
    used = {
        (module.room, here, there)
        for module in modules(ROOT)
        if module.room in INSIDE
        for _line, here, there in inner_imports(module, ROOT)
    }
    allowed = {(room, *arrow) for room in INSIDE for arrow in inside(room)}
    assert allowed - used == set(), "take these arrows out of tests/laws/rooms.py"


@pytest.mark.parametrize("room", INSIDE)
def test_the_table_has_every_folder_and_no_circle(room: str) -> None:
    folders = {folder_of(dotted(m), ROOT) for m in modules(ROOT)}
    found = {inner for top, inner in filter(None, folders) if top == room}
    # A package that holds nothing but packages has no row.
    assert found - set(INSIDE[room]) <= {"use_cases"}
    seen: list[str] = []
    for folder, targets in INSIDE[room].items():
        assert set(targets.split()) <= set(seen), f"{room}/{folder} may import only what stands above it"
        seen.append(folder)


@for_each(
    ("name", "text", "found"),
    [
        (
            "core__people__desks",
            "from core.tickets.ticket import Ticket",
            "people must not import core/tickets",
        ),
        ("core__errors", "from core.people import people", "core/. must not import core/people"),
        (
            "storage__queries__lists",
            "from storage.unit import SqlUnitOfWork",
            "must not import storage/.",
        ),
        ("core__people__desks", "import core.tickets.ticket", "people must not import core/tickets"),
        ("core__people__desks", "from ..tickets import ticket", "people must not import core/tickets"),
        ("core__people__desks", "from ..tickets.ticket import Ticket", "people must not import core/tickets"),
        ("core__errors", "from .people import people", "core/. must not import core/people"),
        ("core__errors", "import_module('core.people.people')", "core/. must not import core/people"),
    ],
)
def test_an_arrow_that_is_not_in_the_table_is_found(tmp_path: Path, name: str, text: str, found: str) -> None:
    rest = {
        "core__tickets__ticket": "",
        "core__people__people": "",
        "storage__unit": "",
        "core__tickets____init__": "",
    }
    tree = build(tmp_path, **{**rest, name: text})
    assert [found in finding for finding in inner_findings(tree)] == [True]


def test_no_module_imports_itself_by_way_of_others() -> None:
    hold("Modules of the rooms draw no circle.", circles(ROOT))


def test_a_circle_of_modules_is_found(tmp_path: Path) -> None:
    tree = build(
        tmp_path,
        core__a="from core.b import f",
        core__b="def f():\n    from . import c",
        core__c="if TYPE_CHECKING:\n    import core.a",
        core__d="from core import a",
        storage__e="from storage import f",
        storage__f="import_module('storage.e')",
    )
    found = [set(circle.split(" is imported by ")) for circle in circles(tree)]
    assert sorted(found, key=len) == [{"storage.e", "storage.f"}, {"core.a", "core.b", "core.c"}]


PICTURES: dict[str, Callable[[], str]] = {
    "rooms": picture_of_rooms,
    **{room: partial(picture_inside, room) for room in INSIDE},
}
PAGE = ROOT / "docs" / "architecture.md"


@for_each("name", PICTURES)
def test_the_pictures_of_the_architecture_are_those_of_the_table(name: str) -> None:
    assert f"<!-- {name} -->\n```mermaid\n{PICTURES[name]()}```\n" in PAGE.read_text(encoding="utf-8"), (
        "renew docs/architecture.md with: python -m tests.laws.test_rooms"
    )


def test_imports_only_go_down() -> None:
    hold(
        "bot -> handlers -> conversations -> core, bot -> storage -> core, sandbox -> nothing", findings(ROOT)
    )


@for_each(
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


def renew() -> None:
    """Draw the pictures of docs/architecture.md again."""
    page = PAGE.read_text(encoding="utf-8")
    for name, draw in PICTURES.items():
        head, tail = f"<!-- {name} -->\n```mermaid\n", "```\n"
        start = page.index(head) + len(head)
        page = page[:start] + draw() + page[page.index(tail, start) :]
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    renew()
