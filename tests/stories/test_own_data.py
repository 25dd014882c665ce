"""Test that people get what is kept about them, and that an operator exports and erases it."""

import io
import json
import stat
import zipfile
from collections.abc import Coroutine
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from bot.people import erase_person, export_person
from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.papers import gets, papers, slow
from tests.stories.stage import Stage

RINA = "rina.wulandari@contoh.go.id"


async def printed(command: Coroutine[Any, Any, int], code: int = 0) -> str:
    """Run a command beside the bot, and return what it printed."""
    output = io.StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        assert await command == code, output.getvalue()
    return output.getvalue()


def contents(zipped: bytes) -> dict[str, Any]:
    """Return the records of each part of an export."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.testzip() is None
        names = [name for name in archive.namelist() if name.endswith(".json")]
        return {name.removesuffix(".json"): json.loads(archive.read(name)) for name in names}


def explanation(zipped: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return archive.read("BACA-SAYA.txt").decode("utf-8-sig")


def unfinished(folder: Path) -> list[Path]:
    return list(folder.glob(".rina*"))


async def asks_for_their_data(person: Actor) -> None:
    await person.types("/profil")
    await person.sees("Tekan Data Saya", "hubungi administrator")
    await person.taps("Data Saya")


async def test_people_get_what_is_kept_about_them_and_of_nobody_else(
    stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor
) -> None:
    number, others = await files(ppk), await files(budi, "Rahasia Budi")
    await takes(helpdesk, number)
    await asks_for_their_data(ppk)
    await ppk.sees("Berkas sedang disiapkan.")
    paper = await gets(stage, ppk)
    assert paper.name.startswith("data-saya-")
    found = contents(paper.content)
    assert [ticket["number"] for ticket in found["tickets"]] == [number]
    [account] = found["account"]
    assert (account["name"], account["email"]) == ("Rina Wulandari", RINA)
    assert others not in str(found)
    assert "Rahasia Budi" not in str(found)
    page = explanation(paper.content)
    assert "Data tentang Rina Wulandari" in page
    assert "tickets.json: tiket yang Anda laporkan" in page
    assert not papers(stage, budi)


async def test_data_is_asked_for_once_a_day(stage: Stage, ppk: Actor, administrator: Actor) -> None:
    await asks_for_their_data(ppk)
    await gets(stage, ppk)
    await asks_for_their_data(ppk)
    await ppk.sees("Data Anda dapat diminta sekali sehari. Coba lagi setelah 24 jam.")
    await stage.all_is_quiet()
    assert len(papers(stage, ppk)) == 1
    await stage.time_passes(days=1)
    await asks_for_their_data(ppk)
    await ppk.sees("Berkas sedang disiapkan.")
    await stage.all_is_quiet()
    assert len(papers(stage, ppk)) == 2
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Rina Wulandari", "Data pribadi disalin")


async def test_data_goes_to_nobody_who_has_the_chat_afterwards(stage: Stage, ppk: Actor) -> None:
    making = slow(stage, "own_data")
    await asks_for_their_data(ppk)
    await making.begun.wait()
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.taps("Ya")
    await ppk.sees("Anda sudah keluar")
    making.goes_on.set()
    await stage.all_is_quiet()
    assert not papers(stage, ppk)


async def test_an_operator_exports_one_person(stage: Stage, ppk: Actor, tmp_path: Path) -> None:
    number = await files(ppk)
    file = tmp_path / "rina.zip"
    said = await printed(export_person(stage.settings, RINA.upper(), file))
    assert f"{file}: " in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [ticket["number"] for ticket in contents(file.read_bytes())["tickets"]] == [number]
    assert not unfinished(tmp_path)
    assert "exists already" in await printed(export_person(stage.settings, RINA, file), 1)
    missing = tmp_path / "nowhere" / "rina.zip"
    assert "can't be written" in await printed(export_person(stage.settings, RINA, missing), 1)
    assert "no account has this address" in await printed(
        export_person(stage.settings, "siapa@contoh.go.id", tmp_path / "x.zip"), 1
    )


async def test_an_operator_is_told_what_goes_before_anything_does(stage: Stage, ppk: Actor) -> None:
    said = await printed(erase_person(stage.settings, RINA, is_sure=False))
    assert "Rina Wulandari" in said
    assert "Goes:" in said
    assert "Stays:" in said
    assert "Nothing was changed" in said
    await ppk.types("/profil")
    await ppk.sees("Rina Wulandari")


async def test_an_erased_person_is_nowhere_and_their_ticket_stays(
    stage: Stage, ppk: Actor, helpdesk: Actor, administrator: Actor
) -> None:
    number = await files(ppk)
    assert f"{number}. Solve and close" in await printed(erase_person(stage.settings, RINA, is_sure=True), 1)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await ppk.was_told("Konfirmasi")
    await ppk.types(number)
    await ppk.taps("Konfirmasi")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.sees("Tiket selesai")
    await stage.all_is_quiet()
    said = await printed(erase_person(stage.settings, RINA, is_sure=True))
    assert "Pengguna dihapus" in said

    await ppk.types("/profil")
    await ppk.sees("e-mail")
    await helpdesk.types(number)
    seen = await helpdesk.sees(number, "Pengguna dihapus")
    assert "Rina" not in seen
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    trail = await administrator.sees("Data pribadi dihapus: Pengguna dihapus")
    assert "Rina" not in trail
    assert "error" in await printed(erase_person(stage.settings, RINA, is_sure=True), 1)


async def test_a_ticket_in_the_hands_of_whoever_is_erased_goes_back_to_its_queue(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await stage.all_is_quiet()
    await printed(erase_person(stage.settings, "sari.lestari@contoh.go.id", is_sure=True))
    await stage.app.scheduler.release_held()
    await verifikator.was_told(number, "Ambil Tiket")
    await verifikator.types(number)
    await verifikator.sees("Menunggu Dikerjakan")
