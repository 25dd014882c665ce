"""Test that titles of tickets are offered their answer in whatever words, and no title gets a false one."""

import json
from pathlib import Path

import pytest

from bench.faq_offers import ERRORS, FAQ, HELD_OUT, TUNED, WORDINGS, measure_offers, read_titles
from core.master_data.faq import Faq, Question
from core.master_data.faq_wordings import FaqWordings, read_wordings
from tests.cases import for_each

DATA = Path(__file__).parents[3] / "data"
# Of 33 titles that have an answer, 28 get it.
ENOUGH = 28 / 33


@pytest.mark.parametrize("file", [TUNED, HELD_OUT])
def test_most_titles_get_their_answer_and_none_gets_a_false_one(file: str) -> None:
    offers = read_titles(file)
    assert len(offers.answered) >= 40
    assert len(offers.unanswered) >= 40
    assert len(offers.missed) <= (1 - ENOUGH) * len(offers.answered), offers.missed
    assert offers.false == []


def test_no_title_is_in_both_sets() -> None:
    tuned, held_out = (
        {one.text.casefold() for one in (*titles.answered, *titles.unanswered)}
        for titles in (read_titles(TUNED), read_titles(HELD_OUT))
    )
    assert tuned & held_out == set()


async def test_the_report_names_both_sets_with_their_shares() -> None:
    report = await measure_offers()
    assert TUNED in report
    assert HELD_OUT in report
    assert "%" in report


@for_each(
    ("title", "code"),
    [
        ("revisi RUP", "revisi-rup"),
        ("RUP tidak muncul di SPSE", "rup-tidak-muncul"),
        ("data tidak tersinkronisasi", "data-tidak-sinkron"),
        ("apa itu TOTP", "totp"),
        ("Lupa password PT Sinar Abadi", "lupa-password"),
    ],
)
def test_a_short_title_gets_its_answer_first(title: str, code: str) -> None:
    assert WORDINGS.fitting(FAQ, title)[0].code == code


@for_each(
    ("how", "broken"),
    [
        ("cara mengirim sanggahan", "sanggahan tidak bisa dikirim"),
        ("cara mengumumkan RUP", "tidak bisa mengumumkan RUP"),
        ("cara tambah produk katalog", "gagal tambah produk katalog"),
    ],
)
def test_who_cannot_do_it_is_not_told_how_it_is_done(how: str, broken: str) -> None:
    assert WORDINGS.fitting(FAQ, how)
    assert WORDINGS.fitting(FAQ, broken) == ()


def test_every_wording_is_of_a_question_and_leads_to_it() -> None:
    astray = {
        way: code
        for code, ways in WORDINGS.wordings.items()
        for way in ways
        if code not in {one.code for one in WORDINGS.fitting(FAQ, way)}
    }
    assert {code for code in WORDINGS.wordings if FAQ.question(code) is None} == set()
    assert astray == {}


def test_a_question_that_the_office_removed_is_offered_no_more() -> None:
    left = Faq(one for one in FAQ.questions if one.code != "revisi-rup")
    assert "revisi-rup" not in {one.code for one in WORDINGS.fitting(left, "revisi RUP")}


def test_a_question_of_the_office_itself_is_offered_by_its_first_sentence() -> None:
    own = Question("parkir", "Kantor", "", "Tempat parkir kantor LPSE. Di mana?", "Di belakang gedung.")
    assert FaqWordings().fitting(Faq([own]), "tempat parkir kantor") == (own,)


@for_each(
    "broken",
    [
        [],
        {"Bukan Kode": ["a b"]},
        {"kode": "a"},
        {"kode": [7]},
        {"kode": ["yang di"]},
        {"kode": ["lupa " * 80]},
    ],
)
def test_wordings_that_cannot_be_read_are_refused(broken: object) -> None:
    with pytest.raises(ValueError, match="wording"):
        read_wordings(broken)


def test_known_messages_are_answered_by_questions_that_there_are() -> None:
    assert all(FAQ.question(error.faq) for error in ERRORS.errors if error.faq)
    assert (
        json.loads((DATA / "faq_wordings.json").read_text(encoding="utf-8")).keys()
        == WORDINGS.wordings.keys()
    )
