"""Check which files are taken as lists of accounts."""

import pytest

from core.administration.account_file import LARGEST, check_account_file
from core.errors import Refusal
from tests.cases import for_each


@for_each(("name", "size"), [("akun.csv", 1), ("AKUN.CSV", LARGEST), ("akun.txt", 1)])
def test_a_list_is_taken(name: str, size: int) -> None:
    check_account_file(name, size)


@for_each(
    ("name", "size", "code"),
    [
        ("akun.xls", 1, "not_csv"),
        ("csv", 1, "not_csv"),
        ("akun.csv.exe", 1, "not_csv"),
        ("akun.csv", 0, "file_empty"),
        ("akun.csv", LARGEST + 1, "file_too_large"),
    ],
)
def test_anything_else_is_refused_before_it_is_fetched(name: str, size: int, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_account_file(name, size)
    assert refused.value.code == code
