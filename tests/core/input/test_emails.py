"""Check which e-mail addresses are taken and refused, and how they are masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.input.emails import mask, read_email
from tests.cases import for_each


@for_each(
    ("typed", "address"),
    [
        ("rekanan1@ppk.com", "rekanan1@ppk.com"),
        ("  budi@Surabaya.GO.ID \n", "budi@surabaya.go.id"),
        ("Budi.Santoso@ppk.com", "Budi.Santoso@ppk.com"),
        ("mailto:budi@ppk.com", "budi@ppk.com"),
        ("Budi <budi@ppk.com>", "budi@ppk.com"),
        ("“Budi, S.T.” <budi@ppk.com>.", "budi@ppk.com"),
        ("<budi@ppk.com>", "budi@ppk.com"),
        ("Budi Santoso (mailto:budi@ppk.com)", "budi@ppk.com"),
        ("budi@ppk.com.", "budi@ppk.com"),
        ("budi@ppk.com,", "budi@ppk.com"),
        ("\ufeffbudi\u200b@ppk.com\u200e", "budi@ppk.com"),
        ("ｂudi＠ppk．com", "budi@ppk.com"),  # noqa: RUF001 - typed on a wide keyboard
        ("o’neil@ppk.com", "o'neil@ppk.com"),
        ("budi+tiket@sub.kemnaker.go.id", "budi+tiket@sub.kemnaker.go.id"),
        ("a@b.co", "a@b.co"),
        ("o'neil_x-y@ppk.com", "o'neil_x-y@ppk.com"),
        ("a@xn--bcher-kva.xn--p1ai", "a@xn--bcher-kva.xn--p1ai"),
        ("x" * 64 + "@ppk.com", "x" * 64 + "@ppk.com"),
    ],
)
def test_addresses_that_are_taken(typed: str, address: str) -> None:
    assert read_email(typed) == address


@for_each(
    "typed",
    [
        "",
        "budi",
        "@ppk.com",
        "budi@",
        "budi@ppk",
        "budi@@ppk.com",
        "bu@di@ppk.com",
        "bu di@ppk.com",
        "budi@ppk .com",
        "budi@ppk.com\nBcc: semua@ppk.com",
        "budi\r\n@ppk.com",
        "budi@ppk.com\x00",
        "budi\x7f@ppk.com",
        ".budi@ppk.com",
        "budi.@ppk.com",
        "bu..di@ppk.com",
        "budi@.ppk.com",
        "budi@ppk..com",
        "budi@-ppk.com",
        "budi@ppk-.com",
        "budi@ppk.c",
        "budi@127.0.0.1",
        "budi@[127.0.0.1]",
        '"budi"@ppk.com',
        "budi@ppk.com <ani@ppk.com>",
        "Budi\n<budi@ppk.com>",
        "<budi@ppk.com> <ani@ppk.com>",
        "budi@ppk.com, ani@ppk.com",
        "büdi@ppk.com",
        "x" * 65 + "@ppk.com",
        "a@" + "b" * 64 + ".com",
        "a@" + ".".join(["b" * 60] * 5) + ".com",
    ],
)
def test_addresses_that_are_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_email(typed)
    assert refused.value.code == "email"


def test_the_longest_address_is_254_characters() -> None:
    domain = ".".join(["b" * 61] * 3)
    longest = f"{'a' * (254 - len(domain) - 5)}@{domain}.com"
    assert len(read_email(longest)) == 254
    with pytest.raises(Refusal):
        read_email(f"a{longest}")


@for_each(
    ("address", "masked"),
    [("budi@ppk.com", "b***@ppk.com"), ("b@ppk.com", "b***@ppk.com"), ("Ani@x.go.id", "A***@x.go.id")],
)
def test_what_others_see(address: str, masked: str) -> None:
    assert mask(address) == masked


@given(st.emails() | st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = read_email(text)
    except Refusal:
        return
    assert read_email(address) == address
    assert address.isascii()
    assert address.isprintable()
    assert len(address) <= 254
