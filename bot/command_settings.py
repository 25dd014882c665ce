"""Read the settings for a command, which ends with a line for each that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.process.logs import configure_logging
from bot.process.settings import Settings, WrongSettings, misspelt_settings, read_settings


@contextmanager
def usable_settings() -> Iterator[Settings]:
    """Read the settings and set up logging; end the command with a line for each setting that is wrong."""
    try:
        settings = read_settings()
        for line in misspelt_settings():
            typer.echo(f"warning: {line}", err=True)
        configure_logging(settings.log_level, settings.log_format)
        yield settings
    except WrongSettings as wrong:
        for line in wrong.lines:
            typer.echo(f"error: {line}", err=True)
        raise typer.Exit(2) from None
