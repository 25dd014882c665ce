"""Check the bounds of stars, chips and message, and how chips read."""

from collections.abc import Sequence

import pytest

from core.errors import Refusal
from core.tickets.rating import CHIPS, Rating, check_rating, chips_question
from tests.cases import for_each


@for_each(
    ("stars", "asked"),
    [
        (1, "Apa yang perlu kami perbaiki?"),
        (2, "Apa yang perlu kami perbaiki?"),
        (3, "Apa yang perlu kami perbaiki?"),
        (4, "Apa yang menurutmu oke?"),
        (5, "Apa yang menurutmu oke?"),
    ],
)
def test_the_question_depends_on_the_stars(stars: int, asked: str) -> None:
    assert chips_question(stars) == asked


def test_the_chips_in_full() -> None:
    assert [(chip.label(5), chip.label(3)) for chip in CHIPS] == [
        ("Kecepatan penanganan", "Penanganan lambat"),
        ("Keramahan helpdesk", "Helpdesk kurang ramah"),
        ("Tutur kata sopan", "Tutur kata kurang sopan"),
        ("Ketepatan solusi", "Solusi kurang tepat"),
        ("Kemudahan penggunaan aplikasi", "Aplikasi sulit digunakan"),
        ("Helpdesk proaktif dan inisiatif", "Helpdesk kurang proaktif dan kurang berinisiatif"),
    ]
    assert len({chip.code for chip in CHIPS}) == 6


@for_each("stars", [1, 2, 3, 4, 5])
@for_each("chips", [(), ("speed",), tuple(chip.code for chip in CHIPS)])
@for_each("message", [None, "", "Terima kasih", "x" * 1000])
def test_ratings_within_bounds(stars: int, chips: Sequence[str], message: str | None) -> None:
    check_rating(stars, chips, message)
    assert Rating(stars, tuple(chips), message or "").stars == stars


@for_each(
    ("stars", "chips", "message", "code"),
    [
        (0, (), None, "stars"),
        (6, (), None, "stars"),
        (-1, (), None, "stars"),
        (5, ("Kecepatan penanganan",), None, "chip"),
        (5, ("speed", "speed"), None, "chip"),
        (5, ("",), None, "chip"),
        (5, (), "x" * 1001, "rating_message_too_long"),
    ],
)
def test_ratings_outside_bounds(stars: int, chips: tuple[str, ...], message: str | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_rating(stars, chips, message)
    assert refused.value.code == code
    with pytest.raises(Refusal):
        Rating(stars, chips, message or "")
