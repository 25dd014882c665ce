"""What the README says of settings and commands, written from the code so that it stays true."""

from __future__ import annotations

import typer

from bot.command_line import app
from bot.settings import Settings


def settings_table() -> str:
    """All settings with their defaults, as a Markdown table."""
    lines = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        lines.append(f"| `{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def commands_table() -> str:
    """All commands of the command line, as a Markdown table."""
    lines = ["| command | what it does |", "|---|---|"]
    for words, said in _commands(app, ()):
        lines.append(f"| `python -m bot {' '.join(words)}` | {said} |")
    return "\n".join(lines) + "\n"


def _commands(group: typer.Typer, before: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    found: list[tuple[tuple[str, ...], str]] = []
    for command in group.registered_commands:
        function = command.callback
        assert function is not None
        name = command.name or function.__name__
        arguments = [_asked(a, str(kind)) for a, kind in function.__annotations__.items() if a != "return"]
        found.append(((*before, name, *arguments), (function.__doc__ or "").strip()))
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        found += _commands(inner.typer_instance, (*before, inner.name or ""))
    return found


def _asked(name: str, kind: str) -> str:
    """An argument as it is typed; what is a yes or no is an option."""
    return f"[--{name}]" if kind.startswith(("bool", "Annotated[bool")) else name.upper()
