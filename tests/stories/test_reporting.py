"""Test all that a reporter does, in the order of their guide."""

from core.packages import PackageFacts, PackageKind
from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, begins, describes, files, submits, takes, works, writes
from tests.stories.stage import Stage

MEGA = 1024 * 1024
ANSWER = "Ini tangkapan layarnya, pesannya muncul tiap kali."


async def sends_a_large_file(person: Actor, megabytes: int, name: str = "rekaman.zip") -> None:
    """Send a file of which only the size matters."""
    document = {
        "file_id": f"large-{megabytes}",
        "file_unique_id": f"unique-{megabytes}",
        "file_name": name,
        "mime_type": "application/zip",
        "file_size": megabytes * MEGA,
    }
    await person.sends_something(document=document)


async def is_asked(ppk: Actor, helpdesk: Actor) -> str:
    """File a ticket for which Sari asks feedback; return its number."""
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback", text="Mohon kirim tangkapan layar pesannya.")
    await ppk.was_told("perlu keterangan dari Anda", "Mohon kirim tangkapan layar pesannya.")
    return number


async def is_solved(ppk: Actor, helpdesk: Actor) -> str:
    """File a ticket that Sari solves; return its number."""
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah", text="Batas waktu unggah sudah dinaikkan.")
    await ppk.was_told(
        "Menurut Sari Lestari, masalah Anda sudah selesai", "Batas waktu unggah sudah dinaikkan."
    )
    return number


# ------------------------------------------------------------------------------------------- filing a ticket


async def test_the_rules_for_texts_and_files_stand_where_they_are_asked(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul", "maksimal 100 karakter")
    await ppk.types("Tidak bisa masuk")
    await ppk.taps("SIKaP")
    await ppk.taps("Identitas")
    await ppk.taps("Ubah email")
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya", "minimal 15 karakter")
    await ppk.types("singkat")
    await ppk.sees("Teks terlalu pendek", "minimal 15")
    await ppk.types(PROBLEM)
    await ppk.taps("Berkas")
    await ppk.sees(
        ".txt .jpg .jpeg .png .doc .docx .xls .xlsx .ppt .pptx .pdf .zip .rar .rhs", "maksimal 50 MB"
    )


async def test_a_reporters_file_may_have_fifty_megabytes_and_a_helpdesks_five_hundred(
    ppk: Actor, helpdesk: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    await sends_a_large_file(ppk, 51)
    await ppk.sees("“rekaman.zip” terlalu besar", "maksimal 50 MB")
    await sends_a_large_file(ppk, 50)
    await ppk.sees("rekaman.zip")
    number = await submits(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.types("Sudah diperbaiki, lihat rekaman ini.")
    await helpdesk.taps("Tambah Berkas")
    await helpdesk.sees("maksimal 500 MB")
    await sends_a_large_file(helpdesk, 501)
    await helpdesk.sees("terlalu besar", "maksimal 500 MB")
    await sends_a_large_file(helpdesk, 500)
    await helpdesk.sees("1. rekaman.zip (500 MB)")


async def test_the_priority_follows_from_the_category_and_nobody_chooses_it(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("SPSE tidak bisa dibuka")
    await ppk.taps("SPSE")
    await ppk.taps("4.5")
    await ppk.taps("Infrastruktur LPSE")
    await ppk.taps("Aplikasi tidak bisa diakses")
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.sees("Periksa tiket Anda", "Prioritas: Emergency")
    await ppk.taps("Ubah")
    assert not any("Prioritas" in label for label in ppk.labels)


async def test_codes_of_the_catalogue_and_of_sirup_are_checked_too(stage: Stage, ppk: Actor) -> None:
    known = [
        PackageFacts(PackageKind.CATALOGUE, "6C2-P2501-11344068", "Laptop untuk kantor"),
        PackageFacts(PackageKind.RUP, "54321098", "Belanja modal laptop"),
    ]
    await stage.do(lambda unit: unit.bulk.import_packages(known))
    for application, version, category, subcategory, facts in (
        ("e-Purchasing / Katalog", "5", "Negosiasi", "Tidak bisa nego", known[0]),
        ("SiRUP", "2.3", "Paket RUP", "Umumkan", known[1]),
    ):
        await ppk.types("/buat")
        await ppk.sees("Judul")
        await ppk.types("Paket bermasalah")
        await ppk.taps(application)
        await ppk.taps(version)
        await ppk.taps(category)
        await ppk.taps(subcategory)
        await ppk.sees("Ketik kode")
        await ppk.types(facts.code)
        await ppk.reads(facts.code, "Tervalidasi", facts.name or "")
        await ppk.types(PROBLEM)
        await ppk.sees("Tambah kode error")
        number = await submits(ppk)
        await ppk.types(number)
        await ppk.sees(number, facts.code, "Tervalidasi")


async def test_an_lpse_is_found_by_a_part_of_its_name(ppk: Actor, elsewhere: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("Tidak bisa masuk")
    await ppk.taps("Kembali")
    await ppk.sees("LPSE mana yang menangani tiket ini?")
    await ppk.types("malang")
    await ppk.sees("LPSE yang cocok dengan “malang”", "LPSE Kota Malang", "LPSE Kabupaten Malang")
    await ppk.types("sidoarjo")
    await ppk.taps("SIKaP")
    await ppk.taps("Identitas")
    await ppk.taps("Ubah email")
    await describes(ppk)
    number = await submits(ppk)
    await elsewhere.was_told("menunggu diambil", number, "LPSE Kabupaten Sidoarjo")


async def test_a_code_of_another_lpse_is_pointed_out_and_the_lpse_can_be_changed(
    stage: Stage, ppk: Actor
) -> None:
    known = [PackageFacts(PackageKind.TENDER, "7654111", "Jembatan Sidoarjo")]
    await stage.do(lambda unit: unit.bulk.import_packages(known))
    await begins(ppk)
    await ppk.types("7654111")
    await ppk.sees("Kode 7654111 milik:", "LPSE Kabupaten Sidoarjo", "Anda memilih: LPSE Kota Surabaya")
    await ppk.taps("Ganti LPSE")
    await ppk.types(PROBLEM)
    await ppk.taps("Lanjut")
    await ppk.sees("Periksa tiket Anda", "LPSE: LPSE Kabupaten Sidoarjo")


# --------------------------------------------------------------------------------------------------- profile


async def test_who_says_no_to_a_changed_profile_keeps_the_old_one(ppk: Actor) -> None:
    await ppk.types("/profil")
    await ppk.taps("Ubah Profil")
    await ppk.taps("Ubah")
    await ppk.taps("Nama")
    await ppk.types("Salah Ketik")
    await ppk.taps("Simpan")
    await ppk.sees("Apakah Anda yakin akan mengubah data Anda?")
    await ppk.taps("Tidak")
    await ppk.sees("Ubah Profil", "Salah Ketik")
    await ppk.taps("Batal")
    await ppk.types("/profil")
    assert "Salah Ketik" not in await ppk.sees("Profil", "Rina Wulandari")


# -------------------------------------------------------------------------------------------------- feedback


async def test_an_answer_with_files_is_put_right_before_it_is_sent(ppk: Actor, helpdesk: Actor) -> None:
    number = await is_asked(ppk, helpdesk)
    await ppk.taps("Beri Feedback", on="perlu keterangan dari Anda")
    await ppk.sees("Tulis jawaban Anda. Minimal 15 karakter")
    await ppk.types(ANSWER)
    await ppk.sends("salah.png", "lebih.pdf")
    await ppk.sees("salah.png", "lebih.pdf")
    await ppk.taps("Tambah Berkas")
    await ppk.taps("Ganti 1. salah.png")
    await ppk.sends("benar.png")
    await ppk.sees("benar.png", "lebih.pdf")
    await ppk.taps("Hapus 2. lebih.pdf")
    await ppk.taps("Selesai")
    await ppk.sees("Apakah semua data sudah benar?", ANSWER, "benar.png")
    await ppk.taps("Tidak")
    await ppk.taps("Pesan")
    await ppk.types("Ini tangkapan layarnya, sejak Senin pagi.")
    await ppk.sees("Apakah semua data sudah benar?", "sejak Senin pagi")
    await ppk.taps("Ya")
    await ppk.sees("Feedback berhasil terkirim!", number)
    told = await helpdesk.was_told("memberi feedback", "sejak Senin pagi", "benar001.png")
    assert "lebih" not in told


async def test_a_ticket_is_closed_instead_of_answering(ppk: Actor, helpdesk: Actor) -> None:
    number = await is_asked(ppk, helpdesk)
    await ppk.types(number)
    await ppk.sees("Menunggu Feedback", "Beri Feedback", "Tutup Tiket")
    await ppk.taps("Tutup Tiket")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket berhasil ditutup", number)
    await helpdesk.was_told(number, "Sudah bisa sendiri, terima kasih.")


# -------------------------------------------------------------------- confirming, rejecting, closing, rating


async def test_what_is_not_solved_goes_back_with_a_reason_and_a_file(ppk: Actor, helpdesk: Actor) -> None:
    number = await is_solved(ppk, helpdesk)
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.taps("Belum, Ajukan Lagi")
    await ppk.sees("Apa yang belum selesai? Minimal 15 karakter")
    await ppk.types("Masih berhenti, sekarang di 90 persen.")
    await ppk.sends("masih.png")
    await ppk.sees("masih.png")
    await ppk.sees("Belum, Ajukan Lagi", "Apakah semua data sudah benar?", "masih.png")
    await ppk.taps("Ya")
    await ppk.sees("Feedback berhasil terkirim!", number, "Sedang Dikerjakan")
    await helpdesk.was_told("kembali kepada Anda", "sekarang di 90 persen", "masih001.png")


async def test_closing_says_what_it_means_asks_why_and_goes_on_to_the_rating(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await ppk.sees("tidak dikerjakan lagi dan tidak dapat dibuka kembali", "alasan Anda menutupnya")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket berhasil ditutup", number, "Selesai")
    await helpdesk.was_told(number, "Sudah bisa sendiri, terima kasih.")
    await ppk.taps("⭐ 4")
    await ppk.sees("Apa yang menurutmu oke?")


async def test_who_thinks_better_of_closing_has_closed_nothing(ppk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await ppk.sees("alasan Anda menutupnya")
    await ppk.taps("Batal")
    await ppk.types(number)
    await ppk.sees(number, "Menunggu Dikerjakan")
