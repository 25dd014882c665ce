"""Test the client of a package service that is slow, wrong, over its quota or gone."""

import gzip
import socket

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.packages.service import LookupFailure, PackageService
from tests.bot.packages.warehouse import (
    CODE,
    TENDER,
    TENDERS,
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


async def test_a_slow_service_keeps_nobody_waiting(address: str, warehouse: Warehouse, clock: Clock) -> None:
    slow = Gate(records(TENDER))
    warehouse.will(slow)
    async with opened(address, clock, limit=0.03) as service:
        assert await trouble(service) is LookupFailure.SLOW
    slow.opened.set()


async def test_the_retry_is_within_the_limit(address: str, warehouse: Warehouse, clock: Clock) -> None:
    slow = Gate(records(TENDER))
    warehouse.will(says(503), slow)
    async with opened(address, clock, limit=1.0) as service:
        assert await trouble(service) is LookupFailure.SLOW
    assert len(warehouse.asked) == 2
    slow.opened.set()


@pytest.mark.parametrize("answer", [hangs_up, breaks_off])
async def test_a_dropped_connection_is_no_answer(
    service: PackageService, warehouse: Warehouse, answer: Answer
) -> None:
    warehouse.will(answer)
    assert await trouble(service) is LookupFailure.UNREACHABLE
    # The client itself repeats a GET that got no answer at all.
    assert len(warehouse.asked) <= 2


async def test_where_nobody_listens_the_service_is_down(free_port: socket.socket, clock: Clock) -> None:
    async with opened(f"http://127.0.0.1:{free_port.getsockname()[1]}", clock) as service:
        assert await trouble(service) is LookupFailure.UNREACHABLE


async def test_a_service_that_is_just_starting_is_tried_once_more(
    free_port: socket.socket, warehouse: Warehouse, clock: Clock
) -> None:
    app = web.Application()
    app.router.add_get("/{path:.*}", warehouse.answer)
    server = TestServer(app, socket_factory=lambda *_: free_port)

    async def starts(_seconds: float) -> None:
        free_port.listen()
        await server.start_server()

    async with opened(f"http://127.0.0.1:{free_port.getsockname()[1]}", clock, pause=starts) as service:
        assert await find(service) is not None
    await server.close()


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_passing_failure_is_tried_once_more(
    service: PackageService, warehouse: Warehouse, status: int
) -> None:
    warehouse.will(says(status), records(TENDER))
    assert await find(service) is not None
    warehouse.asked.clear()
    warehouse.will(says(status))
    assert await trouble(service) is LookupFailure.FAILING
    assert len(warehouse.asked) == 2


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (500, LookupFailure.FAILING),
        (401, LookupFailure.UNAUTHORISED),
        (403, LookupFailure.UNAUTHORISED),
        (400, LookupFailure.REFUSED),
        (404, LookupFailure.REFUSED),
        (204, LookupFailure.NONSENSE),
        (304, LookupFailure.NONSENSE),
    ],
)
async def test_a_plain_no_is_not_asked_again(
    service: PackageService, warehouse: Warehouse, status: int, reason: LookupFailure
) -> None:
    warehouse.will(says(status))
    assert await trouble(service) is reason
    assert len(warehouse.asked) == 1


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({}, 30),
        ({"Retry_After": "soon"}, 30),
        ({"Retry_After": "0"}, 1),
        ({"Retry_After": "9" * 50}, 86_400),
        ({"Date": "Sat, 01 Mar 2025 10:00:00 GMT", "Retry_After": "Sat, 01 Mar 2025 10:01:30 GMT"}, 90),
    ],
)
async def test_over_the_quota_nobody_asks_before_the_service_wants_it(
    service: PackageService,
    warehouse: Warehouse,
    clock: Clock,
    retry_after: dict[str, str],
    seconds: float,
) -> None:
    warehouse.will(says(429, **retry_after), records(TENDER))
    assert await trouble(service) is LookupFailure.QUOTA
    clock.pass_seconds(seconds - 0.5)
    assert await trouble(service) is LookupFailure.RESTING
    assert len(warehouse.asked) == 1
    clock.pass_seconds(0.5)
    assert await find(service) is not None


async def test_a_service_that_says_when_it_will_be_back_is_believed(
    service: PackageService, warehouse: Warehouse, clock: Clock
) -> None:
    warehouse.will(says(503, Retry_After="120"), records(TENDER))
    assert await trouble(service) is LookupFailure.FAILING
    clock.pass_seconds(119)
    assert await trouble(service) is LookupFailure.RESTING
    assert len(warehouse.asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>Just a moment...</body></html>",
        "",
        '{"success": true, "data": [{"kd_tender": "44391',
        b"\xff\xfe\x00",
        "[" * 100_000,
        "null",
        "[]",
        "{}",
        '{"success": false, "data": []}',
        '{"success": "true", "data": []}',
        '{"success": true}',
        '{"success": true, "data": null}',
        '{"success": true, "data": {"kd_tender": "4439194"}}',
        '{"success": true, "data": ["4439194"]}',
        " " * 1024 * 1024 + '{"success": true, "data": []}',
    ],
    ids=lambda text: str(text[:30]).strip() or "long",
)
async def test_what_is_no_reply_is_not_taken_for_an_unknown_code(
    service: PackageService, warehouse: Warehouse, text: str | bytes
) -> None:
    warehouse.will(says(200, text))
    assert await trouble(service) is LookupFailure.NONSENSE


async def test_a_reply_that_unpacks_to_something_huge_is_not_read_to_its_end(
    service: PackageService, warehouse: Warehouse
) -> None:
    packed = gzip.compress(b'{"success": true, "data": []}' + b" " * 50_000_000)
    assert len(packed) < 100_000
    warehouse.will(says(200, packed, Content_Encoding="gzip"))
    assert await trouble(service) is LookupFailure.NONSENSE


async def test_a_reply_of_just_the_largest_size_is_read(
    service: PackageService, warehouse: Warehouse
) -> None:
    warehouse.will(says(200, b'{"success": true, "data": []}'.rjust(1024 * 1024)))
    assert await find(service) is None


async def test_only_the_code_that_was_asked_for_is_accepted(
    service: PackageService, warehouse: Warehouse
) -> None:
    others = [record for record in TENDERS if record["kd_tender"] != CODE]
    warehouse.will(records(*others), records({"nama_paket": "Tanpa kode"}), records(*others, TENDER))
    assert await trouble(service) is LookupFailure.OTHER_CODE
    assert await trouble(service) is LookupFailure.OTHER_CODE
    facts = await find(service)
    assert facts is not None
    assert facts.code == CODE


async def test_nobody_is_led_elsewhere(service: PackageService, warehouse: Warehouse) -> None:
    warehouse.will(says(302, Location="/somewhere"), records(TENDER))
    assert await trouble(service) is LookupFailure.NONSENSE
    assert [request.path for request in warehouse.asked] == ["/api/v1/tender/pengumuman"]
