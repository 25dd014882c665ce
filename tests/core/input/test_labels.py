"""Check names and lists as administrators type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.input.labels import comparable, read_label, read_labels, slug
from tests.cases import for_each


@for_each(
    ("typed", "kept"),
    [
        ("  Login   & Akun ", "Login & Akun"),
        ("Login\n& Akun", "Login & Akun"),
        ("Login\u202e\u0000Akun", "Login Akun"),
        ("👩\u200d🔧 Teknisi", "👩\u200d🔧 Teknisi"),
        ("<b>Lelang</b>", "<b>Lelang</b>"),
    ],
)
def test_a_name_is_one_visible_line(typed: str, kept: str) -> None:
    assert read_label(typed, 30) == kept


@for_each("typed", ["", " \n", "\u200b", "\u200d", "\ud800", "\u202e"])
def test_what_can_t_be_seen_is_no_name(typed: str) -> None:
    with pytest.raises(Refusal, match="label_empty"):
        read_label(typed, 30)


def test_a_name_has_its_bound() -> None:
    assert read_label("a" * 30, 30) == "a" * 30
    with pytest.raises(Refusal, match="label_too_long"):
        read_label("a" * 31, 30)


def test_a_pasted_list_loses_its_bullets_and_empty_lines_and_nothing_else() -> None:
    assert read_labels("- Lambat\n\n• Tidak bisa masuk\r\n4.3\n-5\n", 30, 4) == (
        "Lambat",
        "Tidak bisa masuk",
        "4.3",
        "-5",
    )


@for_each(
    ("typed", "code"),
    [
        ("\n \n", "label_empty"),
        ("a\nb\nc\nd\ne", "labels_too_many"),
        ("Lambat\n LAMBAT ", "label_twice"),
        ("a" * 31, "label_too_long"),
    ],
)
def test_a_list_that_can_t_be_kept(typed: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        read_labels(typed, 30, 4)


@for_each(
    ("one", "other"),
    [("SPSE", " spse "), ("Log\u200bin", "Login"), ("\uff33\uff30\uff33\uff25", "SPSE"), ("a  b", "A B")],
)
def test_names_that_people_take_for_one(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@given(st.text(max_size=60))
def test_any_text_is_a_name_whose_slug_fits_a_code_or_is_refused(text: str) -> None:
    try:
        label = read_label(text, 40)
    except Refusal:
        return
    label.encode()
    assert "\n" not in label
    assert read_label(label, 40) == label
    assert set(slug(label)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
