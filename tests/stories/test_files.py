"""Test files in both directions: albums, photos, captions, and “Berkas”."""

from io import BytesIO
from zipfile import ZipFile

import aiohttp
import pytest

from bot.process.waits import Waits
from core.organisation.roles import Role
from core.tickets.actors import Actor as By
from core.tickets.attachments import Remark
from core.tickets.lifecycle import Action
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor, words_of
from tests.stories.acts import REMARK, begins, describes, files, submits, takes
from tests.stories.stage import Stage


@pytest.mark.parametrize("waits", [Waits()], ids=["usual waits"])
async def test_an_album_is_one_answer_with_one_screen(stage: Stage, ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("satu.png", "dua.pdf", "tiga.xlsx", "empat.zip")
    await ppk.sees("satu.png", "dua.pdf", "tiga.xlsx", "empat.zip")
    await stage.all_is_quiet()
    assert len([m for m in ppk.received if "satu.png" in words_of(m)]) == 1
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("satu001.png", "dua002.pdf", "tiga003.xlsx", "empat004.zip")


@pytest.mark.parametrize("waits", [Waits()], ids=["usual waits"])
async def test_of_an_album_with_one_wrong_file_the_others_are_kept(stage: Stage, ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("satu.png", "virus.exe", "dua.pdf")
    await ppk.sees("“virus.exe” tidak dapat diterima")
    listed = await ppk.sees("satu.png", "dua.pdf")
    assert "virus" not in listed


async def test_a_file_is_replaced_and_another_removed_before_sending(ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("salah.png", "lebih.pdf")
    await ppk.sees("salah.png", "lebih.pdf")
    await ppk.taps("Berkas")
    await ppk.taps("Ganti 1. salah.png")
    await ppk.sees("berkas pengganti untuk", "salah.png")
    await ppk.sends("benar.png")
    await ppk.sees("benar.png", "lebih.pdf")
    await ppk.taps("Hapus 2. lebih.pdf")
    listed = await ppk.sees("lebih.pdf dihapus.", "1. benar.png")
    assert "2. lebih.pdf" not in listed
    await ppk.taps("Urungkan")
    listed = await ppk.sees("1. benar.png", "2. lebih.pdf")
    assert "dihapus" not in listed


async def test_a_photo_with_nothing_asked_begins_a_draft(ppk: Actor) -> None:
    await ppk.sends("layar.jpg", photo=True)
    await ppk.sees("kami simpan untuk tiket baru")
    await ppk.taps("Buat Tiket")
    await ppk.sees("Judul")
    await ppk.types("Ada di foto itu")
    await ppk.taps("SIKaP")
    await ppk.taps("Identitas")
    await ppk.taps("Ubah email")
    await describes(ppk)
    await ppk.sees("foto.jpg")


async def test_the_caption_of_a_photo_answers_what_was_asked(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.sends("layar.jpg", caption="Judul di bawah foto", photo=True)
    await ppk.sees("Aplikasi mana")
    await ppk.taps("Kembali")
    await ppk.taps("Kembali")
    await ppk.sees("Judul di bawah foto")


async def test_an_album_with_a_caption_is_an_answer_with_files(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.sees("Bagaimana masalahnya diselesaikan?")
    await helpdesk.sends("satu.png", "dua.png", caption="Sudah diperbaiki, lihat gambar ini.")
    await helpdesk.sees("satu.png", "dua.png")
    await helpdesk.sees("Sudah diperbaiki, lihat gambar ini.", "satu.png", "dua.png")
    await helpdesk.taps("Ya")
    await ppk.was_told("Sudah diperbaiki, lihat gambar ini.", "satu001.png", "dua002.png")


async def test_files_are_opened_one_by_one_or_all_together(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("pelapor.png", "PDF-Sample.pdf")
    await ppk.sees("pelapor.png", "PDF-Sample.pdf")
    number = await submits(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types(number)
    await helpdesk.taps("Berkas")
    await helpdesk.sees("pelapo001.png", "PDF-Sa002.pdf")
    await helpdesk.taps("PDF-Sa002.pdf")
    await helpdesk.was_told(f"{number} · PDF-Sa002.pdf")
    assert helpdesk.received[-1]["document"]["file_name"] == "PDF-Sample.pdf"
    await helpdesk.taps("Unduh Semua", on="pelapo001.png")
    await helpdesk.was_told(f"{number}.zip")
    bundle = helpdesk.received[-1]["document"]
    assert bundle["file_name"] == f"{number}.zip"
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.box.url}/sandbox/files/{bundle['file_id']}") as answer,
    ):
        content = await answer.read()
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["pelapo001.png", "PDF-Sa002.pdf", "DAFTAR.txt"]


async def test_a_photo_comes_back_as_a_photo(ppk: Actor, helpdesk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("layar.jpg", photo=True)
    await ppk.sees("foto.jpg")
    number = await submits(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types(number)
    await helpdesk.taps("Berkas")
    await helpdesk.taps("foto001.jpg")
    await helpdesk.sees(f"{number} · foto001.jpg")
    assert "photo" in helpdesk.received[-1]


async def test_what_is_neither_text_nor_file_is_answered_kindly(ppk: Actor) -> None:
    things: tuple[dict[str, object], ...] = (
        {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9,
                     "is_animated": False, "is_video": False}},
        {"location": {"latitude": -7.25, "longitude": 112.75}},
        {"contact": {"phone_number": "0812", "first_name": "Budi"}},
        {"dice": {"emoji": "🎲", "value": 4}},
    )  # fmt: skip
    for thing in things:
        await ppk.sends_something(**thing)
        await ppk.sees("Kirim teks, foto, atau dokumen.")
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.sends_something(**things[0])
    await ppk.sees("Kirim teks, foto, atau dokumen.")
    await ppk.types("Judul sesudah stiker")
    await ppk.sees("Aplikasi mana")


async def test_every_file_of_a_ticket_with_very_many_is_found_and_opened(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("scan.pdf")
    await ppk.sees("scan.pdf")
    number = await submits(ppk)

    def goes_to_and_fro(unit: SqlUnitOfWork) -> int:
        ticket = unit.tickets.get_for_change(unit.tickets.by_number(number) or 0)
        assert ticket is not None
        [sari_id, *_others] = unit.people.at_desk(ticket.desk)
        [file] = unit.discussion.files(ticket.id)
        helper = By(sari_id, Role.HELPDESK_LPSE, ticket.desk)
        ticket.act(Action.TAKE, helper, stage.clock())
        ticket.ask_feedback(helper, stage.clock(), Remark(REMARK, (file.upload,) * 20))
        reporter = By(ticket.reporter_id, ticket.reporter_role)
        ticket.give_feedback(reporter, stage.clock(), Remark(REMARK, (file.upload,) * 22))
        unit.tickets.save(ticket)
        return ticket.id

    ticket_id = await stage.do(goes_to_and_fro)
    await helpdesk.types(number)
    await helpdesk.taps("Berkas")
    first = await helpdesk.sees("Berkas · 1–20 dari 43", "scan001.pdf", "scan020.pdf")
    assert "scan021.pdf" not in first
    await helpdesk.taps("Berikutnya")
    await helpdesk.sees("Berkas · 21–40 dari 43", "scan021.pdf", "scan040.pdf")
    await helpdesk.taps("Berikutnya")
    await helpdesk.sees("Berkas · 41–43 dari 43", "scan043.pdf")
    await helpdesk.taps("Sebelumnya")
    await helpdesk.taps("scan030.pdf")
    await helpdesk.sees(f"{number} · scan030.pdf")
    for address, shown in (("", "1–20"), (":99", "41–43"), (":x", "LPSE Support")):
        await helpdesk.forges(f"a:files:{ticket_id}{address}")
        await helpdesk.sees(shown)
