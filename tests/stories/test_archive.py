"""Test that a copy of every file is kept, and that one with the wrong content is flagged."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from bot.archive import fetcher as archivist
from storage.schema import tables
from storage.tickets.copies import CopyState
from storage.unit import SqlUnitOfWork
from tests.core.files.samples import compound, packed
from tests.stories.actor import Actor
from tests.stories.copies import MB, PROGRAM, WARNING, becomes, files_one, files_with, is_opened
from tests.stories.papers import gets
from tests.stories.stage import Stage


@pytest.fixture
async def local_stage(tmp_path: Path, furnished: Path) -> AsyncIterator[Stage]:
    """Yield a stage with a local Bot API server."""
    stage = Stage(tmp_path, furnished, local=True)
    await stage.open()
    yield stage
    await stage.close()


# ------------------------------------------------------------------------------------------------ kept


async def test_a_copy_of_every_file_is_kept_as_it_came(stage: Stage, ppk: Actor) -> None:
    letter, picture = b"%PDF-1.7 surat", b"\x89PNG\r\n\x1a\n gambar"
    await files_with(ppk, ("surat.pdf", letter), ("layar.png", picture))
    first, second = await becomes(stage, CopyState.KEPT, CopyState.KEPT)
    for unique_ref, content in ((first, letter), (second, picture)):
        copy = stage.archive.find(unique_ref)
        assert copy is not None
        assert copy.read_bytes() == content


async def test_a_program_that_calls_itself_a_pdf_is_flagged_to_who_opens_it(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files_with(ppk, ("tagihan.pdf", PROGRAM), ("surat.pdf", b"%PDF-1.4"))
    await becomes(stage, CopyState.KEPT, CopyState.KEPT)
    await is_opened(helpdesk, number)
    listed = await helpdesk.sees("tagiha001.pdf", WARNING)
    assert "⚠️ tagiha001.pdf" in listed
    assert "⚠️ surat002.pdf" not in listed
    await helpdesk.taps("surat002.pdf")
    assert WARNING not in await helpdesk.was_told(f"{number} · surat002.pdf")
    await helpdesk.taps("tagiha001.pdf", on=number)
    await helpdesk.was_told(f"{number} · tagiha001.pdf", WARNING)
    await helpdesk.taps("Unduh Semua", on="· Berkas")
    with ZipFile(BytesIO((await gets(stage, helpdesk, f"{number}.zip")).content)) as bundle:
        listed = bundle.read("DAFTAR.txt").decode("utf-8-sig")
    first, second = listed.index("tagiha001.pdf"), listed.index("surat002.pdf")
    assert first < listed.index(WARNING) < second
    await helpdesk.types(number)
    await helpdesk.taps("Cetak PDF", on=number)
    assert (await gets(stage, helpdesk, f"{number}.pdf")).words.count(WARNING) == 1


async def test_macros_programs_and_passwords_are_told_to_who_opens_the_file(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    makro = packed({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"})
    program = packed({"faktur.pdf.exe": b"MZ"})
    number = await files_with(
        ppk, ("laporan.docx", makro), ("arsip.zip", program), ("rahasia.xlsx", compound("EncryptedPackage"))
    )
    await becomes(stage, CopyState.KEPT, CopyState.KEPT, CopyState.KEPT)
    await is_opened(helpdesk, number)
    listed = await helpdesk.sees("⚠️ lapora001.docx", "⚠️ arsip002.zip", "rahasi003.xlsx")
    for found in ("berisi makro", "berisi program", "dilindungi kata sandi"):
        assert listed.count(found) == 1
    assert "⚠️ rahasi003.xlsx" not in listed
    for name, found in (
        ("lapora001.docx", "⚠️ berisi makro"), ("arsip002.zip", "⚠️ berisi program"),
        ("rahasi003.xlsx", "dilindungi kata sandi"),
    ):  # fmt: skip
        await helpdesk.taps(name, on="· Berkas")
        await helpdesk.was_told(f"{number} · {name}", found)


async def test_a_zip_of_all_files_is_made_of_the_copies(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    number = await files_one(stage, ppk)
    stage.box.misbehave("getFile", 404, times=-1)
    before = asked(stage)
    await is_opened(helpdesk, number)
    await helpdesk.taps("Unduh Semua")
    with ZipFile(BytesIO((await gets(stage, helpdesk, f"{number}.zip")).content)) as bundle:
        assert bundle.read("surat001.pdf") == b"%PDF-1.4"
    assert asked(stage) == before


async def test_a_file_that_telegram_lets_no_bot_have_is_not_asked_for(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files_with(ppk, ("besar.pdf", b"%PDF" + bytes(20 * MB)))
    await becomes(stage, CopyState.TOO_LARGE)
    await is_opened(helpdesk, number)
    await helpdesk.taps("Unduh Semua")
    await helpdesk.was_told(f"{number} · besar001.pdf")
    assert not [call for call in stage.box.calls if call.method == "getFile"]


async def test_with_a_server_of_its_own_a_large_file_is_kept_and_goes_into_the_zip(
    local_stage: Stage,
) -> None:
    ppk, helpdesk = local_stage.plays(1001), local_stage.plays(2001)
    # Together more than may be sent to Telegram's own server.
    large = b"PK\x03\x04" + bytes(26 * MB)
    number = await files_with(ppk, ("satu.zip", large), ("dua.zip", large))
    first, second = await becomes(local_stage, CopyState.KEPT, CopyState.KEPT)
    for unique_ref in (first, second):
        copy = local_stage.archive.find(unique_ref)
        assert copy is not None
        assert copy.stat().st_size == len(large)
    await is_opened(helpdesk, number)
    await helpdesk.taps("Unduh Semua")
    with ZipFile(BytesIO((await gets(local_stage, helpdesk, f"{number}.zip")).content)) as bundle:
        assert bundle.namelist() == ["satu001.zip", "dua002.zip", "DAFTAR.txt"]
        assert bundle.read("dua002.zip") == large


async def test_what_was_too_large_is_kept_when_a_server_of_its_own_stands_there_later(
    local_stage: Stage,
) -> None:
    await moves_to_a_server(local_stage, local=False)
    ppk = local_stage.plays(1001)
    large = b"PK\x03\x04" + bytes(20 * MB)
    await files_with(ppk, ("satu.zip", large))
    await becomes(local_stage, CopyState.TOO_LARGE)
    await moves_to_a_server(local_stage, local=True)
    [unique_ref] = await becomes(local_stage, CopyState.KEPT)
    copy = local_stage.archive.find(unique_ref)
    assert copy is not None
    assert copy.stat().st_size == len(large)


async def moves_to_a_server(stage: Stage, *, local: bool) -> None:
    """Restart the bot with the settings of a local Bot API server, or of the public one."""
    stage.settings = stage.settings.model_copy(update={"telegram_local": local})
    await stage.bot_restarts()


# --------------------------------------------------------------------------------------------- trouble


async def test_telegram_is_asked_again_when_it_said_it_would_answer(stage: Stage, ppk: Actor) -> None:
    stage.box.misbehave("getFile", 429, retry_after=1)
    await files_one(stage, ppk)
    refused, answered = (call for call in stage.box.calls if call.method == "getFile")
    assert refused.error
    assert answered.at - refused.at > 0.9


async def test_a_file_that_cannot_be_had_is_tried_less_and_less_and_then_no_more(
    stage: Stage, ppk: Actor
) -> None:
    stage.box.misbehave("getFile", 500, times=archivist.MOST_ATTEMPTS)
    await files_with(ppk, ("surat.pdf", b"%PDF-1.4"))
    for number in range(1, archivist.MOST_ATTEMPTS):
        await stage.box.settled(lambda: asked(stage) == number)  # noqa: B023 - of this very round
        await stage.until(lambda unit: attempts(unit) == number)  # noqa: B023 - the same
        await stage.time_passes(hours=13)
    await becomes(stage, CopyState.FAILED)
    assert asked(stage) == archivist.MOST_ATTEMPTS
    later = stage.clock() + timedelta(days=900)
    assert await stage.do(lambda unit: unit.copies.due(later, 1)) == []


async def test_a_full_disk_costs_no_file_its_copy(
    stage: Stage, ppk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.accepts("copy_not_written")
    monkeypatch.setattr(archivist, "REST", 0.05)
    stage.archive.folder.write_text("no folder")
    await files_with(ppk, ("surat.pdf", b"%PDF-1.4"))
    await stage.until(lambda _: "copy_not_written" in [entry["event"] for entry in stage.log.entries])
    stage.archive.folder.unlink()
    await stage.until(lambda unit: not unit.copies.due(stage.clock(), 1))
    assert await stage.do(attempts) == 0
    await stage.time_passes(minutes=2)
    await becomes(stage, CopyState.KEPT)


async def test_killed_in_the_middle_of_a_file_it_is_fetched_again_whole(stage: Stage, ppk: Actor) -> None:
    stage.box.misbehave("getFile", None, delay=30)
    await files_with(ppk, ("surat.pdf", b"%PDF-1.4 panjang"))
    await stage.box.settled(lambda: bool(list(stage.archive.folder.glob("incoming/*"))))
    await stage.bot_restarts()
    [unique_ref] = await becomes(stage, CopyState.KEPT)
    copy = stage.archive.find(unique_ref)
    assert copy is not None
    assert copy.read_bytes() == b"%PDF-1.4 panjang"
    assert list(stage.archive.folder.glob("incoming/*")) == []


def asked(stage: Stage) -> int:
    return len([call for call in stage.box.calls if call.method == "getFile"])


def attempts(unit: SqlUnitOfWork) -> int:
    return int(unit.connection.execute(select(tables.copies.c.attempts)).scalar_one())
