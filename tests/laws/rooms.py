"""Allowed imports between packages: one table for top-level folders, one for the folders inside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ANY = frozenset({"*"})


@dataclass(frozen=True)
class Door:
    """Packages of the project, and third-party libraries, that a top-level folder may import."""

    rooms: frozenset[str]
    libraries: frozenset[str]


def _door(rooms: str = "", libraries: str = "") -> Door:
    return Door(frozenset(rooms.split()), frozenset(libraries.split()))


DOORS: Mapping[str, Door] = {
    "core": _door("core"),
    "conversations": _door("conversations core", "jinja2 markupsafe babel"),
    "handlers": _door("handlers conversations core", "aiogram markupsafe structlog"),
    "storage": _door("storage core", "sqlalchemy alembic asyncpg greenlet orjson rapidfuzz structlog"),
    "sandbox": _door("sandbox", "aiohttp"),
    "bot": _door("bot handlers conversations core storage sandbox locales", "*"),
    "bench": _door("*", "*"),
    "tests": _door("*", "*"),
    # Data, texts and documents hold no code that the bot runs.
    "data": _door("data"),
    "docs": _door("docs"),
    "locales": _door("locales core", "babel"),
}

# Folder: the folders beside it, in the same top-level folder, that it may import. "." are the modules that
# stand directly in the top-level folder. Rows are ordered from the lowest room to the highest: an arrow
# always leads to a row above, so there is no circle.
INSIDE: Mapping[str, Mapping[str, str]] = {
    "core": {
        ".": "",
        "input": ".",
        "files": ". input",
        "organisation": ". input",
        "packages": ". input organisation",
        "master_data": ". input organisation packages",
        "people": ". input master_data organisation",
        "administration": ". input master_data organisation people",
        "tickets": ". files input master_data organisation packages people",
        "messaging": ".",
        "use_cases/own_account": ". administration input master_data people",
        "use_cases/staff_groups": ". administration master_data people",
        "use_cases/accounts": ". administration input master_data organisation people use_cases/own_account",
        "use_cases/master_data": ". administration input master_data organisation packages people tickets",
        "use_cases/tickets": (
            ". input master_data organisation packages people tickets use_cases/own_account"
        ),
    },
    "conversations": {
        "addressing": "",
        "rendering": "addressing",
        ".": "addressing rendering",
        "steps": ". rendering",
        "engine": ". rendering steps",
        "screens": ". addressing rendering",
        "screens/admin": "addressing rendering screens",
        "flows/own_account": ". addressing rendering screens steps",
        "flows/tickets": ". addressing rendering screens steps",
        "flows/admin": ". addressing flows/tickets rendering screens screens/admin steps",
        "flows": ". flows/admin flows/own_account flows/tickets",
    },
    "storage": {
        "schema": "",
        "engine": "",
        "migrations": "schema",
        "migrations/versions": "schema",
        "tickets": "engine schema",
        "queries": "schema",
        "people": "engine queries schema tickets",
        "master_data": "engine people schema",
        "messaging": "engine schema",
        "privacy": "engine schema",
        ".": "engine master_data messaging people privacy queries schema tickets",
        "transfer": ". engine schema",
    },
    "handlers": {
        "telegram": "",
        "context": "",
        "notify": "context",
        "screens": "context notify",
        "admin": "context screens",
        ".": "admin context notify screens telegram",
    },
    "bot": {
        "process": "",
        "documents": "process",
        "packages": "",
        "sending": "process",
        "bounces": "process sending",
        "archive": "process sending",
        "updates": "packages process sending",
        "backup": "archive process",
        "imports": "backup documents process",
        "jobs": "archive documents imports process sending",
        "doctor": "archive bounces packages process sending",
        "monitoring": "archive doctor jobs packages process sending",
        ".": (
            "archive backup bounces doctor documents imports jobs monitoring packages process sending updates"
        ),
    },
}


def inside(room: str) -> Iterator[tuple[str, str]]:
    """Yield each allowed arrow of a top-level folder as (from, to)."""
    for folder, targets in INSIDE[room].items():
        for target in targets.split():
            yield folder, target


def picture_of_rooms() -> str:
    """Return the allowed imports between top-level folders as a Mermaid flowchart."""
    lines = ["flowchart TD"]
    for room in ("bot", "handlers", "conversations", "storage", "core", "sandbox", "locales"):
        lines += [
            f"    {room} --> {target}"
            for target in sorted(DOORS[room].rooms - {room})
            if not _is_implied(room, target)
        ]
    return "\n".join(lines) + "\n"


def picture_inside(room: str) -> str:
    """Return the allowed imports inside a top-level folder as a Mermaid flowchart, without implied arrows."""
    lines = ["flowchart TD"]
    arrows = {folder: set(targets.split()) for folder, targets in INSIDE[room].items()}
    names = {folder: folder.replace("/", "_") if folder != "." else f"{room}_" for folder in arrows}
    lines += [f'    {names[folder]}["{_label(room, folder)}"]' for folder in reversed(arrows)]
    for folder in reversed(arrows):
        for target in sorted(arrows[folder]):
            if not any(target in _reach(arrows, other) for other in arrows[folder] - {target}):
                lines.append(f"    {names[folder]} --> {names[target]}")
    return "\n".join(lines) + "\n"


def _label(room: str, folder: str) -> str:
    return f"{room}/*.py" if folder == "." else f"{room}/{folder}"


def _reach(arrows: Mapping[str, set[str]], start: str) -> set[str]:
    return {start}.union(*(_reach(arrows, target) for target in arrows[start]))


def _is_implied(room: str, target: str) -> bool:
    others = DOORS[room].rooms - {room, target}
    return any(target in DOORS[other].rooms - {other} for other in others)
