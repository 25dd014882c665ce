"""“Tambah Pertanyaan”, “Ubah Pertanyaan” and “Impor FAQ”, step by step."""

from dataclasses import replace
from typing import Any

import pytest

from conversations.flows.admin.faq_question import change_draft, new_draft
from core.errors import Refusal
from core.master_data.faq import MOST_TOPICS, Question, to_document
from core.master_data.ports import MasterDataKind
from tests.cases import for_each
from tests.conversations.fakes import Chat, upload
from tests.core.fakes import ADMINISTRATOR, PPK, FakeHelpdesk

NEW = Question("", "Rapat", "spse", "Mengapa token rapat saya kedaluwarsa?", "Minta yang baru.")


def changes(code: str, house: FakeHelpdesk | None = None) -> Chat:
    """Begin to change the question of this code."""
    house = house or FakeHelpdesk()
    one = house.master.faq.question(code)
    assert one is not None
    return Chat("question", ADMINISTRATOR, house, draft=dict(change_draft(one)))


def adds(topic: str = "") -> Chat:
    """Begin to add a question."""
    return Chat("question", ADMINISTRATOR, draft=dict(new_draft(topic)))


def test_a_question_is_asked_for_step_by_step_and_kept_when_all_is_well() -> None:
    chat = adds().is_asked("topic").types("Rapat").taps("SPSE").types(NEW.question, NEW.answer)
    chat.is_asked("review").sees("Topik: Rapat", "Aplikasi: SPSE", NEW.question, NEW.answer)
    chat.taps("Simpan").sees("yakin akan menambahkan").taps("Tidak").is_asked("review")
    assert chat.house.master.faq.questions[-1].question != NEW.question
    chat.taps("Simpan", "Ya").sees("Pertanyaan berhasil disimpan.")
    made = chat.house.master.faq.questions[-1]
    assert made == replace(NEW, code=made.code)


def test_a_topic_that_is_typed_in_other_letters_is_the_one_that_is_there() -> None:
    assert adds().types("spse/AKUN").state.draft["topic"] == "SPSE/Akun"
    assert adds().taps("SPSE/Akun").state.draft["topic"] == "SPSE/Akun"
    adds("SPSE/Akun").is_asked("application")


def test_there_are_not_more_topics_than_buttons() -> None:
    chat = adds()
    many = [replace(NEW, code=f"q{n}", topic=f"Topik {n}", question=f"{n}?") for n in range(MOST_TOPICS)]
    chat.house.master.put(MasterDataKind.FAQ, to_document(many))
    assert chat.types("Satu lagi").wrong == "topics_full"
    assert chat.types("topik 7").is_asked("application").state.draft["topic"] == "Topik 7"


def test_a_topic_that_went_meanwhile_is_no_answer() -> None:
    chat = adds()
    gone = f"in:{chat.house.master.faq.about('SiRUP')[0].code}"
    left = [one for one in chat.house.master.faq.questions if one.topic != "SiRUP"]
    chat.house.master.put(MasterDataKind.FAQ, to_document(left))
    assert chat.forges(gone).is_asked("topic").wrong == "choice_expected"


def test_an_answer_has_room_whatever_its_question_is() -> None:
    chat = changes("totp").taps("Ubah", "Jawaban").types("a" * 4001)
    assert chat.wrong == "entry_too_long"
    chat.types("a" * 4000).is_asked("review").taps("Ubah", "Pertanyaan").types("b" * 300)
    assert chat.is_asked("review").wrong == ""


def test_a_question_may_stay_as_it_is() -> None:
    house = FakeHelpdesk()
    before = house.master.faq.questions
    changes("totp", house).taps("Ubah", "Pertanyaan", "Lanjut").taps("Simpan", "Ya").sees("berhasil disimpan")
    assert house.master.faq.questions == before
    assert house.trail.changes == []


def test_a_question_that_was_removed_meanwhile_can_still_be_copied() -> None:
    house = FakeHelpdesk()
    chat = changes("totp", house).taps("Ubah", "Jawaban").types("Baru sekali.").taps("Simpan")
    house.master.put(MasterDataKind.FAQ, to_document(house.master.faq.questions[:3]))
    chat.taps("Ya").sees("sudah dihapus", "Baru sekali.")
    assert chat.wrong == "question_gone"


@for_each("conversation", ["question", "drop_question", "import", "trail"])
def test_nobody_else_begins_it(conversation: str) -> None:
    drafts: dict[str, Any] = {"import": {"what": "faq"}}
    one = FakeHelpdesk().master.faq.questions[0]
    with pytest.raises(Refusal, match="not_administrator"):
        Chat(conversation, PPK, draft=drafts.get(conversation, dict(change_draft(one))))


def test_a_file_is_confirmed_and_ordered() -> None:
    file = upload("FAQ baru.CSV", 1200)
    chat = Chat("import", ADMINISTRATOR, draft={"what": "faq"}).sees("Impor FAQ", "Kirim berkas .csv")
    chat.sends(file, caption="tolong").is_asked("confirm").sees("FAQ baru.CSV", "1,2 KB").taps("Ya")
    assert chat.end.job == ("import", {"what": "faq", "file": file.reference, "name": file.original})
    assert Chat("import", ADMINISTRATOR, draft={"what": "faq"}).sends(file).taps("Tidak").left


def test_no_file_of_another_kind_is_imported() -> None:
    with pytest.raises(Refusal, match="import_unknown"):
        Chat("import", ADMINISTRATOR, draft={"what": "moon"})
