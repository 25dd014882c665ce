"""Labels of buttons can be read on a phone."""

from conversations.rendering.keyboard import fits_half, readable_rows
from conversations.rendering.screen import FIT, Button, columns
from tests.cases import for_each

SHORT, LONG = Button("Batal"), Button("e-Purchasing / Katalog")
NAMED = Button("Ganti 1. tangkapan layar.png", facts={"name": "1. tangkapan layar.png"})


def test_what_would_be_cut_off_beside_another_gets_a_row_of_its_own() -> None:
    assert readable_rows(((SHORT, SHORT), (), (SHORT, LONG), (LONG,))) == (
        (SHORT, SHORT),
        (SHORT,),
        (LONG,),
        (LONG,),
    )


def test_short_labels_wait_for_each_other_so_that_there_are_few_rows() -> None:
    short = [Button(label) for label in ("Jadwal", "Non Tender", "e-Kontrak", "Lainnya", "Tidak tahu")]
    first, second, third, fourth, fifth = short
    rows = columns([first, LONG, second, third, fourth, LONG, fifth], FIT)
    assert readable_rows(rows) == ((first, second), (LONG,), (third, fourth), (LONG,), (fifth,))


def test_a_label_with_a_person_s_own_words_says_enough_with_its_beginning() -> None:
    assert readable_rows(((NAMED, SHORT),)) == ((NAMED, SHORT),)


@for_each(
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
