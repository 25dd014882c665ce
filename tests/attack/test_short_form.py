"""Test in a few seconds what the attack tries for minutes: nothing forged sees or changes what it may not."""

import pytest

from tests.attack.addresses import attack_addresses
from tests.attack.engines import Engine, office_database
from tests.attack.parts import PARTS, SHORT, attack
from tests.torture.engines import is_there

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("part", PARTS)
async def test_nothing_is_found_on_sqlite(part: str) -> None:
    report = await attack(part, Engine.SQLITE, seed=1, size=SHORT)
    assert not report.findings.faults, report
    assert report.findings.updates, report
    assert report.findings.events or part == "addresses", report


@pytest.mark.postgres
async def test_nobody_gets_more_codes_than_the_limits_allow_on_postgresql() -> None:
    if not await is_there(Engine.POSTGRES):
        pytest.skip("PostgreSQL can't be used")
    report = await attack("codes", Engine.POSTGRES, seed=1, size=SHORT)
    assert not report.findings.faults, report


async def test_a_disabled_account_that_is_still_signed_in_somewhere_keeps_its_language() -> None:
    async with office_database(Engine.SQLITE) as url:
        found = await attack_addresses(url, seed=1, seconds=60, begins="a:lang:")
    assert not found.faults, found
