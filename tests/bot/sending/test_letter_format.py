"""Subjects and names reach every mail program as they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.sending.encoded_words import collapse_blanks
from bot.sending.letter_format import compose
from core.messaging.outgoing import Letter
from tests.bot.sending.header_readers import HeaderReader, by_legacy_python, header_readers, raw_header

__all__ = ["header_readers"]

SENDER = "LPSE Support <noreply@lpse.go.id>"
# Titles as people write them: words of several scripts, signs, and what looks like an encoded word.
WORDS = st.sampled_from(
    [
        *(
            "Tiket",
            "gagal",
            "unggah…",
            "dokumen",
            "✅",
            "–",
            "ä",
            "漢字",
            "😀",
            "👩\u200d💻",
            "é",
            "мир",
            "١٢٣",
        ),
        *("=?utf-8?q?a?=", "?=", "_", "a=b", "SPSE", "4.5", "(tender)", '"kutip"', "x" * 80),
    ]
)
TITLES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=25).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
)
EXAMPLE = settings(deadline=None, max_examples=300)


def letter_bytes(subject: str, sender: str = SENDER) -> bytes:
    return bytes(compose(sender, Letter("rina@contoh.go.id", subject, "Isi.")))


@EXAMPLE
@given(title=TITLES)
@example(
    "[TPS2006150019] Tidak bisa unggah dokumen penawaran ✅ sejak pagi, mohon bantuan segera – terima kasih"
)
@example("a" * 60 + " ä " + "b" * 60)
@example("x" * 67)
@example("x" * 68)
@example("漢" * 21)
def test_a_subject_is_read_as_it_was_written(header_readers: Mapping[str, HeaderReader], title: str) -> None:
    letter, meant = letter_bytes(title), collapse_blanks(title)
    assert {name: read(letter, "Subject") for name, read in header_readers.items()} == dict.fromkeys(
        header_readers, meant
    )


@EXAMPLE
@given(title=TITLES)
def test_encoded_words_keep_the_lengths_of_the_standard_and_split_no_character(title: str) -> None:
    value = raw_header(letter_bytes(title), "Subject").decode("ascii")
    lines = f"Subject: {value}".split("\r\n")
    assert all(len(line) <= 76 for line in lines)
    if collapse_blanks(title) != value:
        words = [line.strip() for line in value.split("\r\n")]
        assert all(re.fullmatch(r"=\?utf-8\?[qb]\?[!->@-~]+\?=", word) and len(word) <= 75 for word in words)
        alone = [by_legacy_python(f"Subject: {word}\r\n\r\n".encode(), "Subject") for word in words]
        assert "".join(alone) == collapse_blanks(title)


@EXAMPLE
@given(name=TITLES)
def test_the_senders_name_is_read_as_it_was_set(
    header_readers: Mapping[str, HeaderReader], name: str
) -> None:
    meant = collapse_blanks(re.sub(r'["\\<]', "", name)) or "LPSE"
    letter = letter_bytes("Halo", f"{meant} <noreply@lpse.go.id>")
    lines = raw_header(letter, "From").split(b"\r\n")
    assert all(len(line) <= 76 for line in lines)
    for reader, read in header_readers.items():
        if reader == "modern Python" and len(lines) > 2:
            # Within a name, unlike in a subject, this parser keeps the blank between two encoded words.
            continue
        found = read(letter, "From")
        assert found.endswith("<noreply@lpse.go.id>"), reader
        assert found.removesuffix("<noreply@lpse.go.id>").strip().strip('"') == meant, reader


@pytest.mark.parametrize(
    ("sender", "value"),
    [
        ("noreply@lpse.go.id", "noreply@lpse.go.id"),
        ("LPSE Support <noreply@lpse.go.id>", "LPSE Support <noreply@lpse.go.id>"),
        ("LPSE Surabaya, Jatim <a@lpse.go.id>", '"LPSE Surabaya, Jatim" <a@lpse.go.id>'),
        ('"LPSE Surabaya" <a@lpse.go.id>', "LPSE Surabaya <a@lpse.go.id>"),
    ],
)
def test_a_plain_sender_stays_plain(sender: str, value: str) -> None:
    assert raw_header(letter_bytes("Halo", sender), "From").decode() == value


def test_a_letter_that_is_sent_again_is_known_by_its_id() -> None:
    letter = Letter("rina@contoh.go.id", "Halo", "Isi.")
    first, again, other = (compose(SENDER, letter, name)["Message-ID"] for name in ("7.1", "7.1", "8.1"))
    assert first == again == "<7.1@lpse.go.id>"
    assert other != first
