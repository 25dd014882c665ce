"""Test that a working package service is asked once for all who wait, and that its token stays secret."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.packages.service import LookupFailure, PackageService, PackageServiceDown, Route
from core.packages import PackageKind, PackageStatus
from tests.bot.packages.warehouse import (
    CODE,
    SAMPLES,
    TENDER,
    TENDERS,
    TOKEN,
    ZONES_OF_OFFICES,
    Answer,
    Clock,
    Gate,
    Warehouse,
    breaks_off,
    find,
    hangs_up,
    opened,
    records,
    says,
    trouble,
)


async def test_a_tender_is_found_with_its_schedule_on_the_clocks_of_its_lpse(
    service: PackageService, warehouse: Warehouse
) -> None:
    facts = await find(service)
    assert facts is not None
    assert (facts.code, facts.name) == (CODE, TENDER["nama_paket"])
    assert (facts.hps, facts.repository) == (Decimal(str(TENDER["hps"])), 194)
    assert facts.status is PackageStatus.FINISHED
    assert len(facts.stages) == len(TENDER["jadwal"])
    assert {stage.starts.utcoffset() for stage in facts.stages} == {timedelta(hours=9)}
    [asked] = warehouse.asked
    assert asked.path_qs == f"/api/v1/tender/pengumuman?kode_tender={CODE}"
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("record", TENDERS, ids=lambda record: str(record["kd_tender"]))
async def test_every_tender_of_the_sample_is_found(
    service: PackageService, warehouse: Warehouse, record: dict[str, Any]
) -> None:
    warehouse.will(records(record))
    facts = await find(service, record["kd_tender"])
    assert facts is not None
    assert facts.name == " ".join(record["nama_paket"].split())


@pytest.mark.parametrize(
    ("record", "code", "asked"),
    [
        (0, "CTH-P2606-98760001", "ekatalog-archive/paket-e-purchasing?no_paket=CTH-P2606-98760001"),
        (
            3,
            "EP-01KCTH00000000000000000001",
            "ekatalog/paket-e-purchasing?order_id=01KCTH00000000000000000001",
        ),
    ],
)
async def test_an_order_of_either_catalogue_is_found(
    service: PackageService, warehouse: Warehouse, record: int, code: str, asked: str
) -> None:
    order = SAMPLES["catalogue_orders"][record]
    warehouse.will(records(order))
    facts = (await service.find(PackageKind.CATALOGUE, code, ZONES_OF_OFFICES)).facts
    assert facts is not None
    assert (facts.code, facts.budget_year) == (code, 2026)
    assert [request.path_qs for request in warehouse.asked] == [f"/api/v1/{asked}"]


async def test_a_rup_that_no_supplier_carries_out_is_found_among_those_an_office_does_itself(
    service: PackageService, warehouse: Warehouse
) -> None:
    warehouse.will(records(), records(SAMPLES["rup"]["swakelola_terumumkan"][0]))
    facts = (await service.find(PackageKind.RUP, "98760001", ZONES_OF_OFFICES)).facts
    assert facts is not None
    assert facts.name == "Contoh: Perjalanan Dinas Biasa"
    assert [request.path for request in warehouse.asked] == [
        "/api/v1/rup/paket-penyedia-terumumkan",
        "/api/v1/rup/paket-swakelola-terumumkan",
    ]


async def test_a_code_that_the_service_does_not_know_is_unknown(
    service: PackageService, warehouse: Warehouse
) -> None:
    warehouse.will(records())
    assert await find(service) is None


async def test_of_a_repeated_tender_the_last_version_counts(
    service: PackageService, warehouse: Warehouse
) -> None:
    versions = [TENDER | {"versi_tender": n, "nama_paket": f"Versi {n}"} for n in (2, 10, 9)]
    warehouse.will(records(*versions))
    facts = await find(service)
    assert facts is not None
    assert facts.name == "Versi 10"


async def test_of_one_version_the_last_announced_counts(
    service: PackageService, warehouse: Warehouse
) -> None:
    old, new = (TENDER | {"tgl_pengumuman_tender": f"{y}-01-01", "nama_paket": str(y)} for y in (2023, 2024))
    warehouse.will(records(new, old))
    facts = await find(service)
    assert facts is not None
    assert facts.name == "2024"


async def test_a_tender_without_an_lpse_is_on_the_clocks_that_its_code_names(
    service: PackageService, warehouse: Warehouse
) -> None:
    for impossible in (None, "194", True, -1, 10**30):
        warehouse.will(records(TENDER | {"kd_lpse": impossible}))
        facts = await find(service)
        assert facts is not None
        assert facts.repository == 194
        assert facts.stages[0].starts.utcoffset() == timedelta(hours=9)


async def test_the_operator_may_know_better_routes(address: str, warehouse: Warehouse, clock: Clock) -> None:
    routes = {PackageKind.TENDER: [Route("gateway/tenders", "id")]}
    async with opened(f"{address}lkpp/", clock, routes=routes) as service:
        assert await find(service) is not None
        assert [request.path_qs for request in warehouse.asked] == [f"/lkpp/gateway/tenders?id={CODE}"]
        with pytest.raises(PackageServiceDown, match="no route"):
            await service.find(PackageKind.RUP, "98760001", ZONES_OF_OFFICES)
    assert len(warehouse.asked) == 1


async def test_people_who_ask_for_the_same_share_one_request(
    service: PackageService, warehouse: Warehouse
) -> None:
    gate = Gate(records(TENDER))
    warehouse.will(gate)
    many = [asyncio.create_task(find(service)) for _ in range(5)]
    await gate.arrived.wait()
    gate.opened.set()
    assert {facts.code for facts in await asyncio.gather(*many) if facts} == {CODE}
    assert len(warehouse.asked) == 1
    await find(service)
    assert len(warehouse.asked) == 2


async def test_one_who_gives_up_leaves_the_answer_to_the_others(
    service: PackageService, warehouse: Warehouse
) -> None:
    gate = Gate(records(TENDER))
    warehouse.will(gate)
    first, second = asyncio.create_task(find(service)), asyncio.create_task(find(service))
    await gate.arrived.wait()
    first.cancel()
    gate.opened.set()
    assert await second is not None
    assert first.cancelled()
    assert len(warehouse.asked) == 1


async def test_closing_waits_for_who_is_being_answered(service: PackageService, warehouse: Warehouse) -> None:
    gate = Gate(records(TENDER))
    warehouse.will(gate)
    asking = asyncio.create_task(find(service))
    await gate.arrived.wait()
    closing = asyncio.create_task(service.close())
    gate.opened.set()
    await closing
    assert await asking is not None
    assert await trouble(service) is LookupFailure.CLOSED


@pytest.mark.parametrize(
    "answer",
    [says(401, TOKEN), says(500, TOKEN), says(429, TOKEN), says(200, TOKEN), hangs_up, breaks_off],
)
async def test_the_token_is_in_no_error_and_in_no_log(
    service: PackageService, warehouse: Warehouse, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    warehouse.will(answer)
    with capture_logs() as logged, pytest.raises(PackageServiceDown) as down:
        await find(service)
    assert [line["reason"] for line in logged] == [str(down.value)]
    assert TOKEN not in f"{logged} {caplog.text} {down.value!r} {vars(down.value)} {service!r}"
    assert (down.value.__cause__, down.value.__context__) == (None, None)


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("ftp://example.org", None),
        ("example.org", None),
        (f"https://me:{TOKEN}@example.org", None),
        ("https://example.org", f"{TOKEN}\r\nHost: elsewhere"),
        ("https://example.org", f"{TOKEN}…"),
        ("https://example.org", ""),
    ],
)
def test_an_address_or_token_that_can_not_be_used_is_refused_without_repeating_it(
    url: str, token: str | None, clock: Clock
) -> None:
    with pytest.raises(ValueError, match="must be") as refused:
        PackageService(url, token, clock)
    assert TOKEN not in str(refused.value)


async def test_a_service_that_wants_no_token_gets_none(
    address: str, warehouse: Warehouse, clock: Clock
) -> None:
    service = PackageService(address, None, clock)
    assert await find(service) is not None
    await service.close()
    assert "Authorization" not in warehouse.asked[0].headers
