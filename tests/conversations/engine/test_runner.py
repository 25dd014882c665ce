"""The behaviour that all conversations share: next, back, cancel, change, resume, and the end."""

import json
from dataclasses import replace

import pytest

from conversations.conversation import ConversationState
from conversations.flows import CONVERSATIONS
from core.errors import Refusal
from core.tickets.lifecycle import Action
from tests.conversations.fakes import RUNNER, Chat
from tests.conversations.scenarios import STORY, asked_for_feedback, at_review
from tests.core.fakes import BANDUNGS_HELPDESK, HELPDESK, FakeHelpdesk


def taken() -> FakeHelpdesk:
    """Return a helpdesk with a ticket that has been taken."""
    house = FakeHelpdesk()
    house.file()
    house.does(HELPDESK, Action.TAKE)
    return house


# Next, back, cancel


def test_an_answer_leads_to_the_next_question() -> None:
    chat = Chat().sees("Buat Tiket", "Langkah 1", "Judul").types("Tidak bisa login")
    chat.is_asked("application").sees("Langkah 2", "Aplikasi mana")


def test_progress_grows_by_one_and_names_a_total_only_where_it_is_certain() -> None:
    chat = Chat().types("Tidak bisa login").taps("SPSE", "4.5", "Login & Akun").sees("Langkah 5")
    chat.taps("Ganti email").sees("Langkah 6").taps("Lewati").sees("Langkah 7").sees_not("/")
    Chat("solve", HELPDESK, taken(), 1).sees("1/2")


def test_the_first_question_has_no_way_back_and_every_one_a_way_out() -> None:
    assert Chat().labels == ["Batal"]
    assert Chat().types("Tidak bisa login").labels[-2:] == ["◀️ Kembali", "Batal"]


def test_back_shows_what_was_answered_and_loses_nothing() -> None:
    chat = at_review()
    before = dict(chat.state.draft)
    for step in ("extras", "description", "package", "subcategory", "category"):
        chat.taps("Kembali").is_asked(step)
    chat.sees("Jawaban saat ini:", "Login & Akun")
    assert chat.state.draft == before
    assert chat.taps("Lanjut").is_asked("review").state.draft == before


def test_kept_answers_are_not_asked_again() -> None:
    at_review().taps("Kembali", "Kembali").is_asked("description").taps("Lanjut").is_asked("review")


def test_what_was_changed_on_the_way_back_is_looked_over_again() -> None:
    chat = at_review().taps("Kirim Tiket").is_asked("confirm").taps("Kembali").is_asked("review")
    chat.taps("Kembali").is_asked("extras").types("lain@ppk.go.id").is_asked("review")
    chat.sees("lain@ppk.go.id")


def test_leaving_keeps_the_draft() -> None:
    chat = Chat().types("Tidak bisa login").taps("Batal")
    assert chat.left
    assert chat.state.draft["title"] == "Tidak bisa login"


def test_a_draft_is_taken_up_where_it_was_left() -> None:
    chat = Chat().types("Tidak bisa login").taps("Batal").comes_back()
    chat.is_asked("application").taps("Kembali").sees("LPSE Kota Surabaya").taps("Kembali")
    chat.sees("Tidak bisa login")


def test_a_draft_that_was_left_while_picking_is_taken_up_there() -> None:
    at_review().taps("Ubah", "Batal").comes_back().sees("Bagian mana").taps("Kembali").is_asked("review")


# Change


def test_one_answer_is_changed_from_the_review() -> None:
    chat = at_review().taps("Ubah").sees("Bagian mana").taps("Judul").sees("Tidak bisa login")
    chat.types("Tidak bisa masuk").is_asked("review").sees("Tidak bisa masuk").sees_not("Tidak bisa login")


def test_an_answer_that_is_picked_for_change_can_stay() -> None:
    before = at_review().state.draft
    assert at_review().taps("Ubah", "Judul", "Lanjut").is_asked("review").state.draft == before
    assert at_review().taps("Ubah", "Judul", "Kembali").is_asked("review").state.draft == before
    assert at_review().taps("Ubah", "Kembali").is_asked("review").state.draft == before


def test_a_wrong_change_leaves_the_answer_as_it_was() -> None:
    chat = at_review().taps("Ubah", "E-mail").types("bukan alamat").is_asked("email").sees("belum benar")
    chat.taps("Kembali").is_asked("review").sees("budi@lpse.go.id")


def test_no_leads_to_what_may_be_changed() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1).types(STORY).taps("Tidak")
    assert chat.labels == ["Pesan", "Berkas", "◀️ Kembali", "Batal"]
    chat.taps("Pesan").types("Sudah saya coba, tetap gagal.").is_asked("confirm").sees("tetap gagal")


def test_no_to_sending_leads_back_to_the_review() -> None:
    at_review().taps("Kirim Tiket", "Tidak").is_asked("review").taps("Kirim Tiket", "Ya").sees(
        "berhasil disimpan"
    )


def test_another_application_asks_again_for_all_that_hung_on_it_and_for_nothing_else() -> None:
    chat = at_review().taps("Ubah", "Aplikasi", "SIKaP").is_asked("category")
    kept = chat.state.draft
    assert kept["title"] == "Tidak bisa login"
    assert kept["description"] == STORY
    assert not {"version", "category", "subcategory", "package"} & set(kept)
    chat.taps("Identitas", "Ubah email", "Lewati").is_asked("review").sees("SIKaP", "Identitas", "Ubah email")


def test_another_category_asks_for_its_sub_category() -> None:
    chat = at_review().taps("Ubah", "Kategori", "Jadwal").is_asked("subcategory").sees_not("Ganti email")
    chat.taps("Atur jadwal awal").is_asked("review").sees("Jadwal", "Atur jadwal awal")


def test_the_same_answer_once_more_clears_nothing() -> None:
    before = at_review().state.draft
    assert at_review().taps("Ubah", "Aplikasi", "SPSE").is_asked("review").state.draft == before


# Changing files


def test_files_are_changed_from_the_review_as_many_as_one_likes() -> None:
    chat = at_review().taps("Ubah", "Berkas").sends("satu.png").is_asked("files").sends("dua.png", "tiga.png")
    chat.is_asked("files").taps("Hapus 1. satu.png").is_asked("files").taps("Selesai")
    chat.is_asked("review").sees("Berkas: dua.png, tiga.png")


def test_leaving_the_files_by_back_keeps_them_and_goes_to_the_review() -> None:
    at_review().taps("Ubah", "Berkas").sends("satu.png").taps("Kembali").is_asked("review").sees("satu.png")


# Other versions


def test_a_conversation_of_another_version_is_unknown() -> None:
    state = ConversationState("survey", "first")
    for handle in (RUNNER.screen, RUNNER.resume):
        with pytest.raises(Refusal, match="talk_unknown"):
            handle(state, Chat().context)


def test_a_step_of_another_version_leads_to_where_the_conversation_can_go_on() -> None:
    chat = at_review()
    chat.state = replace(chat.state, step="satisfaction")
    chat.comes_back().is_asked("review")
    chat.state = replace(chat.state, step="satisfaction")
    chat.taps("Kirim Tiket").is_asked("confirm")


def test_a_step_that_is_asked_no_longer_leads_on() -> None:
    chat = at_review()
    chat.state = replace(chat.state, step="manual_hps")
    chat.types("9 miliar").is_asked("review")


def test_a_state_with_more_in_it_than_this_version_knows_is_read() -> None:
    kept = {**at_review().state.to_dict(), "mood": "good"}
    assert ConversationState.from_dict(json.loads(json.dumps(kept))) == at_review().state


# The end


def test_who_may_not_begin_is_told_why() -> None:
    house = taken()
    with pytest.raises(Refusal, match="not_now"):
        Chat("take", HELPDESK, house, 1)
    with pytest.raises(Refusal, match="not_found"):
        Chat("solve", BANDUNGS_HELPDESK, house, 1)


def test_what_can_not_be_done_any_more_ends_the_conversation() -> None:
    house = taken()
    chat = Chat("solve", HELPDESK, house, 1).types(STORY)
    house.does(Chat().context.me, Action.CLOSE)
    chat.taps("Ya")
    assert chat.wrong == "not_now"
    assert chat.result is not None
    assert chat.result.screen is None


def test_what_can_be_mended_does_not_end_the_conversation() -> None:
    chat = Chat("recategorise", HELPDESK, taken(), 1).taps("Login & Akun", "Tidak bisa login").types(STORY)
    chat.taps("Ya").is_asked("confirm").sees("Kategori itu sama")
    assert chat.wrong == "same_category"
    chat.taps("Tidak", "Sub Kategori", "Ganti email").sees(STORY).taps("Ya").sees("sudah diubah")


def test_every_conversation_has_a_name_of_its_own_and_ends_in_a_step() -> None:
    for name, conversation in CONVERSATIONS.items():
        assert conversation.name == name
        names = [step.name for step in conversation.steps]
        assert len(set(names)) == len(names)
        assert {cleared for step in conversation.steps for cleared in step.clears} <= {*names, "chips_done"}
