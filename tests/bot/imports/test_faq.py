"""Test that the FAQ is read from files of spreadsheets, and comes back as it was written."""

import asyncio
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.cells import csv_cell, unescaped_cell
from bot.imports.faq import import_faq_file, read_faq_file, write_faq_file
from bot.process.settings import Settings
from core.errors import Refusal
from core.input.texts import one_line, storable_text
from core.master_data.faq import Question
from core.use_cases.master_data.import_faq import FaqRow, WrongRow
from tests.core.fake_master import DATA, SHIPPED_FAQ

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(
    "'\"=+-@;,\n\t a", max_size=30
)


@given(TEXT)
def test_a_mark_against_formulas_comes_off_again(text: str) -> None:
    assert unescaped_cell(csv_cell(text.strip())) == text.strip()


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5))
def test_what_is_written_is_read_as_it_was(rows: list[tuple[str, str, str]]) -> None:
    questions = [
        Question(
            f"q{n}",
            one_line(topic) or "Topik",
            "spse",
            one_line(asked) or "Apa?",
            storable_text(answer) or "Ya.",
        )
        for n, (topic, asked, answer) in enumerate(rows)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faq.csv"
        write_faq_file(path, questions)
        read = read_faq_file(path.name, path.read_bytes())
    assert read == [
        FaqRow(n, one.topic, one.application, one.question, one.answer, one.code)
        for n, one in enumerate(questions, 2)
    ]


@pytest.mark.parametrize(
    "content",
    [
        "topic,application,question,answer\nAkun,spse,Apa?,Ya.\n",
        "\ufeffTopic; Question ;answer;application;catatan\r\nAkun;Apa?;Ya.;spse;lama\r\n;;;;\r\n",
        'code,answer,topic,application,question\n,"Ya.",Akun,spse,"Apa?"',
    ],
)
def test_what_a_spreadsheet_makes_of_it_is_read(content: str) -> None:
    assert read_faq_file("faq.csv", content.encode()) == [FaqRow(2, "Akun", "spse", "Apa?", "Ya.")]


def test_the_file_that_ships_is_read() -> None:
    rows = read_faq_file("faq.json", (DATA / "faq.json").read_bytes())
    assert [row.question for row in rows if isinstance(row, FaqRow)] == [
        one.question for one in SHIPPED_FAQ.questions
    ]


def test_a_row_that_can_not_be_read_does_not_hide_the_others() -> None:
    broken = 'topic,application,question,answer\nAkun,,"Apa"?,Ya.\nAkun,,Apa?,Ya.\nAkun\n'
    first, second, third = read_faq_file("faq.csv", broken.encode())
    assert isinstance(first, WrongRow)
    assert (first.number, first.refusal.code) == (2, "row_unreadable")
    assert second == FaqRow(3, "Akun", "", "Apa?", "Ya.")
    assert third == FaqRow(4, "Akun", "", "", "")
    entries = [{"topic": "Akun", "question": 7}, "x", {"topic": "Akun", "question": "Apa?", "answer": "Ya."}]
    found = read_faq_file("faq.json", json.dumps(entries).encode())
    assert [isinstance(row, WrongRow) for row in found] == [True, True, False]
    half = b'[{"topic": "a\\ud800", "question": "Apa?", "answer": "Ya."}, {"topic": "a\\u0000"}]'
    assert all(isinstance(row, WrongRow) for row in read_faq_file("faq.json", half))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("faq.csv", b"\xff\xfe\0\0t\0\0\0", "import_unreadable"),
        ("faq.csv", b"PK\x03\x04", "import_unreadable"),
        ("faq.csv", b"\xff\xfe", "import_columns"),
        ("faq.csv", b"", "import_columns"),
        ("faq.csv", b"topic,question\n", "import_columns"),
        ("faq.csv", b'topic,"application,question,answer\n', "import_columns"),
        ("faq.csv", b"topic,Topic,application,question,answer\n", "import_columns_twice"),
        ("faq.csv", b"topic,application,question,answer\n" + b"a,,b,c\n" * 501, "faq_full"),
        ("faq.json", b"[" * 100_000, "import_unreadable"),
        ("faq.json", b"{}", "import_unreadable"),
    ],
)
def test_a_file_that_is_no_faq_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        read_faq_file(name, content)


def test_the_command_line_imports_tells_what_is_wrong_and_drops_only_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'bot.db'}", _env_file=None)
    file = tmp_path / "faq.csv"

    def imports(*rows: str, replace: bool = False) -> tuple[int, str]:
        file.write_text("topic;application;question;answer\n" + "\n".join(rows), encoding="utf-8")
        code = asyncio.run(import_faq_file(settings, file, replace=replace))
        shown = capsys.readouterr()
        return code, shown.err + shown.out

    code, output = imports("Akun;;Apa?;Ya.")
    assert code == 0
    assert output.endswith("1 added, 0 changed, 0 the same, 0 dropped\n")
    code, output = imports("Akun;;Apa?;Ya.", ";;Kapan?;Nanti.", replace=True)
    assert code == 1
    assert "row 3: A topic can't be empty" in output
    assert "nothing was changed" in output
    assert imports("Akun;;Apa?;Ya.", replace=True)[1] == "0 added, 0 changed, 1 the same, 93 dropped\n"
    file.write_bytes(b"\xff\0")
    assert asyncio.run(import_faq_file(settings, file, replace=False)) == 1
    assert (
        capsys.readouterr().err == "error: faq.csv: The file can't be read. Save it as CSV UTF-8 or JSON.\n"
    )
