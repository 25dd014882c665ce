"""Open the helpdesk's database with all its tables and the master data that ships."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.imports.shipped_data import fill_in_master_data
from bot.process.settings import Settings, WrongSettings
from storage.units import SchemaTooNew, UnitsOfWork, open_units


async def create_units(settings: Settings) -> UnitsOfWork:
    """Open the database, migrate it, and fill in master data that is missing or out of date.

    Raise `WrongSettings` where a newer version of the bot has made it.
    """
    units = open_units(settings.database_url)
    try:
        await units.upgrade()
        await fill_in_master_data(units)
    except SchemaTooNew as newer:
        await units.close()
        raise WrongSettings([f"DATABASE_URL: {newer}; install that version"]) from None
    except BaseException:
        await units.close()
        raise
    return units


@asynccontextmanager
async def opened_units(settings: Settings) -> AsyncIterator[UnitsOfWork]:
    """Open the database as `create_units` does, and close it at the end of the block."""
    units = await create_units(settings)
    try:
        yield units
    finally:
        await units.close()
