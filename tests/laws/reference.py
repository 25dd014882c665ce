"""Write the reference of settings, commands and retention in README.md and .env.example from the code."""

from __future__ import annotations

import textwrap

from typer import Typer
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from bot.command_line import app
from bot.process.settings import Settings
from storage.privacy.data_inventory import HOLDINGS
from storage.retention import ON_REQUEST, RETENTION, RetentionRule


def settings_table() -> str:
    """Return all settings with their defaults, as a Markdown table."""
    lines = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        lines.append(f"| `{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def env_example() -> str:
    """Return all settings as a file `.env` to begin with: described, and commented out at their defaults."""
    lines = [
        "# Copy this file to .env and take the # off what you set; what is not set has the value shown.",
        "",
    ]
    for name, field in Settings.model_fields.items():
        assert field.description is not None
        default = "" if field.default is None else field.default
        lines += textwrap.wrap(field.description, 100, initial_indent="# ", subsequent_indent="# ")
        lines += [f"#{name.upper()}={default}", ""]
    return "\n".join(lines[:-1]) + "\n"


def commands_table() -> str:
    """Return all commands of the command line, as a Markdown table."""
    lines = ["| command | what it does |", "|---|---|"]
    for words, description in commands_of(app):
        lines.append(f"| `python -m bot {' '.join(words)}` | {description} |")
    return "\n".join(lines) + "\n"


def retention_table() -> str:
    """Return what is kept for how long, as a Markdown table."""
    lines = ["| what | kept for | counted from | why |", "|---|---|---|---|"]
    lines += [
        f"| {rule.rows} | {kept_for(rule)} | {rule.since} | {rule.reason} |"
        for rule in (*RETENTION, *ON_REQUEST)
    ]
    return "\n".join(lines) + "\n"


def holdings_table() -> str:
    """Return what is kept of people in each table, as a Markdown table."""
    lines = [
        "| table | what is kept | why | how long | who sees it | the part | when erased |",
        "|---|---|---|---|---|---|---|",
    ]
    timed: dict[str, str] = {}
    for rule in (*RETENTION, *ON_REQUEST):
        timed[rule.moment.table.name] = "see below"
    for name, one in HOLDINGS.items():
        if one.what:
            kept = one.kept or timed[name]
            part = f"`{one.exported}`" if one.exported else f"none: {one.unexported}"
            erased = f"{one.erasure.value}: {one.goes}" if one.goes else one.erasure.value
            cells = (f"`{name}`", one.what, one.purpose, kept, one.seen_by, part, erased)
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def tables_without_people() -> str:
    """Return the names of the tables that hold nothing of people."""
    return ", ".join(f"`{name}`" for name, one in HOLDINGS.items() if not one.what)


def kept_for(rule: RetentionRule) -> str:
    """Return for how long rows are kept, and the setting that changes it."""
    setting = f"`{rule.setting.upper()}`"
    if rule in ON_REQUEST:
        return f"for ever, or as {setting} says"
    days = f"{rule.kept_for.days} {'day' if rule.kept_for.days == 1 else 'days'}"
    return f"{days} ({setting})" if rule.setting else days


def commands_of(application: Typer) -> list[tuple[tuple[str, ...], str]]:
    """Return the words of each command of a command line, and its description."""
    group = get_command(application)
    assert isinstance(group, TyperGroup)
    return _commands(group, ())


def _commands(group: TyperGroup, before: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Return the words of each command below a group, and its description, as typer itself reads them."""
    found: list[tuple[tuple[str, ...], str]] = []
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            found += _commands(command, (*before, name))
            continue
        parameters = [_usage(one) for one in command.params if isinstance(one, TyperOption | TyperArgument)]
        found.append(((*before, name, *parameters), (getattr(command.callback, "__doc__", "") or "").strip()))
    return found


def _usage(parameter: TyperOption | TyperArgument) -> str:
    """Return a parameter of a command as it is typed; what may be left out is in brackets."""
    value = (parameter.name or "").upper()
    if isinstance(parameter, TyperArgument):
        typed = value
    else:
        typed = parameter.opts[0] if parameter.is_flag else f"{parameter.opts[0]} {value}"
    return typed if parameter.required else f"[{typed}]"
