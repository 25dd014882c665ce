"""Check questions that administrators write: their bounds, codes, and places among the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.master_data.codes import is_code
from core.master_data.faq import (
    ANSWER_MAX,
    MOST_QUESTIONS,
    MOST_TOPICS,
    Question,
    read_faq,
    to_document,
)
from core.master_data.faq_entries import (
    check_bounds,
    code_for,
    read_answer,
    read_code,
    read_question,
    read_topic,
    with_question,
)
from tests.cases import for_each
from tests.core.fake_master import SHIPPED_FAQ

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def entry(code: str, topic: str = "Akun", question: str = "") -> Question:
    return Question(code, topic, "", question or f"Apa {code}?", "Ya.")


def written(topic: str, question: str, answer: str) -> Question | None:
    try:
        asked = read_question(question)
        return Question("", read_topic(topic), "spse", asked, read_answer(answer))
    except Refusal:
        return None


@given(st.lists(st.tuples(WORDS, WORDS, st.text(max_size=1200)), max_size=8))
def test_what_an_administrator_may_write_is_read_back_as_it_was(rows: list[tuple[str, str, str]]) -> None:
    entries: tuple[Question, ...] = ()
    for row in rows:
        if one := written(*row):
            code = code_for(one.question, {other.code for other in entries})
            entries = with_question(
                entries, Question(code, one.topic, one.application, one.question, one.answer)
            )
    assert read_faq(to_document(entries)).questions == entries


def test_what_ships_is_read_back_as_it_was() -> None:
    assert read_faq(to_document(SHIPPED_FAQ.questions)).questions == SHIPPED_FAQ.questions


@for_each(
    ("question", "taken", "code"),
    [
        ("Bagaimana mendaftar akun penyedia baru?", (), "mendaftar-akun-penyedia"),
        ("Apa itu?", (), "apa-itu"),
        ("Mengapa é-Purchasing GAGAL?", (), "e-purchasing"),
        ("ربما؟", (), "pertanyaan"),
        ("Lupa password", ("lupa-password", "lupa-password-2"), "lupa-password-3"),
        ("a" * 300, ("a" * 24,), "a" * 22 + "-2"),
    ],
)
def test_a_code_tells_what_is_asked(question: str, taken: tuple[str, ...], code: str) -> None:
    assert code_for(question, taken) == code


@given(st.lists(WORDS, max_size=12))
def test_a_code_is_one_that_buttons_carry_and_nobody_else_s(questions: list[str]) -> None:
    codes: set[str] = set()
    for question in questions:
        code = code_for(question, codes)
        assert is_code(code)
        assert code not in codes
        codes.add(code)


def test_a_question_stays_in_its_place_or_goes_behind_the_others_of_its_topic() -> None:
    a, b, c, d = (entry("a"), entry("b", "Paket"), entry("c"), entry("d", "Paket"))
    some = (a, b, c, d)
    mended = entry("a", question="Lagi?")
    assert with_question(some, mended) == (mended, b, c, d)
    moved = entry("a", "Paket")
    assert with_question(some, moved) == (b, c, d, moved)
    assert with_question((b, d, a), entry("e", "Paket")) == (b, d, entry("e", "Paket"), a)
    assert with_question(some, entry("e", "Baru")) == (*some, entry("e", "Baru"))
    assert with_question((), a) == (a,)


@for_each(
    ("text", "code"),
    [(" Lupa-Password ", "lupa-password"), ("", ""), ("a" * 24, "a" * 24)],
)
def test_codes_that_are_codes(text: str, code: str) -> None:
    assert read_code(text) == code


@for_each("text", ["a" * 25, "dua kata", "-a", "in:totp", "é"])
def test_codes_that_are_none(text: str) -> None:
    with pytest.raises(Refusal, match="faq_code"):
        read_code(text)


def test_a_text_counts_as_telegram_counts_it() -> None:
    assert read_answer("😀" * 2000)
    with pytest.raises(Refusal, match="entry_too_long") as refused:
        read_answer("😀" * 2001)
    assert refused.value.facts == {"limit": ANSWER_MAX, "length": 4002}


def test_there_are_not_more_questions_and_topics_than_screens_have_room_for() -> None:
    many = [entry(f"q{n}") for n in range(MOST_QUESTIONS)]
    check_bounds(many)
    with pytest.raises(Refusal, match="faq_full"):
        check_bounds([*many, entry("one-more")])
    topics = [entry(f"q{n}", f"Topik {n}") for n in range(MOST_TOPICS)]
    check_bounds(topics)
    with pytest.raises(Refusal, match="topics_full"):
        check_bounds([*topics, entry("one-more", "Satu lagi")])


@for_each(("field", "value"), [("topic", "a" * 41), ("question", "a" * 301), ("answer", "a" * 4001)])
def test_what_no_screen_has_room_for_is_not_kept(field: str, value: str) -> None:
    good = {"code": "a", "topic": "Akun", "question": "Apa?", "answer": "Ya."}
    with pytest.raises(ValueError, match="characters"):
        read_faq([{**good, field: value}])
