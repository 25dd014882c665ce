"""“Cari FAQ”, and the answers that are offered after the title of a ticket."""

import pytest

from tests.cases import for_each
from tests.conversations.fakes import Chat
from tests.conversations.sample_faq_screens import FORGOTTEN
from tests.conversations.scenarios import STORY, at_review
from tests.core.fakes import ADMINISTRATOR, PPK
from tests.core.master_data.test_faq import ANSWERED, ORDINARY

SEVERAL = ["🔵 Sudah Terjawab", "🟢 Sudah Terjawab", "Lanjut buat tiket", "◀️ Kembali", "Batal"]
RUP = "Paket RUP tidak muncul"


# Before a ticket is written


@for_each("title", [title for title in ORDINARY if title])
def test_most_titles_lead_straight_on(title: str) -> None:
    Chat().types(title).is_asked("application")


@for_each("title", [title for title, _code in ANSWERED])
def test_a_title_that_is_answered_already_gets_the_answer(title: str) -> None:
    Chat().types(title).is_asked("answers").sees("Apakah salah satu jawaban ini membantu?")


def test_an_answer_that_helps_ends_it_kindly_and_is_counted() -> None:
    chat = Chat().types(RUP).sees("Pastikan RUP sudah diumumkan di SiRUP")
    assert chat.labels == ["Sudah Terjawab", "Lanjut buat tiket", "◀️ Kembali", "Batal"]
    chat.taps("Sudah Terjawab").sees("Senang bisa membantu")
    assert chat.end.ticket is None
    assert chat.faq_counts.helpful == ["rup-tidak-muncul"]
    assert chat.house.tickets.kept == {}


def test_of_several_answers_the_one_that_helped_is_counted() -> None:
    chat = Chat().types(FORGOTTEN).sees("🔵 Saya lupa password", "🟢 Bagaimana bila PPK, Pokja, atau PP")
    assert chat.labels == SEVERAL
    assert chat.taps("🟢 Sudah Terjawab").sees("Senang bisa membantu").faq_counts.helpful == [
        "lupa-password-ppk"
    ]


@for_each("typed", ["sudah terjawab", " Sudah  terjawab ", "🔵 Sudah Terjawab"])
def test_the_label_may_be_typed_and_means_the_best_of_several(typed: str) -> None:
    chat = Chat().types(FORGOTTEN, typed)
    assert chat.end.ticket is None
    assert chat.faq_counts.helpful == ["lupa-password"]


@pytest.mark.parametrize("typed", ["lanjut buat tiket", "LANJUT BUAT TIKET"])
def test_an_answer_that_does_not_help_is_in_nobody_s_way(typed: str) -> None:
    chat = Chat().types(RUP, typed).is_asked("application")
    assert chat.faq_counts.helpful == []
    chat.taps("Kembali", "Kembali").is_asked("answers").taps("Lanjut buat tiket").is_asked("application")
    chat.taps("SPSE", "4.5", "Login & Akun", "Ganti email", "Lewati")
    chat.types(STORY).taps("Lanjut", "Kirim Tiket", "Ya")
    assert chat.ticket.title == RUP
    assert chat.faq_counts.helpful == []


def test_they_are_asked_about_once_and_again_when_the_title_changes() -> None:
    chat = at_review().taps("Ubah")
    assert not any("terjawab" in label for label in chat.labels), "there is nothing to change about it"
    chat.taps("Judul").types(RUP).is_asked("answers").taps("Lanjut buat tiket").is_asked("review")
    chat.taps("Ubah", "Judul").types(RUP).is_asked("review")
    chat.taps("Ubah", "Judul").types(FORGOTTEN).is_asked("answers").taps("Lanjut buat tiket").is_asked(
        "review"
    )
    chat.taps("Ubah", "Judul").types("Tidak bisa login").is_asked("review")


def test_a_title_that_is_mended_by_editing_the_message_brings_up_its_answer() -> None:
    chat = Chat().types("Tidak bisa login").edits(1, RUP).is_asked("answers").edits(1, "Tidak bisa masuk")
    chat.sees("Aplikasi mana")


def test_a_press_that_no_button_makes_is_no_answer() -> None:
    chat = Chat().types(RUP)
    for token in ("helped1", "helped", "helped9999", "True"):
        assert chat.forges(token).is_asked("answers").wrong == "choice_expected"
    assert chat.faq_counts.helpful == []


def test_answers_wait_with_the_draft() -> None:
    chat = Chat().types(RUP).taps("Batal").comes_back().is_asked("answers")
    chat.taps("Sudah Terjawab").sees("Senang bisa membantu")


# Searching


def test_a_few_words_find_the_questions_that_fit() -> None:
    chat = Chat("faq").sees("beberapa kata").types("lupa  kata sandi")
    chat.sees("Jawaban untuk “lupa kata sandi”", "1. Saya lupa password")
    assert "📝 Buat Tiket" in chat.labels


def test_words_that_nothing_fits_say_so_and_show_the_ways_on() -> None:
    chat = Chat("faq").types("cuaca").sees("Belum ada jawaban untuk “cuaca”")
    assert chat.labels == ["🔎 Cari FAQ", "📝 Buat Tiket", "◀️ Kembali", "Menu"]


def test_a_ticket_is_offered_only_to_people_who_may_file() -> None:
    assert "📝 Buat Tiket" not in Chat("faq", ADMINISTRATOR).types("password").labels
    assert "📝 Buat Tiket" in Chat("faq", PPK).types("password").labels


def test_what_is_looked_for_may_be_long() -> None:
    Chat("faq").types("sandi " * 1000).sees("Jawaban untuk")
