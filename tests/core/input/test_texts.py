"""Check that texts are kept as people wrote them, within bounds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.input.characters import without_hidden
from core.input.texts import (
    TEXT_MAX,
    TEXT_MIN,
    TITLE_MAX,
    read_error_code,
    read_help_number,
    read_text,
    read_title,
)
from tests.cases import for_each

FAMILY = "👨‍👩‍👧"
WRITTEN = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"))


def kept(text: str) -> bool:
    """Return whether a person expects this text back unchanged: trimmed, and with something visible."""
    seen = any(unicodedata.category(character)[0] not in "CZ" for character in text)
    return text == text.strip() and seen


def fits_into_a_title(text: str) -> bool:
    return "\n" not in text and len(text) <= TITLE_MAX


@given(WRITTEN.filter(kept))
def test_any_text_comes_out_as_that_text(text: str) -> None:
    text = text + "." * TEXT_MIN
    assert read_text(text) == text
    assert read_text(f" \n\t{text}\n ") == text


@given(WRITTEN.filter(kept).filter(lambda text: without_hidden(text) == text).filter(fits_into_a_title))
def test_any_title_comes_out_as_that_title(title: str) -> None:
    assert read_title(title) == title


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_can_be_stored(text: str) -> None:
    for read in (read_title, read_text, read_error_code):
        try:
            stored = read(text)
        except Refusal:
            continue
        stored.encode("utf-8")
        assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in stored)
        assert read(stored) == stored


@for_each(
    ("written", "title"),
    [
        ("Tidak bisa login", "Tidak bisa login"),
        ("  Tidak bisa login \n", "Tidak bisa login"),
        ("Tidak\nbisa\r\nlogin", "Tidak bisa login"),
        ("Tidak bisa\n\n  login", "Tidak bisa login"),
        ("a  b", "a  b"),
        ("Judul \x00\x1b[31mmerah", "Judul [31mmerah"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("שלום \u202eabc\u202c", "שלום abc"),
        ("Tidak\u200b bi\u00adsa login\ufeff", "Tidak bisa login"),
        ("Tidak bisa “login” – SPSE’s", "Tidak bisa “login” – SPSE’s"),
        (f"Masalah {FAMILY}", f"Masalah {FAMILY}"),
    ],
)
def test_titles(written: str, title: str) -> None:
    assert read_title(written) == title


@for_each("written", ["", " ", "\n\t \u3000", "\x00", "\u200b\u200b", "\u2060 \ufeff", "\ud800"])
def test_a_title_nobody_could_see_is_empty(written: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_title(written)
    assert (refused.value.code, refused.value.facts) == ("title_empty", {})


def test_a_title_has_at_most_a_hundred_characters() -> None:
    assert read_title("😀" * 100) == "😀" * 100
    with pytest.raises(Refusal) as refused:
        read_title("x" * 101)
    assert refused.value.code == "title_too_long"
    assert refused.value.facts == {"limit": 100, "length": 101}


def test_a_text_has_at_least_fifteen_characters() -> None:
    assert read_text("  " + "x" * 15) == "x" * 15
    with pytest.raises(Refusal) as refused:
        read_text("x" * 14 + "   ")
    assert refused.value.code == "text_too_short"
    assert refused.value.facts == {"minimum": 15, "length": 14}


def test_invisible_characters_make_no_text() -> None:
    with pytest.raises(Refusal) as refused:
        read_text("\u200b" * 20)
    assert refused.value.facts["length"] == 0


def test_a_text_has_at_most_eight_thousand_characters() -> None:
    assert len(read_text("x" * TEXT_MAX)) == 8000
    with pytest.raises(Refusal) as refused:
        read_text("x" * (TEXT_MAX + 1))
    assert refused.value.code == "text_too_long"
    assert refused.value.facts == {"limit": 8000, "length": 8001}


def test_lines_of_other_systems_become_lines() -> None:
    assert read_text("baris satu\r\nbaris dua\rbaris tiga") == "baris satu\nbaris dua\nbaris tiga"


def test_an_error_code() -> None:
    assert read_error_code("  9abcdefgh\n") == "9abcdefgh"
    assert read_error_code("x" * 50) == "x" * 50
    with pytest.raises(Refusal) as refused:
        read_error_code("x" * 51)
    assert refused.value.code == "error_code_too_long"
    assert refused.value.facts == {"limit": 50, "length": 51}
    with pytest.raises(Refusal) as refused:
        read_error_code(" ")
    assert refused.value.code == "error_code_empty"


def test_a_text_of_characters_that_nobody_sees_is_too_short() -> None:
    with pytest.raises(Refusal) as refused:
        read_text("singkat" + "\u200b" * TEXT_MIN)
    assert (refused.value.code, refused.value.facts["length"]) == ("text_too_short", len("singkat"))


def test_a_description_keeps_every_character_that_was_written() -> None:
    written = "“Gagal” – \u202dSPSE\u202c\u200b ﬁle\u00a0rusak"
    assert read_text(written) == written


@for_each(
    ("typed", "number"),
    [
        ("123456", "123456"),
        ("#123456", "123456"),
        ("No. Tiket: #123456", "123456"),
        ("nomor tiket pusat bantuan 123456", "123456"),
        ("Tiket INAPROC no 98-7", "98-7"),
        ("inc-2026.0001", "INC-2026.0001"),
        ("１２３", "123"),  # noqa: RUF001 - typed on a wide keyboard
        (" 7\u200b7 ", "77"),
        ("N0TE1", "N0TE1"),
    ],
)
def test_a_number_of_the_help_centre(typed: str, number: str) -> None:
    assert read_help_number(typed) == number
    assert read_help_number(number) == number


@for_each("typed", ["", "belum ada", "tiket", "12 34", "0" * 31, "<b>1</b>", "1--2", "-1", "1\n2", "٣٤"])
def test_what_is_no_number_of_the_help_centre(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_help_number(typed)
    assert (refused.value.code, refused.value.facts) == ("help_number", {"limit": 30})
