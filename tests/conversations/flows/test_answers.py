"""Unexpected answers, forged presses, and answers that are split over messages or edited afterwards."""

import pytest

from conversations.answers import FileAnswer, TextAnswer
from conversations.conversation import PICK
from conversations.steps.files import DONE
from core.errors import Refusal
from core.tickets.lifecycle import Action, Status
from tests.cases import for_each
from tests.conversations.fakes import RENDERER, RUNNER, Chat, upload
from tests.conversations.scenarios import STORY, asked_for_feedback, at_review
from tests.core.fakes import HELPDESK, PPK, FakeHelpdesk

# Unexpected answers


@for_each(
    "token",
    [
        "",
        "no-such",
        "send",
        "yes",
        "skip",
        "offer",
        "done",
        "keep",
        "pick:title",
        "remove:0",
        "v10",
        "o0",
        "back",
    ],
)
def test_a_press_that_the_screen_does_not_offer_is_refused(token: str) -> None:
    chat = Chat().forges(token)
    assert chat.wrong == "choice_expected"
    chat.is_asked("title").sees("Pilih salah satu tombol")
    assert chat.state == Chat().state


def test_an_office_that_was_not_offered_can_not_be_pressed() -> None:
    chat = Chat().types("Tidak bisa login").taps("Kembali").forges("v20")
    assert chat.wrong == "choice_expected"
    assert chat.state.draft["lpse"] == "10"


def test_an_option_that_is_none_can_not_be_pressed() -> None:
    chat = Chat().types("Tidak bisa login").forges("o99")
    assert chat.wrong == "choice_expected"


def test_labels_may_be_typed_instead_of_pressed() -> None:
    chat = Chat().types("Tidak bisa login", "spse", "4.5", "Login & Akun", "GANTI EMAIL")
    chat.types("lewati", STORY, "berkas", "selesai", "lanjut", "Ubah", "judul", "Lanjut")
    chat.is_asked("review").types("kirim  tiket", "kembali", "Kirim Tiket", "ya").sees("berhasil disimpan")


def test_a_typed_way_out_is_a_way_out() -> None:
    assert Chat().types("Tidak bisa login", "batal").left


def test_an_option_may_be_typed_by_its_beginning_or_its_number() -> None:
    Chat().types("Tidak bisa login", "e-pur", "6", "nego", "1").is_asked("package").taps("Kembali")


def test_an_option_that_several_begin_like_is_asked_again() -> None:
    chat = Chat().types("Tidak bisa login", "s")
    assert chat.wrong == "choice_expected"


def test_a_forwarded_word_is_no_press() -> None:
    chat = Chat().types("Batal", forwarded=True)
    chat.is_asked("application")
    assert chat.state.draft["title"] == "Batal"


def test_a_photo_where_a_text_is_asked_is_kept() -> None:
    chat = Chat().sends("foto.jpg").is_asked("title").sees("✅ Berkas itu sudah kami simpan.", "Judul")
    chat.types("Tidak bisa login").taps("SPSE", "4.5", "Login & Akun", "Ganti email")
    chat.taps("Lewati").types(STORY).is_asked("extras").sees("Berkas: foto.jpg")


def test_words_under_a_photo_are_the_answer() -> None:
    chat = Chat().sends("foto.jpg", caption="Tidak bisa login").is_asked("application")
    assert chat.state.draft["title"] == "Tidak bisa login"
    assert [kept["original"] for kept in chat.state.draft["files"]] == ["foto.jpg"]


def test_a_photo_stays_when_the_words_under_it_will_not_do() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1).sends("foto.jpg", caption="begini")
    chat.is_asked("text").sees("Teks terlalu pendek: 6 karakter").types(STORY).is_asked("confirm").sees(
        "📎 foto.jpg"
    )


def test_words_under_a_late_photo_join_the_text() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1).types(STORY)
    chat.sends("foto.jpg", caption="Ini layarnya dari pagi tadi.")
    chat.is_asked("confirm").sees(STORY, "Ini layarnya dari pagi tadi.", "foto.jpg")


def test_in_english_files_are_done_and_a_ticket_is_closed() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1, language="en")
    chat.types(STORY).taps("Add file", "Done").sees(STORY).taps("Yes")
    assert RENDERER.translate(Status.CLOSED.label, "en") == "Closed"
    assert RENDERER.translate(DONE.label, "id") == RENDERER.translate(Status.CLOSED.label, "id") == "Selesai"


@for_each(("language", "word"), [("id", "cancel"), ("id", "Cancel"), ("en", "batal")])
def test_the_way_out_may_be_typed_in_the_other_language(language: str, word: str) -> None:
    """Leave rather than search for “cancel” or file a ticket of that title."""
    for conversation in ("new", "search"):
        assert Chat(conversation, language=language).types(word).left


def test_an_album_is_one_answer() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1)
    chat.sends("satu.jpg", "dua.jpg", "tiga.jpg", caption=STORY, album="7").is_asked("confirm")
    chat.sees("📎 satu.jpg", "📎 dua.jpg", "📎 tiga.jpg").taps("Ya")
    assert chat.ticket.file_count == 3


def test_the_same_file_twice_is_one() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1).types(STORY).sends("satu.jpg", "satu.jpg")
    assert len(chat.state.draft["files"]) == 1


def test_a_photo_while_picking_is_kept() -> None:
    at_review().taps("Ubah").sends("foto.jpg").sees("Berkas itu sudah kami simpan").taps("Kembali").sees(
        "foto.jpg"
    )


def test_a_photo_where_a_button_is_awaited_is_told_so() -> None:
    house = FakeHelpdesk()
    house.file()
    assert Chat("take", HELPDESK, house, 1).sends("foto.jpg").wrong == "choice_expected"
    house.does(HELPDESK, Action.TAKE)
    house.does(PPK, Action.CLOSE)
    assert Chat("rate", PPK, house, 1).sends("foto.jpg").wrong == "choice_expected"


def test_a_photo_instead_of_an_address_is_told_that_a_text_is_awaited() -> None:
    assert Chat("sign_in", None).sends("foto.jpg").wrong == "text_expected"


# Texts in several messages


def test_a_forwarded_batch_is_one_answer() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1)
    chat.types(STORY, "Lalu muncul galat.", "Batal", later=1, forwarded=True).is_asked("confirm")
    assert chat.state.draft["text"] == f"{STORY}\nLalu muncul galat.\nBatal"
    assert chat.result is not None
    assert chat.result.awaits_more


def test_what_is_forwarded_later_is_not_joined() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1).types(
        STORY, "Lagi.", later=60, forwarded=True
    )
    assert chat.wrong == "choice_expected"
    assert chat.state.draft["text"] == STORY


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_a_text_that_telegram_cut_in_two_is_one_answer(letter: str) -> None:
    first = letter * (4096 // (2 if letter == "😀" else 1))
    chat = Chat("answer", house=asked_for_feedback(), subject=1).types(first, "dan sisanya.", later=1)
    assert chat.is_asked("confirm").state.draft["text"] == f"{first}\ndan sisanya."


def test_a_second_text_is_not_taken_for_the_rest_of_a_short_one() -> None:
    assert (
        Chat("answer", house=asked_for_feedback(), subject=1).types(STORY, "Lagi.", later=1).wrong
        == "choice_expected"
    )


def test_a_rest_that_makes_it_too_long_is_refused_and_the_beginning_stays() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1).types("a" * 4096, "b" * 4096, later=1)
    assert chat.wrong == "text_too_long"
    assert chat.state.draft["text"] == "a" * 4096


# Edited messages


def test_an_edited_message_corrects_its_answer() -> None:
    chat = at_review().edits(1, "Tidak bisa masuk").is_asked("review")
    chat.sees("Jawaban diperbarui.", "Tidak bisa masuk").sees_not("Tidak bisa login")


def test_an_edit_does_not_answer_the_question_that_is_open() -> None:
    chat = Chat().types("Tidak bisa login").edits(1, "Tidak bisa masuk").is_asked("application")
    assert chat.state.draft["title"] == "Tidak bisa masuk"


def test_an_edited_caption_corrects_its_answer() -> None:
    chat = Chat().sends("foto.jpg", caption="Tidak bisa login").edits(1, "Tidak bisa masuk")
    assert chat.state.draft["title"] == "Tidak bisa masuk"


def test_an_edit_that_will_not_do_leaves_the_answer_as_it_was() -> None:
    chat = at_review().edits(2, "pendek")
    assert chat.wrong == "text_too_short"
    assert chat.state.draft["description"] == STORY


def test_an_edit_of_a_message_that_answered_nothing_changes_nothing() -> None:
    chat = at_review()
    before = chat.state
    assert chat.edits(99, "Tidak bisa masuk").state == before


def test_an_edit_of_one_message_of_several_loses_none_of_the_others() -> None:
    chat = Chat("answer", house=asked_for_feedback(), subject=1).types(
        STORY, "Lagi.", later=1, forwarded=True
    )
    assert chat.edits(1, "Hanya ini yang tersisa.").state.draft["text"] == f"{STORY}\nLagi."


def test_an_edit_while_picking_stays_there() -> None:
    chat = at_review().taps("Ubah").edits(1, "Tidak bisa masuk")
    assert chat.state.step == PICK


# Unprompted texts and files


def test_a_text_that_nobody_asked_for_begins_the_description() -> None:
    chat = Chat()
    chat.state = RUNNER.add_unprompted(RUNNER.begin("new", chat.context), TextAnswer(STORY), chat.context)
    chat.state = RUNNER.add_unprompted(chat.state, TextAnswer("Mohon bantuan."), chat.context)
    assert chat.state.draft["description"] == f"{STORY}\nMohon bantuan."


def test_a_text_too_short_to_be_a_description_is_refused() -> None:
    with pytest.raises(Refusal, match="text_too_short"):
        RUNNER.add_unprompted(Chat().state, TextAnswer("halo"), Chat().context)


@for_each(("caption", "kept"), [(STORY, STORY), ("galat", None), ("", None)])
def test_a_file_that_nobody_asked_for_is_kept_with_its_words(caption: str, kept: str | None) -> None:
    chat = Chat()
    state = RUNNER.add_unprompted(chat.state, FileAnswer(upload("foto.jpg"), caption), chat.context)
    assert [file["original"] for file in state.draft["files"]] == ["foto.jpg"]
    assert state.draft.get("description") == kept
