"""Provide a processor on each database, and the processes that one update after the other ends."""

from collections.abc import AsyncIterator

import pytest

from storage.units import open_units
from tests.bot.updates.processing import Machine, Office
from tests.storage.conftest import migrated, postgres, postgres_url, sqlite_url, url

__all__ = ["migrated", "postgres", "postgres_url", "sqlite_url", "url"]


@pytest.fixture
async def office(url: str) -> AsyncIterator[Office]:
    units = open_units(url)
    yield Office(units)
    await units.close()


@pytest.fixture
def machine(office: Office) -> Machine:
    return Machine(office)
