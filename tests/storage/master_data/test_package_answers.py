"""Test that answers of the package service are kept with what tells how long they are good."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.packages import PackageFacts, PackageKind
from storage.master_data.package_answers import CachedAnswer
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import Helpdesk

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TENDER = PackageKind.TENDER
KNOWN = CachedAnswer(PackageFacts(TENDER, "4307194"), NOW, '/tender "v1"', NOW + timedelta(hours=1))


async def test_an_answer_is_kept_with_its_version_and_term(helpdesk: Helpdesk) -> None:
    def keep(unit: SqlUnitOfWork) -> None:
        unit.package_answers.put(TENDER, "4307194", CachedAnswer(None, NOW - timedelta(hours=1)), None)
        unit.package_answers.put(TENDER, "4307194", KNOWN, unit.lpses.edition())

    await helpdesk.run(keep)
    assert await helpdesk.read(lambda unit: unit.package_answers.get(TENDER, "4307194", NOW)) == KNOWN
    later = NOW + timedelta(seconds=1)
    assert await helpdesk.read(lambda unit: unit.package_answers.get(TENDER, "4307194", later)) is None


async def test_an_answer_ends_with_the_zones_that_it_was_read_in(helpdesk: Helpdesk) -> None:
    def keep_and_change(unit: SqlUnitOfWork) -> None:
        unit.package_answers.put(TENDER, "4307194", KNOWN, unit.lpses.edition())
        lpse = unit.lpses.all_by_name()[0]
        unit.lpses.save(replace(lpse, zone="WIT"))

    await helpdesk.run(keep_and_change)
    assert await helpdesk.read(lambda unit: unit.package_answers.get(TENDER, "4307194", NOW)) is None
