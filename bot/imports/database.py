"""Open the helpdesk's database with all its tables and the master data that ships."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.backup.upgrading import prepare_schema
from bot.imports.shipped_data import fill_in_master_data
from bot.process.settings import Settings
from storage.units import UnitsOfWork, open_units


async def create_units(settings: Settings, *, runs: bool = False) -> UnitsOfWork:
    """Open the database with all its tables, and fill in master data that is missing or out of date.

    `runs` says that the caller is going to run the bot: then tables of an older version are upgraded, unless
    another process runs on them. Raise `WrongSettings` if they stay older, or are of a newer version.
    """
    units = open_units(settings.database_url)
    try:
        await prepare_schema(settings, units, upgrades=runs)
        await fill_in_master_data(units)
    except BaseException:
        await units.close()
        raise
    return units


@asynccontextmanager
async def opened_units(settings: Settings, *, runs: bool = False) -> AsyncIterator[UnitsOfWork]:
    """Open the database as `create_units` does, and close it at the end of the block."""
    units = await create_units(settings, runs=runs)
    try:
        yield units
    finally:
        await units.close()
