"""Check that only administrators change the FAQ, one question at a time or many from a file."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from core.administration.audit import AREA_KINDS, AuditArea, ChangeType
from core.errors import Refusal
from core.master_data.faq import MOST_QUESTIONS, Question
from core.master_data.ports import FaqUsage, MasterDataKind
from core.use_cases.master_data.import_faq import FaqImportResult, FaqRow, ImportFaq, WrongRow
from core.use_cases.master_data.manage_faq import AddQuestion, ChangeQuestion, MoveQuestion, RemoveQuestion
from tests.cases import for_each
from tests.core.fake_master import FakeMaster, FakeTrail
from tests.core.fakes import ADMINISTRATOR, HELPDESK, NOW

NEW = Question("", "Rapat", "", "Mengapa token rapat saya kedaluwarsa?", "Minta yang baru.")
CODE = "token-rapat-kedaluwarsa"


class FakeFaqCounts:
    """Counts of help; `codes` are those that were ever counted."""

    def __init__(self, *codes: str) -> None:
        self.known = set(codes)

    def count_helped(self, code: str, at: datetime) -> None:
        self.known.add(code)

    def usage(self, code: str, at: datetime) -> FaqUsage:
        return FaqUsage(0, 0)

    def totals(self, first: date, last: date) -> dict[str, int]:
        return {}

    def codes(self) -> set[str]:
        return self.known


class FaqAdmin:
    """An administrator who changes the FAQ."""

    def __init__(self, *counted: str) -> None:
        self.master, self.trail, self.counts = FakeMaster(), FakeTrail(), FakeFaqCounts(*counted)

    def adds(self, **changes: Any) -> Question:
        add = AddQuestion(self.master, self.trail, self.counts)
        return add(ADMINISTRATOR, replace(NEW, **changes), NOW)

    def imports(self, *rows: FaqRow | WrongRow, drop: bool = False) -> FaqImportResult:
        work = ImportFaq(self.master, self.trail, self.counts)
        return work(ADMINISTRATOR, rows, NOW, replace=drop)

    @property
    def kinds(self) -> list[ChangeType]:
        return [change.kind for change in self.trail.changes]

    def question(self, code: str) -> Question:
        found = self.master.faq.question(code)
        assert found is not None
        return found


def row(number: int, one: Question, **changes: str) -> FaqRow:
    """Return the row of a file with this question."""
    fields = {name: getattr(one, name) for name in ("topic", "application", "question", "answer", "code")}
    return FaqRow(number, **{**fields, **changes})


def test_what_is_added_stands_in_the_faq_and_in_the_trail() -> None:
    admin = FaqAdmin()
    made = admin.adds()
    assert made == replace(NEW, code=made.code)
    assert admin.master.faq.questions[-1] == made
    [change] = admin.trail.changes
    assert (change.kind, change.subject) == (ChangeType.QUESTION_ADDED, NEW.question)
    assert change.after["answer"] == NEW.answer


def test_a_code_under_which_help_was_counted_is_not_given_to_another_question() -> None:
    code = FaqAdmin().adds().code
    assert FaqAdmin(code).adds().code == f"{code[:22].rstrip('-')}-2"


@for_each(
    ("changes", "code"),
    [
        ({"topic": ""}, "topic"),
        ({"question": ""}, "question"),
        ({"answer": " "}, "answer_empty"),
        ({"application": "windows"}, "application_unknown"),
        ({"question": "bagaimana mendaftar akun  PENYEDIA baru?"}, "question_there"),
    ],
)
def test_what_can_not_be_kept_changes_nothing(changes: dict[str, str], code: str) -> None:
    admin = FaqAdmin()
    with pytest.raises(Refusal, match=f"^{code}$"):
        admin.adds(**changes)
    assert admin.kinds == []


def test_only_what_was_changed_is_changed() -> None:
    admin = FaqAdmin()
    was = admin.question("totp")
    admin.master.put(
        MasterDataKind.FAQ,
        [
            {**entry, "topic": "Lain"} if entry["code"] == "totp" else entry
            for entry in admin.master.document(MasterDataKind.FAQ)  # type: ignore[attr-defined]
        ],
    )
    change = ChangeQuestion(admin.master, admin.trail)
    now = change(ADMINISTRATOR, was, replace(was, answer="Baru."), NOW)
    assert (now.topic, now.answer) == ("Lain", "Baru.")
    assert admin.trail.changes[0].after == {"answer": "Baru."}
    change(ADMINISTRATOR, now, now, NOW)
    assert len(admin.trail.changes) == 1, "what is as it was is no change"


def test_the_answer_can_be_mended_when_its_application_is_gone() -> None:
    admin = FaqAdmin()
    admin.master.put(
        MasterDataKind.FAQ,
        [
            {**entry, "application": "lama"} if entry["code"] == "totp" else entry
            for entry in admin.master.document(MasterDataKind.FAQ)  # type: ignore[attr-defined]
        ],
    )
    was = admin.question("totp")
    now = ChangeQuestion(admin.master, admin.trail)(ADMINISTRATOR, was, replace(was, answer="Baru."), NOW)
    assert (now.application, now.answer) == ("lama", "Baru.")


def test_only_administrators_change_anything() -> None:
    admin = FaqAdmin()
    one, trail = admin.question("totp"), admin.trail
    for attempt in (
        lambda: AddQuestion(admin.master, trail, admin.counts)(HELPDESK, NEW, NOW),
        lambda: ChangeQuestion(admin.master, trail)(HELPDESK, one, replace(one, answer="?"), NOW),
        lambda: RemoveQuestion(admin.master, trail)(HELPDESK, "totp", NOW),
        lambda: MoveQuestion(admin.master, trail)(HELPDESK, "totp", NOW, up=True),
        lambda: ImportFaq(admin.master, trail, admin.counts)(HELPDESK, [row(1, NEW)], NOW),
    ):
        with pytest.raises(Refusal, match="not_administrator"):
            attempt()
    assert admin.question("totp") == one
    assert admin.kinds == []


def test_the_first_and_the_last_of_a_topic_stay_where_they_are() -> None:
    admin = FaqAdmin()
    about = admin.master.faq.about("SPSE/Akun")
    move = MoveQuestion(admin.master, admin.trail)
    assert move(ADMINISTRATOR, about[0].code, NOW, up=True) == 1
    assert move(ADMINISTRATOR, about[-1].code, NOW, up=False) == len(about)
    assert admin.kinds == []
    assert move(ADMINISTRATOR, about[0].code, NOW, up=False) == 2
    assert admin.master.faq.about("SPSE/Akun")[:2] == [about[1], about[0]]


# ------------------------------------------------------------------------------------------------- a file


def test_the_same_code_or_the_same_question_is_replaced_and_the_rest_added() -> None:
    admin = FaqAdmin()
    totp, daftar = admin.question("totp"), admin.question("daftar-akun")
    done = admin.imports(
        row(2, totp, question="Apa itu TOTP sebenarnya?"),
        row(3, daftar, code="", question=daftar.question.upper(), answer="Lihat panduan."),
        row(4, NEW),
        row(5, replace(NEW, question="Kapan?"), code="kapan"),
        row(6, admin.question("lupa-password")),
    )
    assert done == FaqImportResult(added=2, changed=2, same=1, dropped=0, wrong=[])
    assert admin.question("totp").question == "Apa itu TOTP sebenarnya?"
    assert admin.question("daftar-akun").answer == "Lihat panduan."
    assert admin.question("kapan").topic == "Rapat"
    [change] = admin.trail.changes
    assert change.kind is ChangeType.FAQ_IMPORTED
    assert change.after == {"added": 2, "changed": 2, "dropped": 0}
    assert len(change.before["questions"]) == 2  # type: ignore[arg-type]


def test_the_trail_of_a_file_with_only_new_questions_names_nothing_that_was_before() -> None:
    admin = FaqAdmin()
    admin.imports(row(2, NEW))
    [change] = admin.trail.changes
    assert change.before == {}


def test_replacing_drops_what_is_not_in_the_file_and_takes_its_order() -> None:
    admin = FaqAdmin()
    one, other = admin.master.faq.questions[5], admin.master.faq.questions[2]
    done = admin.imports(row(2, one), row(3, other), row(4, NEW), drop=True)
    assert (done.added, done.same, done.dropped) == (1, 2, 91)
    assert [q.question for q in admin.master.faq.questions] == [one.question, other.question, NEW.question]


def test_two_questions_never_ask_the_same_because_the_row_that_was_to_change_one_did_not() -> None:
    admin = FaqAdmin()
    before = admin.master.faq.questions
    first, other = before[0], before[1]
    with pytest.raises(Refusal, match="row_twice"):
        admin.imports(row(2, other, question=first.question), row(3, first))
    assert admin.master.faq.questions == before


def test_a_wrong_row_keeps_a_replacing_file_from_dropping_anything() -> None:
    admin = FaqAdmin()
    done = admin.imports(row(2, NEW), row(3, NEW, topic=""), drop=True)
    assert [wrong.number for wrong in done.wrong] == [3]
    assert len(admin.master.faq.questions) == 93
    assert admin.kinds == []


def test_rows_that_can_not_be_taken_are_named() -> None:
    totp, other = FaqAdmin().question("totp"), replace(NEW, question="Lain sama sekali?")
    lost = FaqAdmin().question("lupa-password").question
    table: list[tuple[FaqRow | WrongRow, str]] = [
        (row(3, NEW, question=""), "question"),
        (row(4, other, topic="a" * 41), "topic"),
        (row(5, other, code="dua kata"), "faq_code"),
        (row(6, other, application="windows"), "application_unknown"),
        (row(7, other, answer="a" * 4001), "entry_too_long"),
        (row(8, NEW), "row_twice"),
        (row(9, replace(totp, question="Lain?")), "row_twice"),
        (row(10, replace(totp, question=NEW.question), code="daftar-akun"), "row_twice"),
        (row(11, other, question=lost, code="daftar-akun"), "question_there"),
        (WrongRow(12, Refusal("row_unreadable")), "row_unreadable"),
    ]
    done = FaqAdmin().imports(row(1, NEW), row(2, totp), *(wrong for wrong, _code in table))
    assert [(wrong.number, wrong.refusal.code) for wrong in done.wrong] == [
        (n, code) for n, (_wrong, code) in enumerate(table, 3)
    ]
    assert (done.added, done.same) == (1, 1)


def test_more_than_there_is_room_for_is_refused_in_whole() -> None:
    admin = FaqAdmin()
    rows = [row(n, NEW, question=f"Pertanyaan {n}?") for n in range(MOST_QUESTIONS)]
    with pytest.raises(Refusal, match="faq_full"):
        admin.imports(*rows)
    with pytest.raises(Refusal, match="topics_full"):
        admin.imports(*(row(n, NEW, question=f"Ke-{n}?", topic=f"Topik {n}") for n in range(40)))
    with pytest.raises(Refusal, match="faq_rows_none"):
        admin.imports()
    assert len(admin.master.faq.questions) == 93


def test_every_kind_of_change_is_about_something() -> None:
    assert sorted(kind for kinds in AREA_KINDS.values() for kind in kinds) == sorted(ChangeType)
    assert AREA_KINDS.keys() == set(AuditArea)
