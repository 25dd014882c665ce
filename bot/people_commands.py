"""Define the commands about the data of one person."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.command_settings import usable_settings

people = typer.Typer(no_args_is_help=True, help="What is kept about one person.")


@people.command("export")
def export_person(email: str, file: Annotated[Path | None, typer.Argument(dir_okay=False)] = None) -> None:
    """Write all that is kept about the person of this account into a zip, for them alone."""
    with usable_settings() as settings:
        from bot import people as commands

        raise typer.Exit(asyncio.run(commands.export_person(settings, email, file)))


@people.command("erase")
def erase_person(
    email: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do it, instead of saying what it does.")] = False,
) -> None:
    """Say what erasing the person of this account takes and leaves; with --yes, do it: nothing undoes it."""
    with usable_settings() as settings:
        from bot import people as commands

        raise typer.Exit(asyncio.run(commands.erase_person(settings, email, is_sure=yes)))
