"""Test what becomes of one account when another is opened in the same chat, or the same one elsewhere."""

import pytest

from bot.imports.accounts_cli import invite_person
from tests.stories.actor import Actor
from tests.stories.acts import begins, files, takes
from tests.stories.papers import slow
from tests.stories.stage import Stage
from tests.stories.test_sign_in import RINA, asks_for_a_code, code_sent_to, invitation

BUDI = "budi.santoso@contoh.go.id"


async def test_who_tries_somebody_elses_invitation_is_asked_and_may_stay(
    stage: Stage, administrator: Actor, stranger: Actor
) -> None:
    code = await invitation(stage, BUDI)
    await administrator.types("/start")
    await administrator.taps("LPSE")
    await administrator.taps("Tambah LPSE")
    await administrator.types("LPSE Kota Baru")
    await administrator.types(f"/start {code}")
    await administrator.sees(
        "Anda masuk sebagai Ratna Dewanti. Keluar dan masuk sebagai Budi Santoso?", "LPSE"
    )
    await administrator.taps("Tidak")
    await administrator.sees("Ratna Dewanti", "Lanjutkan draf")
    await administrator.taps("Lanjutkan draf")
    await administrator.sees("LPSE")
    await stranger.types(f"/start {code}")
    await stranger.sees("Anda sudah masuk", "Budi Santoso")


async def test_who_agrees_is_moved_and_finds_nothing_of_the_other(
    stage: Stage, ppk: Actor, budi: Actor
) -> None:
    await files(ppk, "Rahasia Rina")
    await ppk.types("/cari")
    await ppk.types("Rahasia")
    await ppk.sees("Rahasia Rina")
    await begins(ppk, "Draf milik Rina")
    await ppk.types(f"/start {await invitation(stage, BUDI)}")
    await ppk.sees("masuk sebagai Budi Santoso?", "tiket baru")
    await ppk.taps("Ya")
    await ppk.sees("Budi Santoso")
    await budi.was_told("Akun ini kini dibuka di Telegram lain")
    await stage.letter_to(BUDI)
    await ppk.types("/start")
    assert "Draf" not in await ppk.sees("Budi Santoso", "Keluar")
    await ppk.forges("a:refine")
    assert not any("Rahasia" in words for words in ppk.news)


async def test_a_draft_follows_its_writer_to_the_new_telephone(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    await begins(ppk, "Dari telepon pertama")
    await asks_for_a_code(stranger, RINA)
    await stranger.types(await code_sent_to(stage, RINA))
    await stranger.sees("Rina Wulandari", "tiket baru")
    await ppk.was_told("Akun ini kini dibuka di Telegram lain", "hubungi administrator")
    await stranger.taps("Lanjutkan draf")
    await stranger.sees("Buat Tiket · Langkah 6", "kode tender")


async def test_who_is_unlinked_is_told_and_keeps_their_draft(
    stage: Stage, ppk: Actor, administrator: Actor
) -> None:
    await begins(ppk, "Sebelum diputuskan")
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.types(RINA)
    await administrator.taps("Putuskan Telegram")
    await administrator.taps("Ya")
    await administrator.sees("Telegram diputuskan")
    await ppk.was_told("dikeluarkan dari akun Anda oleh administrator")
    await ppk.types(f"/start {await invitation(stage, RINA)}")
    await ppk.sees("Rina Wulandari", "Draf yang belum dikirim: tiket baru")


async def test_the_command_voids_earlier_links_and_stands_in_the_trail(
    stage: Stage, stranger: Actor, administrator: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    links = []
    for _ in range(2):
        assert await invite_person(stage.settings, BUDI) == 0
        links.append(capsys.readouterr().out.splitlines()[-1])
    await stranger.types("/start " + links[0].partition("?start=")[2])
    await stranger.sees("Undangan ini tidak berlaku lagi")
    await stranger.types("/start " + links[1].partition("?start=")[2])
    await stranger.sees("Budi Santoso")
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("baris perintah", "Undangan dibuat", "Budi Santoso")


async def test_who_signs_out_is_told_of_the_draft_first_and_finds_it_again(
    stage: Stage, ppk: Actor, stranger: Actor, administrator: Actor
) -> None:
    await begins(ppk, "Belum selesai")
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.sees("Keluar dari akun ini?", "Draf Anda tersimpan", "tiket baru")
    await ppk.taps("Ya")
    await ppk.sees("Anda sudah keluar")
    await ppk.types(f"/start {await invitation(stage, BUDI)}")
    assert "Draf" not in await ppk.sees("Budi Santoso", "Keluar")
    await stranger.types(f"/start {await invitation(stage, RINA)}")
    await stranger.sees("Rina Wulandari", "Draf yang belum dikirim: tiket baru")
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Rina Wulandari", "Keluar dari akun sendiri")


async def test_a_document_reaches_nobody_who_is_signed_in_there_later(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk, "Punya Rina")
    await takes(helpdesk, number)
    making = slow(stage, "ticket_pdf")
    await ppk.types(number)
    await ppk.taps("Cetak PDF")
    await making.begun.wait()
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.sees("Berkas yang masih disiapkan tidak jadi dikirim")
    await ppk.taps("Ya")
    await ppk.sees("Anda sudah keluar")
    await ppk.types(f"/start {await invitation(stage, BUDI)}")
    await ppk.sees("Budi Santoso")
    making.goes_on.set()
    await stage.all_is_quiet()
    assert not any("document" in message for message in ppk.received)
