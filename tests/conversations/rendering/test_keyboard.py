"""Labels of buttons can be read on a phone."""

import pytest

from conversations.rendering.keyboard import fits_half, readable_rows
from conversations.rendering.screen import Button

SHORT, LONG = Button("Batal"), Button("e-Purchasing / Katalog")
NAMED = Button("Ganti 1. tangkapan layar.png", facts={"name": "1. tangkapan layar.png"})


def test_what_would_be_cut_off_beside_another_gets_a_row_of_its_own() -> None:
    assert readable_rows(((SHORT, SHORT), (), (SHORT, LONG), (LONG,))) == (
        (SHORT, SHORT),
        (SHORT,),
        (LONG,),
        (LONG,),
    )


def test_a_label_with_a_person_s_own_words_says_enough_with_its_beginning() -> None:
    assert readable_rows(((NAMED, SHORT),)) == ((NAMED, SHORT),)


@pytest.mark.parametrize(
    ("label", "fits"),
    [
        ("Verifikator LPSE V", True),
        ("Verifikator LPSE VA", False),
        ("🔎 Ubah Pencarian!", True),
        ("✂️ Putuskan Telegram", False),
        ("1. Rina Wulandari", True),
    ],
)
def test_an_icon_takes_more_room_than_a_letter(label: str, fits: bool) -> None:
    assert fits_half(label) is fits
