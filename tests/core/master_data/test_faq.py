"""Check that the FAQ is read with errors that name the place, and answers are offered only where they fit."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.master_data.catalogue import read_catalogue
from core.master_data.codes import CODE_MAX
from core.master_data.faq import (
    ANSWER_MAX,
    Faq,
    Question,
    matching_questions,
    read_faq,
    search_questions,
)
from core.master_data.faq_wordings import FaqWordings, read_wordings
from core.master_data.faq_words import terms
from tests.cases import for_each

DATA = Path(__file__).parents[3] / "data"
FAQ = read_faq(json.loads((DATA / "faq.json").read_text(encoding="utf-8")))
WORDINGS = read_wordings(json.loads((DATA / "faq_wordings.json").read_text(encoding="utf-8")))
CATALOGUE = read_catalogue(json.loads((DATA / "applications.json").read_text(encoding="utf-8")))

ENTRY = {
    "code": "lupa-password",
    "topic": "SPSE/Akun",
    "application": "spse",
    "role": "Penyedia",
    "question": "Saya lupa password.",
    "answer": "Pakai menu Lupa Password.",
}

# Titles of problems that no answer of the FAQ solves.
ORDINARY = [
    "Tidak bisa unggah dokumen penawaran",
    "tes tiket",
    "Tidak bisa login SPSE",
    "Tidak bisa login",
    "Tidak bisa unggah penawaran",
    "Tidak bisa masuk",
    "Tidak bisa ubah email",
    "Paket tidak muncul",
    "File tidak bisa dibuka",
    "Dokumen penawaran",
    "Tiket prioritas",
    "Gagal upload dokumen kualifikasi",
    "Aplikasi tidak bisa diakses",
    "Jadwal tender tidak bisa diubah",
    "Undangan tender tidak masuk email",
    "Kode error ABC123XYZ saat simpan paket",
    "Permohonan ganti email PPK",
    "Akun PPK tidak aktif",
    "Tidak bisa membuat tiket baru",
    "Tidak bisa login akun penyedia SPSE",
    "Negosiasi katalog tidak bisa disetujui",
    "Uji coba",
    "Password salah",
    "RUP salah",
    "Katalog lambat",
    "OTP tidak masuk",
    "NIB perusahaan salah",
    "Satker tidak muncul",
    "Daftar hitam salah",
    "Negosiasi tidak muncul",
    "Pesanan tidak muncul",
    "Paket katalog tidak muncul",
    "Tidak bisa bayar pesanan",
    "Pembayaran katalog gagal",
    "Produk tidak tayang",
    "Tanda tangan BAST gagal",
    "Undangan mini kompetisi tidak masuk",
    "Sanggah tidak bisa dikirim",
    "Verifikasi Privy gagal",
    "Upload dokumen prakualifikasi gagal",
    "Token apendo salah",
    "HPS tidak bisa disimpan",
    "Ganti satker pegawai",
    "Adendum kontrak tidak bisa disimpan",
    "Reverse auction tidak jalan",
    "Sertifikat SSL kedaluwarsa",
    "Tidak bisa simpan jadwal",
    "Login Inaproc gagal",
    "AMEL nilai tidak sesuai",
    "Berita acara tidak tercetak",
    "SPSE tidak bisa diakses",
    "Error saat login",
    "",
]

# Titles with the code of the question that answers them.
ANSWERED = [
    ("Lupa password", "lupa-password"),
    ("Saya lupa kata sandi SPSE", "lupa-password"),
    ("PPK lupa password", "lupa-password-ppk"),
    ("Admin PPE SiRUP lupa password", "lupa-password-sirup"),
    ("Paket RUP tidak muncul", "rup-tidak-muncul"),
    ("File penawaran tidak bisa dibuka", "penawaran-tidak-terbuka"),
    ("Dokumen penawaran gagal diproses Apendo", "apendo-gagal"),
    ("Bagaimana daftar akun penyedia baru?", "daftar-akun"),
    ("Data tidak tersinkronisasi saat login", "data-tidak-sinkron"),
    ("Cara mengganti PPK pada paket", "ganti-ppk"),
    ("Cara mengumumkan RUP", "umumkan-rup"),
    ("Revisi RUP yang sudah diumumkan", "revisi-rup"),
    ("Data SIKaP gagal ditarik ke SPSE", "sikap-gagal-ditarik"),
    ("CARA UBAH E-MAIL? ubah email di SIKaP", "sikap-ubah-email"),
    ("Menyampaikan sanggahan", "sanggahan"),
    ("Pesanan katalog batal sendiri", "pesanan-batal-otomatis"),
    ("Pesanan saya di katalog tiba-tiba batal otomatis", "pesanan-batal-otomatis"),
    ("Akun katalog ganda", "katalog-akun-ganda"),
    ("Akun PPK katalog dinonaktifkan karena ganda", "katalog-akun-ganda"),
    ("Katalog v5 nonaktif", "katalog-v5-nonaktif"),
    ("Produk saya ditolak", "produk-ditolak"),
    ("Batal surat pesanan katalog", "batalkan-surat-pesanan"),
    ("Bendahara tidak bisa bayar di katalog", "bendahara-katalog"),
    ("RUP tidak tampil di PPK", "rup-ppk-tidak-tampil"),
    ("RUP tidak muncul di akun PPK", "rup-ppk-tidak-tampil"),
    ("Delegasi kegiatan ke PPK", "delegasi-kegiatan"),
    ("Finalisasi draf RUP", "finalisasi-draf"),
    ("Pagu kegiatan tidak bisa disimpan", "pagu-program"),
    ("Hubungkan akses SiRUP", "hubungkan-sirup"),
    ("Daftar akses baru", "daftar-akses-baru"),
    ("NIK sudah terdaftar di Inaproc", "nib-sudah-terdaftar"),
    ("Kode OTP Privy tidak masuk", "otp-privy"),
    ("User ID non penyedia", "user-id-non-penyedia"),
    ("Lupa User ID", "lupa-user-id"),
    ("Satker tidak muncul saat buat pokja", "satker-pokja"),
    ("Ponsel SPSE Authenticator hilang", "totp-ponsel-hilang"),
    ("SIKaP tidak bisa diakses", "sikap-tidak-diakses"),
    ("Mengajukan sanggah banding", "sanggah-banding"),
    ("Maaf, User ID atau Password Anda salah!", "user-id-salah"),
]


# ------------------------------------------------------------------------------------------------- reading


def test_an_entry_is_read() -> None:
    (one,) = read_faq([ENTRY]).questions
    assert one == Question(
        "lupa-password", "SPSE/Akun", "spse", "Saya lupa password.", "Pakai menu Lupa Password."
    )


@for_each(
    ("broken", "fault"),
    [
        ({"questions": []}, "the FAQ: a list is needed"),
        ([7], "question 1: an object is needed"),
        ([ENTRY, {**ENTRY, "code": ""}], "question 2: code has to be a text"),
        ([{**ENTRY, "question": " "}], "question 1: question has to be a text"),
        ([{**ENTRY, "answer": None}], "question 1: answer has to be a text"),
        ([{**ENTRY, "topic": ["SPSE"]}], "question 1: topic has to be a text"),
        ([{**ENTRY, "application": 1}], "question 1: application has to be a text"),
        ([{**ENTRY, "code": "Lupa Password"}], "question 1: a code has at most 24 of a-z, 0-9 and -"),
        ([{**ENTRY, "code": "a" * (CODE_MAX + 1)}], "question 1: a code has at most 24"),
        ([{**ENTRY, "answer": "a" * (ANSWER_MAX + 1)}], "question 1: answer has more than 4000"),
        ([ENTRY, ENTRY], "code there twice: lupa-password"),
    ],
)
def test_what_is_broken_is_named_with_its_place(broken: object, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_faq(broken)


def test_what_ships_is_about_applications_that_there_are() -> None:
    known = {"", *(application.code for application in CATALOGUE.applications)}
    assert {one.application for one in FAQ.questions} <= known


def test_every_question_stands_under_its_topic() -> None:
    assert [one for topic in FAQ.topics for one in FAQ.about(topic)] == list(FAQ.questions)
    assert all(FAQ.question(one.code) == one for one in FAQ.questions)
    assert FAQ.question("tidak-ada") is None


# ------------------------------------------------------------------------------------------------- fitting


@for_each("title", ORDINARY)
def test_an_ordinary_title_is_not_held_up(title: str) -> None:
    assert WORDINGS.fitting(FAQ, title) == ()


@for_each(("title", "code"), ANSWERED)
def test_a_title_that_asks_what_is_answered_gets_its_answer_first(title: str, code: str) -> None:
    assert WORDINGS.fitting(FAQ, title)[0].code == code


@for_each("one", FAQ.questions, ids=lambda one: one.code)
def test_a_question_in_its_own_words_finds_itself_unless_it_says_too_little(one: Question) -> None:
    offered = [fit.code for fit in matching_questions(FAQ.questions, one.question)]
    assert offered[:1] == ([] if one.code == "belum-selesai" else [one.code])


@pytest.mark.parametrize(
    "titles",
    [
        ("Data gagal ditarik dari SIKaP", "SIKaP: gagal menarik data", "penarikan data SIKaP gagal"),
        ("Lupa password", "lupa kata sandi", "LUPA PASSWD!", "terlupa password"),
    ],
)
def test_another_form_or_another_word_of_the_same_meaning_is_understood(titles: tuple[str, ...]) -> None:
    offered = {tuple(one.code for one in WORDINGS.fitting(FAQ, title)) for title in titles}
    assert len(offered) == 1
    assert offered != {()}


@for_each("word", ["mengunggah", "diunggah", "pengunggahan", "upload", "mengupload"])
def test_uploading_has_many_names(word: str) -> None:
    (meant,), (plain,) = terms(word), terms("unggah")
    assert meant.is_among([plain])


def test_no_more_than_three_are_offered_and_the_best_comes_first() -> None:
    alike = Faq([Question(f"q{n}", "Akun", "", f"Lupa password {'lama ' * n}", "Ya.") for n in range(5)])
    offered = FaqWordings().fitting(alike, "Lupa password")
    assert [one.code for one in offered] == ["q0"]
    same = [Question(f"q{n}", "Akun", "", "Lupa password", "Ya.") for n in range(5)]
    assert [one.code for one in matching_questions(same, "lupa password")] == ["q0", "q1", "q2"]


# -------------------------------------------------------------------------------------------------- search


@for_each(
    ("words", "first"),
    [
        ("password", "lupa-password"),
        ("TOTP", "totp"),
        ("unggah SK", "peran-kedaluwarsa"),
        ("rup", "rup-tidak-muncul"),
    ],
)
def test_one_word_is_enough_to_search(words: str, first: str) -> None:
    assert search_questions(FAQ.questions, words)[0].code == first


@for_each("words", ["", "xyz", "yang di dan", "?"])
def test_words_that_say_nothing_find_nothing(words: str) -> None:
    assert search_questions(FAQ.questions, words) == ()


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_accepted_without_an_error(text: str, questions: list[str]) -> None:
    asked = [Question(f"q{n}", "Topik", "", question, text) for n, question in enumerate(questions)]
    for some in (asked, FAQ.questions):
        assert set(matching_questions(some, text)) <= set(some)
        assert len(matching_questions(some, text)) <= 3
        assert set(search_questions(some, text)) <= set(some)
