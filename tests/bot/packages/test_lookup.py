"""Test when the package service is asked, and what counts while it is down or does not know a code."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from bot.packages.lookup import PackageLookups
from bot.packages.service import PackageService
from core.errors import Refusal
from core.organisation.lpse import ZONES
from core.packages import PackageFacts, PackageKind
from handlers.context.slow_reads import PrefetchedAnswers, SlowReadNeeded, SnapshotReader
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units
from tests.bot.packages.warehouse import CODE, OFFICE, TENDER, Answer, Gate, Warehouse, records, says

# A moment within the stage "Upload Dokumen Penawaran" of a schedule made around it.
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
NOBODY = cast("SnapshotReader", None)


def running(hours: float, **more: object) -> dict[str, object]:
    """Return the record of a tender whose one stage ends so many hours after NOW, on the clocks of WIT."""
    ends = NOW.astimezone(ZONES["WIT"]) + timedelta(hours=hours)
    stage = {
        "nama_tahapan": "Upload Dokumen Penawaran",
        "tgl_awal": f"{ends - timedelta(days=9):%Y-%m-%dT%H:%M:%SZ}",
        "tgl_akhir": f"{ends:%Y-%m-%dT%H:%M:%SZ}",
    }
    return {**TENDER, "status_tender": None, "jadwal": [stage], **more}


class Desk:
    """A helpdesk with a database, whose clock is set; `looks_up` is one update that asks for a code."""

    def __init__(self, units: UnitsOfWork, service: PackageService) -> None:
        self.units, self.now = units, NOW
        self.lookups = PackageLookups(service, units, lambda: self.now)

    async def looks_up(self, code: str = CODE, *, urgent: bool = False) -> PackageFacts | None:
        answers = PrefetchedAnswers()
        while True:
            try:
                return await self.units.run(
                    lambda unit: self.lookups.records(unit, answers).find(
                        PackageKind.TENDER, code, urgent=urgent
                    )
                )
            except SlowReadNeeded as needed:
                await answers.fetch(needed, NOBODY)

    def waits(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
async def desk(sqlite_url: str, service: PackageService) -> AsyncIterator[Desk]:
    units = open_units(sqlite_url)
    await units.run(lambda unit: unit.bulk.import_lpses([OFFICE]))
    yield Desk(units, service)
    await units.close()


async def test_a_tender_that_is_announced_later_is_found_some_minutes_after(
    desk: Desk, warehouse: Warehouse
) -> None:
    warehouse.will(records())
    assert await desk.looks_up() is None
    desk.waits(minutes=4)
    assert await desk.looks_up() is None
    assert len(warehouse.asked) == 1
    warehouse.will(records(running(90)))
    desk.waits(minutes=1)
    assert await desk.looks_up() is not None


async def test_an_extension_on_the_last_day_is_seen(desk: Desk, warehouse: Warehouse) -> None:
    warehouse.will(records(running(3)), records(running(27)))
    before = await desk.looks_up()
    desk.waits(minutes=11)
    after = await desk.looks_up()
    assert before is not None
    assert after is not None
    assert after.stages[0].ends - before.stages[0].ends == timedelta(days=1)


async def test_a_calm_schedule_is_asked_for_once_a_day_and_again_where_a_priority_hangs_on_it(
    desk: Desk, warehouse: Warehouse
) -> None:
    warehouse.will(records(running(90)))
    for _hour in range(23):
        await desk.looks_up()
        desk.waits(hours=1)
    assert len(warehouse.asked) == 1
    await desk.looks_up(urgent=True)
    await desk.looks_up(urgent=True)
    assert len(warehouse.asked) == 2


def with_headers(record: dict[str, object], **headers: str) -> Answer:
    return says(200, json.dumps({"success": True, "data": [record]}), **headers)


async def test_a_version_that_is_still_good_is_not_sent_again(desk: Desk, warehouse: Warehouse) -> None:
    warehouse.will(with_headers(running(3), ETag='"v1"'), says(304), with_headers(running(27), ETag='"v2"'))
    first = await desk.looks_up()
    desk.waits(minutes=11)
    assert await desk.looks_up() == first
    await desk.looks_up()
    desk.waits(minutes=11)
    assert await desk.looks_up() != first
    asked = [request.headers.get("If-None-Match") for request in warehouse.asked]
    assert asked == [None, '"v1"', '"v1"']


async def test_the_service_says_how_long_its_answer_is_good(desk: Desk, warehouse: Warehouse) -> None:
    warehouse.will(with_headers(running(3), Cache_Control="private, max-age=2400", Age="600"))
    await desk.looks_up()
    desk.waits(minutes=29)
    await desk.looks_up()
    assert len(warehouse.asked) == 1
    desk.waits(minutes=1)
    await desk.looks_up()
    assert len(warehouse.asked) == 2


async def test_a_code_is_asked_for_once_by_all_who_wait(desk: Desk, warehouse: Warehouse) -> None:
    gate = Gate(records(running(3)))
    warehouse.will(gate)
    asking = [asyncio.create_task(desk.looks_up()) for _person in range(5)]
    await gate.arrived.wait()
    gate.opened.set()
    assert len({facts.name for facts in await asyncio.gather(*asking) if facts}) == 1
    assert len(warehouse.asked) == 1


async def test_a_code_that_the_service_does_not_know_is_found_among_the_imported_records(
    desk: Desk, warehouse: Warehouse
) -> None:
    imported = PackageFacts(PackageKind.TENDER, CODE, "Dari berkas")
    await desk.units.run(lambda unit: unit.bulk.import_packages([imported]))
    warehouse.will(records())
    assert await desk.looks_up() == imported
    # Also from what was kept, without asking again.
    assert await desk.looks_up() == imported
    assert len(warehouse.asked) == 1


async def test_while_the_service_is_down_its_last_answer_counts_for_a_day(
    desk: Desk, warehouse: Warehouse
) -> None:
    warehouse.will(records(running(3)), says(500))
    known = await desk.looks_up()
    desk.waits(hours=23)
    assert await desk.looks_up() == known
    desk.waits(hours=2)
    with pytest.raises(Refusal, match="packages_down"):
        await desk.looks_up()


async def test_that_a_code_was_unknown_says_nothing_while_the_service_is_down(
    desk: Desk, warehouse: Warehouse
) -> None:
    warehouse.will(records(), says(500))
    assert await desk.looks_up() is None
    desk.waits(minutes=6)
    with pytest.raises(Refusal, match="packages_down"):
        await desk.looks_up()


async def test_a_zone_that_an_administrator_corrects_moves_the_deadlines_at_once(
    desk: Desk, warehouse: Warehouse
) -> None:
    def correct(unit: SqlUnitOfWork) -> None:
        unit.lpses.save(replace(OFFICE, zone="WITA"))

    warehouse.will(with_headers(running(90), ETag='"v1"'))
    before = await desk.looks_up()
    await desk.units.run(correct)
    after = await desk.looks_up()
    assert before is not None
    assert after is not None
    assert after.stages[0].ends - before.stages[0].ends == timedelta(hours=1)
    assert [request.headers.get("If-None-Match") for request in warehouse.asked] == [None, None]
