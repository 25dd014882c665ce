"""Test all that LPSE Level 1 does, in the order of its guide."""

from datetime import timedelta

import pytest

from tests.stories.actor import Actor
from tests.stories.acts import SUCCESS, begins, describes, files, has_filed, submits, takes, works, writes
from tests.stories.papers import gets
from tests.stories.reports import report
from tests.stories.stage import Stage

# ---------------------------------------------------------------------------------- as a reporter of its own


async def test_level_1_files_to_level_2_answers_rejects_confirms_and_rates(
    helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await begins(helpdesk, "KUPPBJ tidak dapat konsolidasi paket")
    await describes(helpdesk)
    number = await submits(helpdesk)
    assert number.startswith("THS"), "the letter of Helpdesk LPSE"
    await takes(admin_ppe, number)
    assert not verifikator.saw("menunggu diambil", number), "their own level has nothing to do with it"
    await works(admin_ppe, number, "Butuh Feedback", text="Kode tender yang bermasalah yang mana ya?")
    await helpdesk.was_told("perlu keterangan dari Anda", number)

    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Ditangani")
    await helpdesk.sees(number, "Menunggu Feedback", "LPSE Kota Surabaya")
    await helpdesk.taps(number)
    await helpdesk.taps("Beri Feedback")
    await writes(helpdesk, "Kode tender 4567010, sejak Senin pagi.")
    await helpdesk.sees("Feedback berhasil terkirim!")
    await admin_ppe.was_told("memberi feedback", "4567010")

    await works(admin_ppe, number, "Selesaikan Masalah", text="Silakan dicek kembali, sudah bisa.")
    await helpdesk.was_told("Menurut Dewi Anggraini, masalah Anda sudah selesai")
    await helpdesk.taps("Konfirmasi", on="Menurut Dewi Anggraini")
    await helpdesk.taps("Belum, Ajukan Lagi")
    await writes(helpdesk, "Masih sama, tombolnya belum muncul.")
    await helpdesk.sees("Feedback berhasil terkirim!")
    await admin_ppe.was_told("kembali kepada Anda", "tombolnya belum muncul")

    await works(admin_ppe, number, "Selesaikan Masalah", text="Hak akses sudah dilengkapi, mohon dicoba.")
    await helpdesk.was_told("Hak akses sudah dilengkapi")
    await helpdesk.taps("Konfirmasi", on="Hak akses sudah dilengkapi")
    await helpdesk.taps("Ya, Sudah Selesai")
    await helpdesk.sees("Tiket selesai. Terima kasih")
    await helpdesk.taps("⭐ 5")
    await helpdesk.taps("Ketepatan solusi")
    await helpdesk.taps("Lanjut")
    await helpdesk.types("Terima kasih banyak, Bu Dewi.")
    await helpdesk.sees("Terima kasih telah memberikan penilaian atas pelayanan kami")
    await admin_ppe.was_told("melengkapi penilaian", "⭐⭐⭐⭐⭐", "Terima kasih banyak")


# ------------------------------------------------------------------------------------------------ Tiket Masuk


async def test_a_ticket_is_read_with_its_files_before_it_is_taken(ppk: Actor, helpdesk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("pelapor.png")
    await ppk.sees("pelapor.png")
    number = await submits(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.taps("Detail", on=number)
    await helpdesk.sees(number, "Menunggu Dikerjakan", "Rina Wulandari (PPK)", "rina.wulandari@contoh.go.id")
    await helpdesk.sees("Prioritas: Major", "Lama pengerjaan: 0 Hari", "Deskripsi", "pelapo001.png")
    await helpdesk.taps("Berkas")
    await helpdesk.taps("pelapo001.png")
    await helpdesk.was_told(f"{number} · pelapo001.png")
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    await helpdesk.taps(number)
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.sees("Apakah Anda yakin akan mengambil tiket ini?")
    await helpdesk.taps("Tidak")
    await helpdesk.types(number)
    await helpdesk.sees(number, "Menunggu Dikerjakan")
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini", number)
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Ditangani")
    await helpdesk.sees("Tiket Ditangani", number, "Sedang Dikerjakan", "LPSE Kota Surabaya")


# -------------------------------------------------------------------------------------------------- Kerjakan


async def test_the_category_is_put_right_and_the_priority_with_it(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.types(number)
    await helpdesk.sees("Upload Dokumen Penawaran", "Unggah gagal / timeout", "Prioritas: Major")
    await helpdesk.taps("Kerjakan")
    await helpdesk.sees("Pilih Tindakan Anda")
    await helpdesk.taps("Ubah Kategori")
    await helpdesk.taps("Infrastruktur LPSE")
    await helpdesk.taps("Aplikasi tidak bisa diakses")
    await helpdesk.types("Ternyata seluruh aplikasi tidak bisa dibuka.")
    await helpdesk.sees("Infrastruktur LPSE", "Aplikasi tidak bisa diakses", "Emergency")
    await helpdesk.taps("Ya")
    await helpdesk.sees(SUCCESS["Ubah Kategori"])
    await helpdesk.types(number)
    await helpdesk.sees("Infrastruktur LPSE", "Aplikasi tidak bisa diakses", "Prioritas: Emergency")


@pytest.mark.parametrize(
    ("action", "asked", "status"),
    [
        ("Butuh Feedback", "Apa yang perlu dijelaskan atau dilengkapi?", "Menunggu Feedback"),
        ("Eskalasi Tiket", "Mengapa tiket ini dieskalasi?", "Menunggu Dikerjakan"),
        ("Selesaikan Masalah", "Bagaimana masalahnya diselesaikan?", "Menunggu Konfirmasi"),
    ],
)
async def test_each_action_takes_a_text_and_files_that_can_be_put_right_and_a_yes(
    ppk: Actor, helpdesk: Actor, action: str, asked: str, status: str
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps(action)
    await helpdesk.sees(asked, "Minimal 15 karakter")
    await helpdesk.types("Lihat gambar ini, lalu coba sekali lagi.")
    await helpdesk.sends("salah.png", "lebih.pdf")
    await helpdesk.sees("salah.png", "lebih.pdf")
    await helpdesk.taps("Tambah Berkas")
    await helpdesk.taps("Ganti 1. salah.png")
    await helpdesk.sends("benar.png")
    await helpdesk.sees("benar.png", "lebih.pdf")
    await helpdesk.taps("Hapus 2. lebih.pdf")
    await helpdesk.taps("Selesai")
    await helpdesk.sees("Apakah semua data sudah benar?", "Lihat gambar ini", "benar.png")
    await helpdesk.taps("Tidak")
    await helpdesk.taps("Kembali")
    await helpdesk.sees("Apakah semua data sudah benar?")
    await helpdesk.taps("Ya")
    await helpdesk.sees(SUCCESS[action], number, status)
    await ppk.types(number)
    card = await ppk.sees(number, status, "benar001.png")
    assert "lebih" not in card


async def test_level_1_answers_what_level_2_asks_about_an_escalated_ticket(
    ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket", text="Perlu diperiksa di server, mohon bantuan.")
    await takes(admin_ppe, number)
    await works(admin_ppe, number, "Butuh Feedback", "Helpdesk LPSE", text="Sudah dicoba di peramban lain?")
    await helpdesk.was_told("perlu keterangan dari Anda", "Sudah dicoba di peramban lain?")
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Ditangani")
    await helpdesk.taps(number)
    await helpdesk.taps("Beri Feedback")
    await writes(helpdesk, "Sudah, hasilnya sama di tiga peramban.")
    await helpdesk.sees("Feedback berhasil terkirim!", number)
    await admin_ppe.was_told("memberi feedback", "sama di tiga peramban")


# --------------------------------------------------------------------------------------------------- Riwayat


async def test_riwayat_holds_all_that_was_ever_in_hand_with_where_it_is_now(
    ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    working, asked, escalated, solved, others = [
        await files(ppk, title) for title in ("Dikerjakan", "Ditanya", "Naik", "Beres", "Rekan")
    ]
    for number in (working, asked, escalated, solved):
        await takes(helpdesk, number)
    await takes(verifikator, others)
    await works(helpdesk, asked, "Butuh Feedback")
    await works(helpdesk, escalated, "Eskalasi Tiket", text="Perlu diperiksa di server, mohon bantuan.")
    await works(helpdesk, solved, "Selesaikan Masalah")
    await helpdesk.types("/start")
    await helpdesk.taps("Riwayat")
    past = await helpdesk.sees("Riwayat", working, asked, escalated, solved)
    assert others not in past
    lines = past.split("\n\n")
    for number, status, position in (
        (working, "Sedang Dikerjakan", "Posisi tiket: Helpdesk LPSE"),
        (asked, "Menunggu Feedback", "Posisi tiket: Helpdesk LPSE"),
        (escalated, "Menunggu Dikerjakan", "Posisi tiket: Admin PPE"),
        (solved, "Menunggu Konfirmasi", "Posisi tiket: Helpdesk LPSE"),
    ):
        [line] = [line for line in lines if number in line]
        assert status in line
        assert position in line
    await helpdesk.taps(escalated)
    await helpdesk.sees(escalated, "Posisi tiket: Admin PPE", "Perlu diperiksa di server", "Cetak PDF")


# -------------------------------------------------------------------------------------------- Daftar as table


@pytest.mark.parametrize("label", ["CSV", "Excel"])
async def test_a_table_has_what_the_web_lists_have(
    stage: Stage, ppk: Actor, helpdesk: Actor, label: str
) -> None:
    await has_filed(stage, ppk, report("Gagal unggah"), stage.clock() - timedelta(days=3))
    await helpdesk.types("/start")
    await helpdesk.taps("Semua Tiket")
    await helpdesk.sees("Semua Tiket", "Gagal unggah")
    await helpdesk.taps(label)
    [row] = (await gets(stage, helpdesk)).rows
    wanted = {
        "Judul": "Gagal unggah",
        "Status": "Menunggu Dikerjakan",
        "Prioritas": "Medium",
        "Dibuat Oleh": "Rina Wulandari",
        "Kategori Pelapor": "PPK",
        "Asal LPSE": "LPSE Kota Surabaya",
        "Aplikasi": "SPSE",
        "Versi": "4.5",
        "Kategori": "Login & Akun",
        "Posisi Tiket": "Helpdesk LPSE",
        "Jenis Tiket": "Tiket Umum",
        "Lama Pengerjaan (Hari)": "3",
    }
    assert {name: row[name] for name in wanted} == wanted
    assert any(name.startswith("Dibuat Pada") for name in row)


# ------------------------------------------------------------------------------------------------ Cari Tiket


async def test_words_and_status_and_days_are_looked_for_together(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await has_filed(stage, ppk, report("Gagal unggah lama"), stage.clock() - timedelta(days=30))
    taken, waiting = await files(ppk, "Gagal unggah satu"), await files(ppk, "Gagal unggah dua")
    other = await files(ppk, "Jadwal tumpang tindih")
    for number in (taken, other):
        await takes(helpdesk, number)
    await helpdesk.types("/cari")
    await helpdesk.types("gagal unggah")
    await helpdesk.sees("Hasil Pencarian", "Gagal unggah lama", taken, waiting)
    await helpdesk.taps("Ubah Pencarian")
    await helpdesk.taps("Ubah")
    await helpdesk.taps("Status")
    await helpdesk.taps("Sedang Dikerjakan")
    await helpdesk.taps("Ubah")
    await helpdesk.taps("Dari tanggal")
    await helpdesk.types((stage.clock() - timedelta(days=7)).strftime("%d-%m-%Y"))
    await helpdesk.sees("Cari Tiket", "Dari tanggal")
    await helpdesk.taps("Cari Tiket")
    found = await helpdesk.sees("Hasil Pencarian", "gagal unggah", "Status: Sedang Dikerjakan", taken)
    assert waiting not in found
    assert other not in found
