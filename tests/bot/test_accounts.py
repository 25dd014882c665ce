"""Loading files of accounts from the command line."""

from pathlib import Path

import pytest

from bot import loading
from bot.accounts import import_accounts_file
from bot.settings import Settings

HEADING = "email,name,phone,office,role,lpse_id,directorate\n"


def written(folder: Path, content: bytes) -> Path:
    (folder / "accounts.csv").write_bytes(content)
    return folder / "accounts.csv"


async def test_wrong_rows_are_named_within_bounds_and_the_right_ones_loaded(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "MOST", 2)
    monkeypatch.setattr(loading, "ROWS_A_LINE", 4)
    right, wrong = "nina@surabaya.go.id,Nina,,,ppk,10,\n", "nina,Nina,,,ppk,10,\n"
    file = written(tmp_path, f"{HEADING}{right}{wrong * 3}".encode())
    assert await import_accounts_file(settings, file) == 1
    said, complained = capsys.readouterr()
    assert said == "1 rows, 1 new people, 1 new roles\n"
    assert complained.splitlines() == [
        "4 rows read",
        "line 3: The e-mail address “nina” is not right.",
        "line 4: The e-mail address “nina” is not right.",
        "and 1 more like these",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "is a workbook"),
        (f"{HEADING}nina@surabaya.go.id,Ren\xe9,,,ppk,10,\n".encode("latin-1"), "is not written in UTF-8"),
    ],
)
async def test_a_file_that_is_none_of_accounts_says_why_and_nothing_is_loaded(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    assert await import_accounts_file(settings, written(tmp_path, content)) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("error: ")
    assert said in shown.err
    assert shown.out == ""
