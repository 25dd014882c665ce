"""Test that what people write comes out as they wrote it, everywhere and to everybody."""

import pytest

from bot.process.waits import Waits
from tests.stories.actor import Actor
from tests.stories.acts import begins, files, submits, takes, works
from tests.stories.stage import Stage

TITLES = [
    "<b>tebal</b> & \"kutip\" 'satu' </blockquote>",
    "😀👩‍👩‍👧‍👦🇮🇩 %(who)s {{ ticket }} {0} %s",
    "لا يمكن رفع ملف العرض",
    "\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL M}" * 100,
    "漢" * 100,
    "@lpse_support_bot /start #tag http://contoh.go.id _a_ *b* `c`",
]


@pytest.mark.parametrize("title", TITLES)
async def test_a_title_reads_the_same_on_every_screen(
    ppk: Actor, helpdesk: Actor, verifikator: Actor, title: str
) -> None:
    problem = f"{title}\n\n  {title}\n<i>baris</i> &amp; &lt;terakhir&gt;"
    number = await files(ppk, title, problem)
    for screen in ("berhasil disimpan", "Periksa tiket Anda", "yakin akan mengirim"):
        assert ppk.saw(screen, title), screen
    assert ppk.saw("Periksa tiket Anda", problem)
    await verifikator.was_told("menunggu diambil", f"{number} · {title}\n")
    await verifikator.types(number)
    await verifikator.sees(title, problem)
    await takes(helpdesk, number)
    await ppk.was_told("diambil", title)
    await works(helpdesk, number, "Butuh Feedback", text=problem)
    assert helpdesk.saw("Apakah semua data sudah benar?", problem)
    await ppk.was_told("perlu keterangan", title, problem)
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya", title[:50])


async def test_a_text_of_a_whole_message_is_read_as_it_was_written(ppk: Actor, helpdesk: Actor) -> None:
    problem = "".join(f"<baris {n:05d}>\n" for n in range(1, 400))[:4096].strip()
    number = await files(ppk, "Panjang sekali", problem)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types(number)
    await helpdesk.sees(number)
    await helpdesk.taps("Berikutnya")
    await helpdesk.sees(problem)


async def test_a_text_longer_than_a_message_arrives_whole(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    words = [f"kata{n:04d}" for n in range(700)]
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya")
    await ppk.types(" ".join(words))
    await ppk.sees("Tambah kode error")
    await stage.all_is_quiet()
    number = await submits(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types(number)
    read = await helpdesk.sees(number)
    while any("Berikutnya" in label for label in helpdesk.labels):
        await helpdesk.taps("Berikutnya")
        await stage.all_is_quiet()
        read += "\n" + helpdesk.news[-1]
    assert "".join(words) in "".join(read.split())


@pytest.mark.parametrize("waits", [Waits()], ids=["usual waits"])
async def test_a_forwarded_batch_becomes_one_description(stage: Stage, ppk: Actor) -> None:
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya")
    await ppk.forwards("Pagi tadi tidak bisa masuk.", "Sekarang bisa,", "tetapi unggah gagal.")
    await ppk.sees("Tambah kode error")
    await stage.all_is_quiet()
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Pagi tadi tidak bisa masuk.\nSekarang bisa,\ntetapi unggah gagal.")


async def test_an_answer_that_is_edited_in_the_chat_is_edited_in_the_ticket(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    title = await ppk.types("Tidak bsia masuk")
    await ppk.sees("Aplikasi mana")
    await ppk.edits(title, "Tidak bisa masuk")
    await ppk.sees("Jawaban diperbarui", "Aplikasi mana")
    await ppk.taps("Kembali")
    await ppk.taps("Kembali")
    await ppk.sees("Tidak bisa masuk")


async def test_what_is_wrong_with_an_answer_is_said_and_nothing_is_lost(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("J" * 101)
    await ppk.reads("simpan sebagai deskripsi", "Pakai judul ini")
    await ppk.types("\u200b\u200b")
    await ppk.sees("Judul masih kosong")
    await ppk.types("Judul yang baik")
    await ppk.taps("Kembali")
    await ppk.types("LPSE Antah Berantah")
    await ppk.sees("tidak ditemukan")
    await ppk.taps("Kembali")
    await ppk.sees("Judul yang baik")
