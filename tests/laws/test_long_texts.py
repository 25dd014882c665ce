"""Test that no text from a person, Telegram or a file keeps the functions that read it busy."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest
from aiogram.types import MessageEntity
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.documents import canvas, cells, print_bounds
from bot.imports import package_cells
from bot.imports.faq import NEEDED, read_faq_file
from bot.imports.package_rows import read_rows
from bot.imports.shipped_data import load_faq_wordings
from bot.imports.spreadsheet_file import read_spreadsheet
from bot.sending import encoded_words
from conversations.addressing.codec import decode, read_number
from conversations.engine import split_messages
from conversations.rendering import excerpts, pages
from conversations.steps import date as dates
from conversations.steps import mailed_code
from core.administration.account_rows import COLUMNS, LpseIdSet, read_accounts
from core.errors import Refusal
from core.input import (
    characters,
    emails,
    labels,
    names,
    quantities,
    small_talk,
    spreadsheet,
    spreadsheet_phones,
    text_length,
    texts,
    titles,
    word_forms,
)
from core.input import dates as dates_of_input
from core.input.file_types import stored_name
from core.input.spreadsheet import Rows
from core.master_data import faq, faq_entries, faq_words
from core.master_data.catalogue import Catalogue
from core.organisation import directorates, lpse_wordings, roles
from core.organisation.lpse import Lpse
from core.packages import manual, status_words
from core.packages.codes import read_code
from core.packages.facts import PackageKind
from core.people.people import Person
from core.tickets import list_views, numbers
from core.use_cases.master_data import manage_lpses
from core.use_cases.own_account import change_email, change_profile
from handlers.telegram import links
from handlers.telegram.message_format import TELEGRAM
from storage.master_data import lpse_spelling
from storage.master_data.lpse_search import LpseIndex
from storage.tickets import vocabulary
from tests.cases import for_each
from tests.hang_guard import cpu_limit
from tests.laws.source_tree import ROOT, build, hold, in_rooms

# Characters: the longest message of Telegram, a long cell of a file, and a file of many lines.
MESSAGE, CELL, FILE = 4096, 65_536, 8192
# What is longer than one of these is refused unread by some functions.
LENGTHS = (100, 254, 500, MESSAGE)
# Seconds of processor time for one text.
LIMIT = 1
NOW, TODAY = datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2)
PERSON = Person(id=1, name="Budi", email="budi@ppk.com")
FAQ = json.loads((ROOT / "data" / "faq.json").read_text(encoding="utf-8"))
INDEX = LpseIndex([Lpse(1, 1, "LPSE Kota Surabaya", "Jawa Timur", "WIB", "", "lpse.surabaya.go.id", "")])
LINKS = [MessageEntity(type="text_link", offset=at, length=1, url="https://lkpp.go.id") for at in range(100)]
QUESTIONS = faq.read_faq(FAQ).questions
WORDINGS = load_faq_wordings()

Reader: TypeAlias = Callable[[str], object]


def _named(*readers: Callable[..., object], **others: object) -> dict[str, Reader]:
    """Return functions by module and name; `others` are their arguments besides the text."""
    return {f"{one.__module__}.{one.__name__}": partial(_call, one, others) for one in readers}


def _call(reader: Callable[..., object], others: Mapping[str, object], text: str) -> object:
    return reader(**{**others, "text": text})


def _row(text: str, count: int) -> str:
    """Return a line of CSV with the same text, or its beginning, in each cell."""
    # Lines may be read again, each up to `csv_rows.MOST_LINES` times; that has a test of its own.
    most = CELL if len(text.splitlines()) <= 1 else FILE
    line = io.StringIO()
    csv.writer(line).writerow([text[: most // count]] * count)
    return line.getvalue()


def _rows(heading: str, rows: str) -> Rows:
    sheet = read_spreadsheet(io.BytesIO(f"{heading}\n{rows}".encode("utf-8", "surrogatepass")), "a.csv")
    return sheet.rows if sheet else iter(())


MESSAGES: dict[str, Reader] = {
    **_named(texts.read_title, texts.read_text, texts.one_line, texts.storable_text),
    **_named(texts.read_error_code, texts.read_help_number),
    **_named(texts.read_trail_words, most=100),
    **_named(names.read_name, names.read_phone, names.read_office, emails.read_email),
    **_named(change_email.read_new_email, change_profile.read_own_name, person=PERSON),
    **_named(
        characters.plain, characters.without_hidden, characters.plain_command, dates_of_input.read_written_day
    ),
    **_named(characters.replace_characters, is_unwanted=str.isspace),
    **_named(small_talk.is_greeting, small_talk.is_thanks, small_talk.is_nothing, small_talk.is_no_package),
    **_named(small_talk.is_yes, small_talk.is_no, split_messages.is_prose, split_messages.is_remark),
    **_named(titles.propose_title),
    **_named(titles.is_description, shortest=15),
    **_named(links.with_addresses, entities=LINKS),
    **_named(lpse_wordings.page_address),
    **_named(lpse_wordings.is_named, name="LPSE Kota Surabaya"),
    **_named(lpse_spelling.most_similar, known=("surabaya", "sidoarjo"), most=8),
    "finding an LPSE": lambda text: INDEX.find(text, 8),
    **_named(labels.read_label, most=100),
    **_named(labels.read_labels, most=100, most_lines=50),
    "comparable": labels.comparable,
    "slug": labels.slug,
    **_named(manual.read_build, manual.read_hps),
    "core.packages.manual.read_year": lambda text: manual.read_year(text, NOW),
    **{f"core.packages.codes.read_code {kind}": partial(read_code, kind) for kind in PackageKind},
    **_named(numbers.find_number, numbers.number_part),
    **_named(faq_entries.read_topic, faq_entries.read_question, faq_entries.read_code, faq_words.terms),
    **_named(print_bounds.lines_of, print_bounds.shortened),
    **_named(faq_words.tells_failure, faq_words.asks_what),
    **_named(faq_entries.read_application, catalogue=Catalogue(())),
    **_named(faq_entries.read_answer),
    "code for a question": lambda text: faq_entries.code_for(text, ()),
    "core.master_data.faq.search_questions": lambda text: faq.search_questions(QUESTIONS, text[:200]),
    "core.master_data.faq.matching_questions": lambda text: faq.matching_questions(QUESTIONS, text[:100]),
    "core.master_data.faq_wordings.fitting": lambda text: WORDINGS.fitting(
        faq.Faq(QUESTIONS[:9]), text[:100]
    ),
    **_named(manage_lpses.read_id, manage_lpses.read_repository, manage_lpses.read_host),
    **_named(quantities.read_quantity, mailed_code.find_code),
    **_named(read_number, decode, list_views.read_filter),
    **_named(dates.read_day, today=date(2026, 3, 2), translations=lambda name: (name,)),
    **_named(excerpts.excerpt, most=400),
    **_named(text_length.utf16_length),
    "core.input.text_length.cut_to_utf16": lambda text: text_length.cut_to_utf16(text, 4096),
    "conversations.rendering.excerpts.chunks": lambda text: list(excerpts.chunks(text, 400)),
    "pages": lambda text: pages.lay_out_pages(Markup("x"), [pages.Passage(Markup("x"), text)] * 5, TELEGRAM),
    "tags": TELEGRAM.without_markup,
    **_named(word_forms.plain_words, word_forms.hyphenated_words),
    "storage.tickets.vocabulary.words_to_learn": lambda text: list(vocabulary.words_to_learn(text)),
    **_named(encoded_words.header_text, encoded_words.is_plain, encoded_words.encode_words, used=9),
    **_named(encoded_words.collapse_blanks),
    "file name": lambda text: stored_name(text, 1),
}
CELLS: dict[str, Reader] = {
    **_named(status_words.read_status),
    **_named(package_cells.code, package_cells.whole_number, package_cells.year, package_cells.money),
    **_named(package_cells.yes_or_no, package_cells.moment, cells.unescaped_cell, cells.writable_text),
    "cell of CSV": cells.csv_cell,
    **_named(canvas.cut_to_fit, room=50, width_of=len),
    **_named(spreadsheet.clean_cell, spreadsheet.whole_number, spreadsheet_phones.mended_phone),
    **_named(roles.role_named, directorates.directorate_named),
    "accounts": lambda text: list(
        read_accounts(_rows(",".join(COLUMNS), _row(text, len(COLUMNS))), LpseIdSet(frozenset()))
    ),
    "packages": lambda text: list(read_rows(_rows("kd_tender,nama_paket,mulai", _row(text, 3)))),
    "a whole file": lambda text: list(_rows("a,b", text[:FILE])),
    "FAQ as CSV": lambda text: read_faq_file("a.csv", f"{','.join(NEEDED)}\n{_row(text, 4)}".encode()),
    "FAQ as JSON": lambda text: read_faq_file("a.json", json.dumps([dict.fromkeys(NEEDED, text)]).encode()),
}

# What the functions look for, and what makes a text longer, or harder to read, than it looks.
PIECES = (
    *" \n\t\u2028\u3000",
    "\r\n",
    *"a A é e\u0301 İ ß 0 7 2026 ٣ . , - _ / : ; @ # % & < > <b> = + ' ( ) • · … ﷺ 😀 \u200d \ufe0f".split(),
    *"TA. T.A Tahun Anggaran HPS Rp IDR 1.250 jt miliar rupiah SPSE v4 u20190904 CA kode no nomor".split(),
    *"EP- ABC-P2001- TPS TPS2006150019 LC lelang/ https:// www. .id xn-- a@b. mailto: senin 15 juni".split(),
    'x","\n',
    *'pukul 08.00 wib di meng nya " \u0315\u0327 \u0315 \x00 \ud800'.split(),
)


def long_texts(most: int) -> st.SearchStrategy[str]:
    """Draw texts in which pieces, alone or two in turn, are repeated, often up to the most characters."""
    word = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
    part = st.builds(str.__mul__, word, st.integers(1, 60) | st.sampled_from((1000, most)))
    return st.lists(part, min_size=1, max_size=4).map(lambda parts: "".join(parts)[:most])


def read(reader: Reader, *texts: str) -> None:
    """Read these texts, all within the limit of one; each may be refused."""
    with cpu_limit(LIMIT):
        for text in texts:
            with suppress(Refusal, ValueError):
                reader(text)


def read_by_all(readers: Mapping[str, Reader], text: str) -> None:
    """Read a text with each of the readers within the limit, since drawing one takes longer."""
    for name, reader in readers.items():
        try:
            read(reader, text)
        except (Exception, pytest.fail.Exception) as error:
            error.add_note(f"Read by: {name}")
            raise


@settings(deadline=None, max_examples=20)
@given(text=long_texts(MESSAGE))
def test_a_long_message_is_read_at_once(text: str) -> None:
    read_by_all(MESSAGES, text)


@for_each("name", MESSAGES)
def test_a_message_of_one_thing_is_read_at_once(name: str) -> None:
    for piece in PIECES:
        read(MESSAGES[name], *(f"{(piece * length)[: length - 1]}!" for length in LENGTHS))


@settings(deadline=None, max_examples=14)
@given(text=long_texts(CELL))
def test_a_long_cell_of_a_file_is_read_at_once(text: str) -> None:
    read_by_all(CELLS, text)


@for_each("name", CELLS)
def test_a_cell_of_one_thing_is_read_at_once(name: str) -> None:
    for piece in PIECES:
        read(CELLS[name], f"{(piece * CELL)[: CELL - 1]}!")


def unread(root: Path, tried: Collection[str]) -> Iterator[str]:
    """Yield the public functions that are given a `text`, and that none of these tests tries."""
    for module in in_rooms(root, "core", "conversations", "handlers", "bot", "storage"):
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = {one.arg: one.annotation for one in node.args.args}
            name = f"{module.path.removesuffix('.py').replace('/', '.')}.{node.name}"
            given_text = isinstance(of_text := arguments.get("text"), ast.Name) and of_text.id == "str"
            if given_text and "context" not in arguments and name not in tried:
                yield f"{module.path}:{node.lineno}: {node.name}"


def test_every_function_that_reads_a_text_is_tried() -> None:
    tried = {name.split()[0] for name in (*MESSAGES, *CELLS)}
    hold("A function that reads a text is tried with long ones, here.", unread(ROOT, tried))


def test_a_function_that_nobody_tries_is_found(tmp_path: Path) -> None:
    build(tmp_path, core__input="def read(text: str) -> str: ...\ndef other(text: str) -> str: ...")
    assert list(unread(tmp_path, {"core.input.read"})) == ["core/input.py:2: other"]


def test_a_text_that_takes_too_long_is_noticed() -> None:
    with pytest.raises(pytest.fail.Exception), cpu_limit(0.05):
        re.fullmatch("(a|a)*b", "a" * 40)
