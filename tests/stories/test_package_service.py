"""Test package codes that a service looks up: found, unknown, down, slow, and asked for once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import AnyHttpUrl

from bot.imports.packages import import_packages_file
from tests.bot.packages.warehouse import TENDER, TOKEN, Gate, Warehouse, records, says
from tests.stories.actor import Actor
from tests.stories.acts import begins, submits
from tests.stories.stage import Stage
from tests.stories.tenders import UPLOAD, WIB

# A tender of Surabaya, as the repository number at its end says; and one that is also loaded here.
CODE, LOADED = "5555010", "9876010"
RECORD = {**TENDER, "kd_tender": CODE, "nama_paket": "Pembangunan Jembatan & Jalan <Tahap 2>"}
DOWN = "Data paket sedang tidak dapat diperiksa"
PROBLEM = "Unggah berhenti di 80 persen lalu muncul pesan timeout."


@pytest.fixture
async def warehouse(stage: Stage) -> AsyncIterator[Warehouse]:
    """Serve a fake package service and restart the bot with its address."""
    warehouse = Warehouse()
    warehouse.will(records(RECORD))
    app = web.Application()
    app.router.add_get("/{path:.*}", warehouse.answer)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = AnyHttpUrl(f"http://127.0.0.1:{runner.addresses[0][1]}")
    await stage.bot_stops()
    set_up = {"packages_api_url": url, "packages_api_token": TOKEN}
    stage.settings = stage.settings.model_copy(update=set_up)
    await stage.bot_starts()
    yield warehouse
    await stage.bot_stops()
    await runner.cleanup()


async def asks(reporter: Actor, code: str = CODE) -> None:
    """Press through “Buat Tiket” up to a typed code."""
    await begins(reporter)
    await reporter.types(code)


async def ends(reporter: Actor) -> str:
    """Answer from the error code to the end; return the number of the ticket."""
    await reporter.reads("Ceritakan masalahnya")
    await reporter.types(PROBLEM)
    await reporter.sees("Tambah kode error")
    return await submits(reporter)


async def test_a_code_that_is_found_is_shown_with_its_facts_and_stands_on_the_ticket(
    warehouse: Warehouse, ppk: Actor, helpdesk: Actor
) -> None:
    await asks(ppk)
    await ppk.sees(CODE, "Tervalidasi", "Pembangunan Jembatan & Jalan <Tahap 2>")
    number = await ends(ppk)
    for reader in (ppk, helpdesk):
        await reader.types(number)
        await reader.sees(number, CODE, "Tervalidasi", "Pembangunan Jembatan & Jalan <Tahap 2>")
    [asked] = warehouse.asked
    assert asked.query["kode_tender"] == CODE
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"


async def test_an_unknown_code_is_said_to_be_unknown_and_can_be_filled_in_by_hand(
    warehouse: Warehouse, ppk: Actor
) -> None:
    warehouse.will(records())
    await asks(ppk)
    await ppk.sees(f"Kode {CODE} tidak ditemukan")
    await ppk.taps("Isi Manual")
    number = await fills_in(ppk)
    await ppk.types(number)
    await ppk.sees(number, CODE, "isi manual")


async def test_another_code_is_tried_after_an_unknown_one(warehouse: Warehouse, ppk: Actor) -> None:
    warehouse.will(records(), records(RECORD))
    await asks(ppk, "4444010")
    await ppk.sees("Kode 4444010 tidak ditemukan")
    await ppk.types(CODE)
    await ppk.sees(CODE, "Tervalidasi")


@pytest.mark.parametrize("answer", [says(500), says(401), says(429), says(200, "<html>Maaf</html>")])
async def test_a_service_that_is_down_is_no_dead_end(
    warehouse: Warehouse, stage: Stage, ppk: Actor, answer: object
) -> None:
    warehouse.answers = [answer]  # type: ignore[list-item]
    await asks(ppk)
    await ppk.sees(DOWN, "Isi Manual")
    await ppk.taps("Isi Manual")
    number = await fills_in(ppk)
    await ppk.types(number)
    await ppk.sees(number, CODE, "isi manual")
    assert not any(TOKEN in str(entry) for entry in stage.log.entries)


async def test_what_is_loaded_here_is_found_while_the_service_is_down(
    warehouse: Warehouse, ppk: Actor
) -> None:
    warehouse.will(says(503))
    await asks(ppk, LOADED)
    await ppk.sees(LOADED, "Tervalidasi", "Rehabilitasi Gedung Pelayanan")


async def test_a_service_that_was_down_is_asked_again_when_the_code_is_typed_again(
    warehouse: Warehouse, ppk: Actor
) -> None:
    warehouse.will(says(500), records(RECORD))
    await asks(ppk)
    await ppk.sees(DOWN)
    await ppk.types(CODE)
    await ppk.sees(CODE, "Tervalidasi")


async def test_a_slow_service_holds_up_nobody_else_and_nobody_for_long(
    warehouse: Warehouse, stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor
) -> None:
    never = Gate(records(RECORD))
    warehouse.will(never)
    await asks(ppk)
    await never.arrived.wait()
    await budi.types("/profil")
    await budi.sees("Profil", "Budi Santoso")
    await helpdesk.types("/dashboard")
    await helpdesk.sees("Belum diambil: 0")
    assert not ppk.news
    await ppk.sees(DOWN)
    await ppk.types("/profil")
    await ppk.sees("Profil", "Rina Wulandari")
    # Her code is kept as she typed it, and she can go on with the ticket.
    await ppk.types("/start")
    await ppk.taps("Lanjutkan draf")
    await ppk.taps("Isi Manual")
    number = await fills_in(ppk)
    await ppk.types(number)
    await ppk.sees(number, CODE, "isi manual")


async def test_two_who_ask_for_the_same_at_once_share_one_request(
    warehouse: Warehouse, ppk: Actor, budi: Actor
) -> None:
    answer = Gate(records(RECORD))
    warehouse.will(answer)
    for reporter in (ppk, budi):
        await begins(reporter)
    await ppk.types(CODE)
    await answer.arrived.wait()
    await budi.types(CODE)
    answer.opened.set()
    await ppk.sees(CODE, "Tervalidasi")
    await budi.sees(CODE, "Tervalidasi")
    assert len(warehouse.asked) == 1


async def test_an_answer_is_kept_for_a_day_whoever_asks_also_over_a_restart(
    warehouse: Warehouse, stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor
) -> None:
    await asks(ppk)
    await ppk.sees(CODE, "Tervalidasi")
    await stage.bot_restarts()
    await stage.time_passes(hours=23)
    await asks(budi)
    await budi.sees(CODE, "Tervalidasi")
    assert len(warehouse.asked) == 1
    await stage.time_passes(hours=2)
    await budi.taps("Ganti Kode")
    await budi.sees("kode tender")
    await budi.types(CODE)
    await budi.sees(CODE, "Tervalidasi")
    assert len(warehouse.asked) == 2


async def fills_in(reporter: Actor) -> str:
    """Skip everything that is asked after “Isi Manual”; return the number of the ticket."""
    for question in ("Build SPSE", "Tahun anggaran", "Nilai HPS", "jenis pengadaan"):
        await reporter.sees(question)
        await reporter.taps("Lewati")
    return await ends(reporter)


async def test_a_package_from_a_spreadsheet_is_found_by_its_code(
    stage: Stage, ppk: Actor, tmp_path: Path
) -> None:
    table = tmp_path / "paket.csv"
    table.write_text(
        "kd_tender;nama_paket;tahun_anggaran;hps;tahapan;mulai;selesai\n"
        "7777010;Rehabilitasi Pasar Turi;2026;959.993.381,22;Pengumuman;1 Juni 2026;30 Juni 2026\n"
        "delapan;Tanpa kode;2026;;;;\n",
        encoding="utf-8",
    )
    assert await import_packages_file(stage.settings, table) == 1, "one row could not be read, and is named"
    await asks(ppk, "7777010")
    await ppk.sees("Tervalidasi", "Rehabilitasi Pasar Turi", "Rp 959.993.381,22")


async def test_a_stage_that_the_service_has_extended_meanwhile_makes_no_emergency(
    warehouse: Warehouse, stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files_about_ending(warehouse, stage, ppk, days=3)
    await helpdesk.was_told("🟠 Major", "Tiket baru menunggu", number)
    warehouse.will(records(ending(stage, days=6)))
    async with stage.nothing_reaches(helpdesk):
        await stage.time_passes(days=2, hours=1)
    await helpdesk.types(number)
    await helpdesk.sees(number, "Prioritas: Major", "hari lagi")


async def test_while_the_service_is_down_the_clock_goes_by_what_is_known(
    warehouse: Warehouse, stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files_about_ending(warehouse, stage, ppk, days=3)
    await helpdesk.was_told("🟠 Major", "Tiket baru menunggu", number)
    warehouse.answers = [says(503)]
    await stage.time_passes(days=2, hours=1)
    await helpdesk.was_told("Prioritas naik: 🟠 Major → 🔴 Emergency", number)


def ending(stage: Stage, days: float) -> dict[str, object]:
    """Return the record of a tender whose upload of offers ends so many days from now."""
    now = stage.clock().astimezone(WIB)
    schedule = [
        {
            "kd_akt": 294,
            "nama_tahapan": UPLOAD,
            "tgl_awal": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}",
            "tgl_akhir": f"{now + timedelta(days=days):%Y-%m-%dT%H:%M}",
        }
    ]
    return {**RECORD, "jadwal": schedule, "status_tender": None}


async def files_about_ending(warehouse: Warehouse, stage: Stage, reporter: Actor, days: float) -> str:
    """File a ticket about a tender whose upload of offers ends so many days from now."""
    warehouse.will(records(ending(stage, days)))
    await asks(reporter)
    await reporter.sees(CODE, "Tervalidasi")
    return await ends(reporter)
