"""“Buat Tiket”, from the first question to the number of the ticket, by every way."""

from datetime import timedelta

import pytest

from conversations.flows.tickets.new_ticket import NEW_TICKET
from core.errors import Refusal
from core.master_data.priority import Priority
from core.organisation.roles import Role
from core.packages import Checked
from core.people.people import Assignment
from tests.cases import for_each
from tests.conversations.fakes import FINISHED_TENDER, ROAD, Chat, upload
from tests.conversations.scenarios import STORY, answers_until_review, at_package, sends_ticket
from tests.core.fakes import ADMINISTRATOR, HELPDESK, LKPP, NOW, SURABAYA, person

# The whole story


def test_a_ticket_is_filed_from_the_title_to_its_number() -> None:
    chat = Chat().sees("Tulis masalah Anda").types("Tidak bisa unggah penawaran")
    chat.sees("Aplikasi mana").taps("SPSE")
    chat.sees("Versi berapa").taps("4.5")
    chat.sees("bagian mana").taps("Upload Dokumen Penawaran")
    chat.sees("Pilih rincian").taps("Unggah gagal / timeout")
    chat.sees("kode tender").types(ROAD.code)
    chat.sees(
        "Tervalidasi", "Pembangunan Jalan Lingkar Timur", "Rp 9.756.000.783,95", "2020", "Tahap saat ini"
    )
    chat.sees("Ceritakan masalahnya").types(STORY)
    chat.sees("Tambah kode error, berkas atau e-mail lain?", "budi@lpse.go.id")
    chat.taps("Kode Error").sees("Kode error yang tampil").types("ERR-500")
    chat.sees("Kode error: ERR-500").taps("Berkas").sees("Kirim foto", "50 MB")
    chat.sends("pelapor.png").sees("1. pelapor.png").taps("Selesai")
    chat.is_asked("extras").sees("Berkas: pelapor.png").taps("Lanjut")
    chat.sees("Periksa tiket Anda", "Tidak bisa unggah penawaran", "LPSE Kota Surabaya", "PPK", "SPSE v4.5")
    chat.sees("Upload Dokumen Penawaran", "Unggah gagal / timeout", "Prioritas: Emergency", "ERR-500", STORY)
    chat.sees(f"Paket: {ROAD.code} ✅ Tervalidasi\nPembangunan", "pelapor.png", "budi@lpse.go.id")
    chat.taps("Kirim Tiket").sees("Apakah Anda yakin").taps("Ya")
    chat.sees("Tiket TPS2006150001 berhasil disimpan!")
    ticket = chat.ticket
    assert (ticket.title, ticket.lpse_id, ticket.application) == (
        "Tidak bisa unggah penawaran",
        SURABAYA.id,
        "spse",
    )
    assert (ticket.version, ticket.category, ticket.subcategory) == (
        "4.5",
        "spse-penawaran",
        "Unggah gagal / timeout",
    )
    assert (ticket.package.checked, ticket.package.facts) == (Checked.VALIDATED, ROAD)
    assert (ticket.error_code, ticket.description, ticket.email) == ("ERR-500", STORY, "budi@lpse.go.id")
    assert (ticket.priority, ticket.file_count) == (Priority.EMERGENCY, 1)


def test_the_questions_come_in_the_order_of_the_guide() -> None:
    named = [step.name for step in NEW_TICKET.steps if not step.name.startswith(("package_", "manual_"))]
    assert named == [
        "title", "answers", "lpse", "role", "application", "version", "category", "subcategory", "kind",
        "package",        "description", "known_error", "error_code", "help_number",
        "files", "email", "extras", "review", "confirm",
    ]  # fmt: skip


def test_only_who_may_file_is_asked() -> None:
    with pytest.raises(Refusal, match="may_not_file"):
        Chat("new", ADMINISTRATOR)


# Title, LPSE and role


def test_a_hundred_wide_characters_fit_into_a_title() -> None:
    title = "👩‍🔧" * 33 + "!"
    assert len(title) == 100
    Chat().types(title).is_asked("application").taps("Kembali", "Kembali").sees(title)


def test_a_short_title_over_two_lines_becomes_one() -> None:
    assert Chat().types("Tolong\n  login").state.draft["title"] == "Tolong login"


def test_a_title_that_is_too_long_becomes_the_description_and_a_shorter_one_is_proposed() -> None:
    text = (
        "Dokumen penawaran tidak bisa diunggah karena selalu berhenti di tengah jalan sejak kemarin sore " * 2
    )
    chat = Chat().types(text[:129]).is_asked("title").sees("Judul yang kami usulkan", "Pakai judul ini")
    chat.taps("Pakai judul ini").is_asked("application")
    assert chat.state.draft["title"] == f"{text[:96].strip()}…"
    assert chat.state.draft["description"] == text[:129].strip()


def test_a_long_first_message_becomes_the_description_and_is_not_asked_again() -> None:
    text = "Selamat pagi admin.\nSaya tidak bisa login ke SPSE. Sudah dicoba tiga kali.\nMohon bantuannya."
    chat = Chat().types(text).sees("Saya tidak bisa login ke SPSE").types("Gagal login SPSE")
    assert chat.is_asked("application").state.draft["title"] == "Gagal login SPSE"
    chat.taps("SPSE", "4.5", "Login & Akun", "Ganti email", "Lewati").is_asked("extras").taps("Lanjut")
    assert chat.sees("Mohon bantuannya.").taps("Kirim Tiket", "Ya").ticket.description == text


def test_a_code_in_the_first_message_is_offered_where_the_code_is_asked() -> None:
    chat = (
        Chat()
        .types(f"Penawaran tender {ROAD.code} tidak terkirim,\nmohon bantuannya ya.")
        .taps("Pakai judul ini")
    )
    chat.taps("SPSE", "4.5", "Upload Dokumen Penawaran", "Unggah gagal / timeout").is_asked("package")
    chat.taps(f"🔎 {ROAD.code}").is_asked("extras").sees("Tervalidasi", "Lingkar Timur")


def test_an_lpse_is_found_by_a_part_of_its_name() -> None:
    chat = Chat().types("Tidak bisa login").taps("Kembali").types("kota")
    chat.is_asked("lpse").sees("yang cocok dengan “kota”")
    assert chat.labels[:3] == ["LPSE Kota Surabaya", "LPSE Kota Bandung", "LPSE Kota Jayapura"]
    chat.taps("LPSE Kota Jayapura").is_asked("application")
    assert chat.state.draft["lpse"] == "30"


def test_a_name_that_only_one_lpse_has_is_taken_at_once() -> None:
    chat = Chat().types("Tidak bisa login").taps("Kembali").types("jayapura").is_asked("application")
    assert chat.state.draft["lpse"] == "30"


@pytest.mark.parametrize("typed", ["jayapur", "kota jaya"])
def test_a_single_match_that_is_not_the_name_is_asked(typed: str) -> None:
    chat = Chat().types("Tidak bisa login").taps("Kembali").types(typed).is_asked("lpse")
    chat.taps("LPSE Kota Jayapura").is_asked("application")


def test_an_lpse_that_is_not_found_may_be_searched_again() -> None:
    chat = (
        Chat().types("Tidak bisa login").taps("Kembali").types("Atlantis").sees("“Atlantis” tidak ditemukan")
    )
    chat.types("bandung").is_asked("application")


def test_who_belongs_to_one_lpse_with_one_role_is_asked_for_neither() -> None:
    Chat().types("Tidak bisa login").is_asked("application")


def test_who_belongs_to_several_lpses_chooses_one() -> None:
    both = person(1, "Budi", Assignment(Role.PPK, 10), Assignment(Role.PPK, 20))
    chat = Chat("new", both).types("Tidak bisa login").is_asked("lpse").sees("LPSE mana")
    chat.taps("LPSE Kota Bandung").is_asked("application")


def test_who_has_several_roles_there_says_which() -> None:
    both = person(1, "Budi", Assignment(Role.PPK, 10), Assignment(Role.HELPDESK_LPSE, 10))
    chat = Chat("new", both).types("Tidak bisa login").is_asked("role")
    chat.sees("melapor sebagai apa").taps(
        "Helpdesk LPSE", "SPSE", "4.5", "Login & Akun", "Ganti email", "Lewati"
    )
    sends_ticket(chat).sees("Tiket THS2006150001 berhasil")
    assert chat.ticket.reporter_role is Role.HELPDESK_LPSE


def test_another_lpse_asks_for_the_role_again() -> None:
    roles = (Assignment(Role.PPK, 10), Assignment(Role.HELPDESK_LPSE, 10), Assignment(Role.PP, 20))
    chat = Chat("new", person(1, "Budi", *roles)).types("Tidak bisa login").taps("LPSE Kota Surabaya", "PPK")
    chat.taps("Kembali", "Kembali", "LPSE Kota Bandung").is_asked("application")
    assert "role" not in chat.state.draft


def test_who_belongs_to_no_lpse_names_one() -> None:
    chat = Chat("new", LKPP).types("Tidak bisa login").is_asked("lpse")
    assert chat.labels == ["◀️ Kembali", "Batal"]
    chat.types("surabaya").is_asked("application")


# Application and version


@for_each(
    ("application", "asked"),
    [("SPSE", "version"), ("SIKaP", "category"), ("SiRUP", "version"), ("AMEL", "category")],
)
def test_a_version_is_asked_only_where_there_are_several(application: str, asked: str) -> None:
    Chat().types("Tidak bisa login").taps(application).is_asked(asked)


def test_a_ticket_without_versions_has_none() -> None:
    chat = Chat().types("Tidak bisa ubah email").taps("SIKaP", "Identitas", "Ubah email")
    assert sends_ticket(chat.taps("Lewati")).ticket.version == ""


def test_who_knows_neither_version_nor_category_says_so() -> None:
    chat = Chat().types("Tidak bisa login").taps("SPSE", "Tidak tahu").is_asked("category")
    ticket = sends_ticket(chat.taps("Tidak tahu").is_asked("package").taps("Lewati")).ticket
    assert (ticket.version, ticket.category, ticket.subcategory) == ("", "spse-lainnya", "")


def test_the_only_sub_category_is_not_asked() -> None:
    chat = Chat().types("Nilai tidak sama").taps("AMEL", "Laporan/Dashboard").is_asked("package")
    assert sends_ticket(chat.taps("Lewati")).ticket.subcategory == "Nilai tidak sesuai"


def test_going_back_and_choosing_the_same_again_keeps_what_belongs_to_it() -> None:
    chat = answers_until_review(at_package().types(ROAD.code))
    chat.taps("Ubah", "Aplikasi", "SIKaP", "Kembali").is_asked("application").taps("SPSE").is_asked("review")
    chat.sees("SPSE v4.5", "Upload Dokumen Penawaran", "Unggah gagal / timeout", ROAD.code, STORY)


# Error code, description, files and e-mail


def test_a_long_description_is_kept_to_the_last_letter_and_seen_in_part() -> None:
    first, second = "Berhenti di 99%. " * 240 + "Lagi.", "Dicoba lagi. " * 290 + "Tamat."
    chat = at_package().taps("Lewati").types(first, second, later=1)
    chat.taps("Lanjut").sees("…").taps("Kirim Tiket", "Ya")
    assert chat.ticket.description == f"{first}\n{second}"
    assert len(chat.ticket.description) > 7800


def test_eight_thousand_letters_at_once() -> None:
    chat = at_package().taps("Lewati").types("a" * 8000).is_asked("extras")
    assert chat.taps("Kirim Tiket", "Ya").ticket.description == "a" * 8000


def test_twenty_files_are_taken_and_the_next_is_told() -> None:
    chat = at_package().taps("Lewati").types(STORY).taps("Berkas").sends(*(f"{n}.png" for n in range(1, 21)))
    chat.sees("20. 20.png").sends("21.png").sees("Maksimal 20 berkas")
    assert chat.taps("Selesai", "Lanjut", "Kirim Tiket", "Ya").ticket.file_count == 20


def test_a_file_of_another_type_is_told_with_what_is_taken() -> None:
    chat = at_package().taps("Lewati").types(STORY).taps("Berkas").sends("virus.exe")
    chat.sees("“virus.exe” tidak dapat diterima", ".jpg, .jpeg", ".rhs").sends("BUKTI.JPG").sees(
        "1. BUKTI.JPG"
    )


def test_a_name_of_a_file_that_never_ends_is_cut() -> None:
    chat = at_package().taps("Lewati").types(STORY).taps("Berkas").sends(f"{'x' * 3000}.exe")
    assert chat.wrong == "file_type"
    chat.sends(f"{'x' * 3000}.png").is_asked("files")


def test_a_file_is_replaced_and_another_removed() -> None:
    chat = at_package().taps("Lewati").types(STORY).taps("Berkas").sends("satu.png", "dua.png", "tiga.png")
    chat.taps("Ganti 2. dua.png").sees("berkas pengganti untuk: dua.png").sends("lain.pdf")
    chat.sees("1. satu.png", "2. lain.pdf", "3. tiga.png").taps("Hapus 1. satu.png")
    chat.sees("satu.png dihapus.", "1. lain.pdf", "2. tiga.png").sees_not(". satu.png")


def test_a_file_that_was_removed_by_mistake_comes_back_where_it_stood() -> None:
    chat = at_package().taps("Lewati").types(STORY).taps("Berkas").sends("satu.png", "dua.png")
    chat.taps("Hapus 1. satu.png").sees("satu.png dihapus.").sees_not(". satu.png").sends("tiga.png")
    chat.taps("Urungkan").sees("1. satu.png", "2. dua.png", "3. tiga.png").sees_not("dihapus")
    chat.forges("restore").sees("3. tiga.png")
    assert chat.wrong == "choice_expected"
    chat.taps("Hapus 3. tiga.png").sends("tiga.png").taps("Urungkan").sees("3. tiga.png").sees_not("4.")


def test_a_file_that_is_replaced_by_one_that_is_there_takes_its_place() -> None:
    chat = at_package().taps("Lewati").types(STORY).taps("Berkas").sends("satu.png", "dua.png", "tiga.png")
    chat.taps("Ganti 2. dua.png").sends("satu.png").sees("1. satu.png", "2. tiga.png").sees_not("dua.png")


def test_photos_that_are_called_alike_have_buttons_of_their_own() -> None:
    chat = at_package().taps("Lewati").types(STORY).taps("Berkas")
    chat.sends(upload("foto.jpg", unique="a"), upload("foto.jpg", unique="b"))
    chat.taps("Hapus 2. foto.jpg").sees("1. foto.jpg")
    assert [kept["unique"] for kept in chat.state.draft["files"]] == ["a"]


def test_staff_may_send_larger_files() -> None:
    chat = at_package(HELPDESK).taps("Lewati").types(STORY).taps("Berkas").sees("500 MB")
    chat.sends(upload("rekaman.zip", 400 * 1024 * 1024)).sees("400 MB")


def test_notices_may_go_to_another_address() -> None:
    chat = at_package().taps("Lewati").types(STORY).types("Lain@PPK.go.id").is_asked("extras")
    chat.taps("E-mail Lain").sees("Lain@ppk.go.id").taps("Lanjut", "Lanjut").sees("E-mail: Lain@ppk.go.id")


# Priority


def test_the_review_shows_how_urgent_it_is_and_follows_every_change() -> None:
    chat = answers_until_review(at_package().types(ROAD.code)).sees("Prioritas: Emergency")
    chat.taps("Ubah", "Kategori", "Konten & Publikasi", "Berita").sees("Prioritas: Minor")
    chat.taps("Ubah", "Kategori", "Infrastruktur LPSE", "Aplikasi tidak bisa diakses").sees(
        "Prioritas: Emergency"
    )


def test_the_priority_is_that_of_the_hour_of_sending() -> None:
    chat = answers_until_review(at_package().types(ROAD.code)).sees("Prioritas: Emergency")
    chat.now = NOW + timedelta(hours=21)
    assert chat.taps("Kirim Tiket").sees("Prioritas: Major").taps("Ya").ticket.priority is Priority.MAJOR


def test_a_tender_that_is_over_is_never_an_emergency() -> None:
    answers_until_review(at_package().types(FINISHED_TENDER.code)).sees("Prioritas: Major")
