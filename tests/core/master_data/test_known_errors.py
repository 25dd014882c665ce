"""Check that messages of applications are recognised as people paste them, and ordinary words are not."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.input.texts import TEXT_MAX
from core.master_data.catalogue import read_catalogue
from core.master_data.faq import read_faq
from core.master_data.known_errors import read_known_errors
from tests.cases import for_each
from tests.core.master_data.test_faq import ORDINARY

DATA = Path(__file__).parents[3] / "data"


def parsed(name: str) -> object:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


KNOWN = read_known_errors(parsed("error_messages.json"))
SHOWN = [
    ("Error 417", "spse-kode-error", ""),
    ("ERROR : 417!!", "spse-kode-error", ""),
    ("muncul http 417 waktu unggah min", "spse-kode-error", ""),
    ("Maaf, terjadi error pada aplikasi SPSE. Kode Error: 7gk2m0abc", "spse-kode-error", "kode-error"),
    ("maaf terjadi error\npada aplikasi spse\nkode error 7gk2m0abc", "spse-kode-error", "kode-error"),
    ("Tadi pagi: “Maaf, terjadi error pada aplikasi SPSE” lalu keluar", "spse-kode-error", "kode-error"),
    ("saat login DATA TIDAK TERSINKRONISASI terus", "spse-login", "data-tidak-sinkron"),
    ("Maaf User ID atau Password anda salah", "spse-login", "user-id-salah"),
    ("Java-Script error", "spse-login", "java-script-error"),
    ('Error: Insert or update on table "rekanan" violates', "spse-login", "error-rekanan"),
    ("Terjadi Kesalahan.", "spse-kode-error", ""),
    ("Sejak pagi begini:\nTerjadi Kesalahan\nmohon dibantu", "spse-kode-error", ""),
    ("504 Gateway Time-out", "spse-infrastruktur", ""),
    ("status pesanan jadi Batal Otomatis", "katalog-pesanan", "pesanan-batal-otomatis"),
]


@for_each(("text", "category", "answer"), SHOWN)
def test_a_message_is_recognised_in_whatever_stands_around_it(text: str, category: str, answer: str) -> None:
    error = KNOWN.recognise(text)
    assert error is not None
    assert (error.category, error.faq) == (category, answer)


@for_each(
    "text",
    [
        *ORDINARY,
        "Error 4170",
        "paket 417",
        "Terjadi kesalahan input harga satuan pada HPS",
        "Aplikasi SPSE error",
        "tidak ada data",
        "nomor 504 gateway",
    ],
)
def test_what_is_no_message_is_not_taken_for_one(text: str) -> None:
    assert KNOWN.recognise(text) is None


def test_answers_and_categories_are_there() -> None:
    catalogue, faq = read_catalogue(parsed("applications.json")), read_faq(parsed("faq.json"))
    for error in KNOWN.errors:
        catalogue.with_category(error.category)
        assert not error.faq or faq.question(error.faq), error.message
        for phrase in (*error.phrases, *error.alone):
            assert KNOWN.recognise(phrase) == error
        assert not any(len(phrase.split()) < 2 and "-" not in phrase for phrase in error.phrases)


def test_only_so_much_of_a_text_is_read() -> None:
    assert KNOWN.recognise("a " * TEXT_MAX + "error 417") is None


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    KNOWN.recognise(text)


@for_each(
    ("broken", "fault"),
    [
        ({}, "a list is needed"),
        ([7], "known error 1: an object is needed"),
        ([{"message": "a"}], "have to be texts"),
        ([{"message": "a", "meaning": "b", "category": "", "faq": "", "phrases": [1]}], "lists of texts"),
        ([{"message": "a", "meaning": "b", "category": "", "faq": "", "alone": ["!"]}], "without words"),
    ],
)
def test_what_is_broken_is_named(broken: object, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_known_errors(broken)
