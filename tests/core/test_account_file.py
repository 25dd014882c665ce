"""Which files can be lists of accounts."""

import pytest

from core.account_file import LARGEST, check_account_file, encoding_of
from core.errors import Refusal


@pytest.mark.parametrize(("name", "size"), [("akun.csv", 1), ("AKUN.CSV", LARGEST), ("akun.txt", 1)])
def test_a_list_is_taken(name: str, size: int) -> None:
    check_account_file(name, size)


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("akun.xlsx", 1, "not_csv"),
        ("csv", 1, "not_csv"),
        ("akun.csv.exe", 1, "not_csv"),
        ("akun.csv", 0, "file_empty"),
        ("akun.csv", LARGEST + 1, "file_too_large"),
    ],
)
def test_anything_else_is_refused_before_it_is_fetched(name: str, size: int, code: str) -> None:
    with pytest.raises(Refusal) as no:
        check_account_file(name, size)
    assert no.value.code == code


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"email,name", "utf-8-sig"),
        ("\ufeffemail,René".encode(), "utf-8-sig"),
        ("email,René".encode("cp1252"), "cp1252"),
        ("email,René".encode("utf-16"), "utf-16"),
    ],
)
def test_a_text_is_read_however_it_was_written(content: bytes, encoding: str) -> None:
    assert encoding_of("akun.csv", content) == encoding


@pytest.mark.parametrize("content", [b"PK\x03\x04zip", b"%PDF-1.4", b"email\0name"])
def test_what_is_no_text_is_refused_after_it_was_fetched(content: bytes) -> None:
    with pytest.raises(Refusal) as no:
        encoding_of("akun.csv", content)
    assert no.value.code == "not_csv"
