"""Test that the address behind a link of a message is read with its words."""

from typing import Literal

from aiogram.types import MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from core.input.emails import read_email
from core.packages.codes import read_code
from core.packages.facts import PackageKind
from handlers.telegram.links import with_addresses
from tests.cases import for_each

PAGE = "https://spse.inaproc.id/surabaya/lelang/4550010/pengumumanlelang"
Kind = Literal["text_link", "url", "bold"]


def marked(offset: int, length: int, url: str | None = PAGE, kind: Kind = "text_link") -> MessageEntity:
    return MessageEntity(type=kind, offset=offset, length=length, url=url)


@for_each(
    ("text", "entities", "read"),
    [
        ("Lihat Paket A ya", [marked(6, 7)], f"Lihat Paket A ({PAGE}) ya"),
        ("😀 Paket", [marked(3, 5)], f"😀 Paket ({PAGE})"),
        (PAGE, [marked(0, len(PAGE))], PAGE),
        (PAGE.removeprefix("https://"), [marked(0, len(PAGE) - 8)], PAGE.removeprefix("https://")),
        (f"{PAGE} tebal", [marked(0, len(PAGE), None, "url"), marked(1, 2, None, "bold")], f"{PAGE} tebal"),
        ("A B", [marked(2, 1, "tg://user?id=1"), marked(0, 1)], f"A ({PAGE}) B (tg://user?id=1)"),
        ("tanpa tautan", None, "tanpa tautan"),
    ],
)
def test_the_address_stands_behind_the_words_of_the_link(
    text: str, entities: list[MessageEntity] | None, read: str
) -> None:
    assert with_addresses(text, entities) == read


def test_a_code_and_an_address_behind_a_link_are_read() -> None:
    assert read_code(PackageKind.TENDER, with_addresses("Pengumuman", [marked(0, 10)])) == "4550010"
    mail = with_addresses("Budi Santoso", [marked(0, 12, "mailto:budi@ppk.com")])
    assert read_email(mail) == "budi@ppk.com"


@given(st.text(max_size=60), st.integers(0, 80), st.integers(0, 80))
def test_any_entity_loses_nothing_of_the_text(text: str, offset: int, length: int) -> None:
    read = with_addresses(text, [marked(offset, length)])
    assert read.replace(f" ({PAGE})", "") == text
