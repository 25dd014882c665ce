"""Test that zones which shipped wrong are corrected in old databases, and that own edits stay."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.imports.shipped_corrections import WRONG_ZONES
from bot.imports.shipped_data import fill_in_master_data
from core.organisation.lpse import Lpse
from core.use_cases.master_data.manage_lpses import ManageLpses, lpse_fields
from storage.engine.database import open_database
from storage.unit import SqlUnitOfWork
from tests.storage.conftest import both
from tests.storage.helpdesk import Helpdesk
from tests.storage.lending import FilledDatabases
from tests.storage.office.driver import NOW, Driver
from tests.storage.office.stored import stored_revisions, upgrade_office

POLDA = [Lpse(number, number, f"LPSE Polda {number}", "", "WIB", "", "", "") for number in WRONG_ZONES]
BALI, PAPUA, MALUKU, GORONTALO = 579, 636, 655, 531


@pytest.fixture(params=both)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=stored_revisions())
async def office(
    filled_databases: FilledDatabases, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Helpdesk]:
    """Yield an upgraded stored office that has the LPSEs as they shipped."""
    revision = request.param
    upgraded = partial(upgrade_office, revision)
    url = await filled_databases.lend(engine, f"office of {revision}", upgraded, tmp_path)
    helpdesk = Helpdesk(open_database(url))
    await helpdesk.run(lambda unit: unit.bulk.import_lpses(POLDA))
    yield helpdesk
    await helpdesk.database.close()


async def zones(office: Helpdesk) -> dict[int, str]:
    found = await office.read(lambda unit: {lpse.id: lpse.zone for lpse in unit.lpses.all_by_name()})
    return {number: found[number] for number in WRONG_ZONES}


def edits(unit: SqlUnitOfWork, lpse_id: int, **changes: str) -> None:
    """Change an LPSE as an administrator does in chat."""
    before = unit.lpses.get(lpse_id)
    assert before is not None
    changed = replace(before, **changes)  # type: ignore[arg-type]
    rina = Driver(unit).person("rina")
    ManageLpses(unit.lpses, unit.audit).change(rina, lpse_fields(before), changed, NOW)


async def test_wrong_zones_are_corrected_once(office: Helpdesk) -> None:
    await fill_in_master_data(office.units)
    assert set((await zones(office)).values()) == {"WITA", "WIT"}
    assert (await zones(office))[PAPUA] == "WIT"
    trail = await office.read(lambda unit: unit.audit.newest(100))
    await fill_in_master_data(office.units)
    assert await office.read(lambda unit: unit.audit.newest(100)) == trail
    assert sum(line.change.after == {"zone": "WITA"} for line in trail) == 9


async def test_what_an_administrator_has_set_stays(office: Helpdesk) -> None:
    def edit(unit: SqlUnitOfWork) -> None:
        # Moved to and fro; renamed after that; given another zone; and renamed only.
        edits(unit, BALI, zone="WIT")
        edits(unit, BALI, zone="WIB")
        edits(unit, MALUKU, zone="WITA")
        edits(unit, MALUKU, zone="WIB")
        edits(unit, MALUKU, name="LPSE Kepolisian Daerah Maluku")
        edits(unit, GORONTALO, zone="WIT")
        edits(unit, PAPUA, name="LPSE Kepolisian Daerah Papua")

    await office.run(edit)
    await fill_in_master_data(office.units)
    found = await zones(office)
    assert [found[number] for number in (BALI, MALUKU, GORONTALO, PAPUA)] == ["WIB", "WIB", "WIT", "WIT"]


async def test_a_corrected_zone_that_an_administrator_sets_back_stays_so(office: Helpdesk) -> None:
    await fill_in_master_data(office.units)
    await office.run(lambda unit: edits(unit, BALI, zone="WIB"))
    await fill_in_master_data(office.units)
    assert (await zones(office))[BALI] == "WIB"
