"""Test that no reader is misled by characters that nobody sees, or by other writings of the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.imports.package_fields import field_name, is_empty
from bot.updates.used_parts import used_parts
from conversations.answers import TextAnswer
from conversations.flows.admin.trail import AUDIT_SEARCH
from core.administration.account_file import check_account_file
from core.errors import Refusal
from core.files.programs import is_program_name
from core.input.characters import plain, without_hidden
from core.input.csv_rows import csv_rows
from core.input.file_types import extension_of
from core.organisation.lpse import COLUMNS as LPSE_COLUMNS
from core.organisation.lpse import read_lpses
from core.packages.stages import stage_key
from core.packages.zones import LpseZones, lpse_number
from tests.cases import for_each
from tests.core.fakes import SURABAYA
from tests.laws.test_long_texts import CELLS, MESSAGES, QUESTIONS, Reader

HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u202e\u2060\u2066\u2069\u00ad\u061c\ufeff\ufe0f"
WIDE = str.maketrans({code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
WIDE_DIGITS = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))
LIGATURES = {"ffi": "\ufb03", "fi": "\ufb01", "fl": "\ufb02", "ff": "\ufb00"}


def with_ligatures(text: str) -> str:
    for letters, ligature in LIGATURES.items():
        text = text.replace(letters, ligature)
    return text


DISGUISES: Mapping[str, Callable[[str], str]] = {
    "byte order mark": lambda text: f"\ufeff{text}",
    "zero-width spaces": "\u200b".join,
    "word joiners": "\u2060".join,
    "soft hyphens": "\u00ad".join,
    "direction marks": lambda text: f"\u200e{text}\u200f",
    "direction overrides": lambda text: f"\u202d{text}\u202c",
    "isolates": lambda text: f"\u2068{text}\u2069",
    "variation selectors": lambda text: f"{text}\ufe0f",
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "narrow no-break blanks": lambda text: text.replace(" ", "\u202f"),
    "en dashes": lambda text: text.replace("-", "\u2013"),
    "no-break hyphens": lambda text: text.replace("-", "\u2011"),
    "minus signs": lambda text: text.replace("-", "\u2212"),
    "curly quotes": lambda text: text.replace("'", "\u2019").replace('"', "\u201d"),
    "wide digits": lambda text: text.translate(WIDE_DIGITS),
    "wide letters": lambda text: text.translate(WIDE),
    "ligatures": with_ligatures,
}


def command(text: str) -> tuple[str, str]:
    """Return the command and what the router makes of the rest, as they come out of an update."""
    update = used_parts({"update_id": 1, "message": {"text": text, "chat": {}}})
    assert update is not None
    first, *rest = str(update["message"]["text"]).split(maxsplit=1)
    return first, plain(" ".join(rest)).strip()


def account_file(name: str) -> str:
    check_account_file(name, 1)
    return "accepted"


def listed_lpse(number: str) -> tuple[int, int | None]:
    """Return id and repository of an LPSE in a list."""
    values = {
        **dict.fromkeys(LPSE_COLUMNS, ""),
        "id": number,
        "id_repo": number,
        "name": "x",
        "timezone": "WIB",
    }
    row = ",".join(f'"{values[name]}"' for name in LPSE_COLUMNS)
    [lpse] = read_lpses(csv_rows([",".join(LPSE_COLUMNS), row]))
    return lpse.id, lpse.repository


# Readers whose argument is no `text`, so that the table of `test_long_texts` does not know them.
OTHERS: Mapping[str, Reader] = {
    "command": lambda text: command(text)[0],
    "code of a link": command,
    "wish of a group": command,
    "ending of a file": extension_of,
    "program by its name": is_program_name,
    "stage of a tender": stage_key,
    "name of a column": field_name,
    "empty cell": lambda text: is_empty(text) or "",
    "number of an LPSE": lpse_number,
    "LPSE by name": lambda text: LpseZones([SURABAYA], UTC).named(text),
    "LPSE of a list": listed_lpse,
    "file of accounts": account_file,
    "words for the trail": lambda text: AUDIT_SEARCH.steps[0].handle({}, TextAnswer(text), None),  # type: ignore[arg-type]
}

# Right answers for each reader of the tables of `test_long_texts`.
RIGHT: dict[str, Sequence[str]] = {
    "core.input.spreadsheet_phones.mended_phone": ["8123456789", "8,12E+10", "8.123.456.789", "0812-3456"],
    "core.input.small_talk.is_greeting": ["Selamat pagi, pak"],
    "core.input.small_talk.is_thanks": ["Terima kasih banyak"],
    "core.input.small_talk.is_nothing": ["tidak ada"],
    "core.input.small_talk.is_no_package": ["paketnya tidak ada"],
    "core.input.small_talk.is_yes": ["Iya, sudah benar"],
    "core.input.small_talk.is_no": ["tidak jadi"],
    "core.organisation.roles.role_named": ["Admin PPE (SiRUP)", "vendor"],
    "core.organisation.directorates.directorate_named": ["Direktorat Pengembangan SPSE", "katalog"],
    "core.input.texts.read_error_code": ["SPSE-417 gagal"],
    "core.input.texts.read_help_number": ["No. tiket: INC-778899"],
    "core.input.texts.read_trail_words": ["kategori SPSE"],
    "core.input.names.read_name": ["Siti O'Neil-Rafi"],
    "core.input.names.read_phone": ["+62 812-3456-7890"],
    "core.input.names.read_office": ["Dinas PU-PR Kota Surabaya"],
    "core.input.emails.read_email": ["o'neil-rafi@surabaya.go.id", "Rafi <rafi@ppk.com>", "rafi@ppk.com."],
    "core.use_cases.own_account.change_email.read_new_email": ["rafi-baru@ppk.com"],
    "core.use_cases.own_account.change_profile.read_own_name": ["Nur 'Aini", "Siti-Rahma"],
    "comparable": ["Pasal 'fiktif' - SPSE"],
    "slug": ["Login & Akun - fisik"],
    "core.packages.manual.read_build": ["SPSE v4.3u20190904-CA"],
    "core.packages.manual.read_hps": [
        "Rp 1.250.000.000,50",
        "1 250 000 000",
        "1,25 miliar",
        "Rp 5.000.000,-",
    ],
    "core.packages.manual.read_year": ["TA 2026"],
    "core.packages.codes.read_code tender": [
        "4550194",
        "kode lelang 4550194 - fisik",
        "https://spse.inaproc.id/surabaya/evaluasi/4550010/hasil",
    ],
    "core.packages.codes.read_code catalogue": ["6C2-P2501-11344068", "EP-01K3FQVMKK4WJGRY0P9XCNJPSQ"],
    "core.packages.codes.read_code rup": ["kode RUP 41234567"],
    "core.packages.status_words.read_status": ["Tender Batal", "paket_selesai"],
    "core.tickets.numbers.find_number": ["Tiket TPS-2006150019", "tps 2006150019"],
    "core.tickets.numbers.number_part": ["2006-15"],
    "core.master_data.faq_entries.read_code": ["login-fisik"],
    "core.master_data.faq_words.terms": ["verifikasi unggah file"],
    "core.master_data.faq_words.tells_failure": ["tidak bisa verifikasi"],
    "core.master_data.faq_words.asks_what": ["apa itu fisik"],
    "core.master_data.faq_wordings.fitting": ["daftar akun penyedia baru"],
    "code for a question": ["Bagaimana verifikasi file?"],
    "core.master_data.faq.search_questions": ["verifikasi akun"],
    "core.master_data.faq.matching_questions": [QUESTIONS[0].question],
    "core.use_cases.master_data.manage_lpses.read_id": ["123"],
    "core.use_cases.master_data.manage_lpses.read_repository": ["123"],
    "core.use_cases.master_data.manage_lpses.read_host": ["https://lpse.kota-fiktif.go.id"],
    "core.input.quantities.read_quantity": ["15 menit"],
    "conversations.steps.mailed_code.find_code": ["123456", "Kode Anda: 123 456."],
    "conversations.steps.date.read_day": ["1-3-2026", "Minggu, 1 Maret 2026 08.00", "hari ini"],
    "core.input.dates.read_written_day": ["Sabtu, 6 Juni 2026", "6/6/26", "2026-06-06"],
    "core.organisation.lpse_wordings.page_address": ["https://spse.inaproc.id/kota-fiktif/lelang"],
    "core.organisation.lpse_wordings.is_named": ["lpse kota surabaya"],
    "finding an LPSE": ["pemkot sby", "lpse.surabaya.go.id", "kota surabya"],
    "bot.imports.package_cells.code": ["4550194.0"],
    "bot.imports.package_cells.whole_number": ["417"],
    "bot.imports.package_cells.year": ["2026"],
    "bot.imports.package_cells.money": ["Rp 1.250.000.000,50"],
    "bot.imports.package_cells.yes_or_no": ["ya"],
    "bot.imports.package_cells.moment": ["15/06/2026 08.00", "Jum'at, 5 Juni 2026 pukul 08:00 WIB"],
    "core.input.spreadsheet.whole_number": ["4550194.0"],
}
RIGHT = {
    **RIGHT,
    "command": ["/buat", "/grup@lpse_bot"],
    "core.input.characters.plain_command": ["/buat"],
    "code of a link": ["/start a1B2-c3"],
    "wish of a group": ["/grup lepas"],
    "ending of a file": ["Surat Tugas-1.PDF"],
    "program by its name": ["faktur-1.exe"],
    "stage of a tender": ["Upload Dokumen Penawaran"],
    "name of a column": ["Nilai HPS"],
    "empty cell": ["-"],
    "number of an LPSE": ["743"],
    "LPSE by name": ["LPSE Kota Surabaya"],
    "LPSE of a list": ["10"],
    "file of accounts": ["akun-1.csv"],
    "words for the trail": ["Siti O'Neil-Rafi"],
}
# Functions that keep a text as it was written, measure or divide it, or read what no person types.
NOT_READ = {
    *"texts.read_text texts.one_line texts.storable_text texts.read_title labels.read_label".split(),
    *"labels.read_labels faq_entries.read_topic faq_entries.read_question faq_entries.read_answer".split(),
    *"characters.plain characters.without_hidden characters.replace_characters".split(),
    *"links.with_addresses text_length.utf16_length".split(),
    *"print_bounds.lines_of print_bounds.shortened canvas.cut_to_fit".split(),
    *"excerpts.excerpt excerpts.chunks lpse_spelling.most_similar".split(),
    *"word_forms.plain_words word_forms.hyphenated_words vocabulary.words_to_learn".split(),
    *"codec.read_number codec.decode list_views.read_filter cells.unescaped_cell cells.writable_text".split(),
    *"spreadsheet.clean_cell faq_entries.read_application pages tags accounts packages".split(),
    *"titles.propose_title titles.is_description split_messages.is_prose split_messages.is_remark".split(),
    *"text_length.cut_to_utf16 encoded_words.collapse_blanks encoded_words.is_plain".split(),
    *"encoded_words.header_text encoded_words.encode_words".split(),
    *("file name", "cell of CSV", "a whole file", "FAQ as CSV", "FAQ as JSON"),
}
READERS: Mapping[str, Reader] = {**MESSAGES, **CELLS, **OTHERS}
CASES = [(name, text) for name, texts in RIGHT.items() for text in texts]


def read(reader: Reader, text: str) -> object:
    """Return what the reader makes of the text, or the refusal's code."""
    try:
        return reader(text)
    except Refusal as refusal:
        return f"refused: {refusal.code}"


def test_every_reader_has_a_right_answer_here_or_reads_nothing() -> None:
    unread = {name for name in READERS if name not in RIGHT and not name.endswith(tuple(NOT_READ))}
    assert unread == set()
    assert set(RIGHT) - set(READERS) == set()


@for_each(("name", "right"), CASES)
def test_a_right_answer_in_disguise_is_the_same_answer(name: str, right: str) -> None:
    reader = READERS[name]
    expected = read(reader, right)
    assert expected not in (None, "", [], ())
    assert not str(expected).startswith("refused")
    misread = {
        disguise: got
        for disguise, put_on in DISGUISES.items()
        if (got := read(reader, put_on(right))) != expected
    }
    assert misread == {}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_characters_that_nobody_sees_may_stand_anywhere(case: tuple[str, str], data: st.DataObject) -> None:
    name, right = case
    gaps = data.draw(st.lists(st.text(HIDDEN, max_size=3), min_size=len(right) + 1, max_size=len(right) + 1))
    text = gaps[0] + "".join(letter + gap for letter, gap in zip(right, gaps[1:], strict=True))
    assert read(READERS[name], text) == read(READERS[name], right)


@given(st.text())
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert without_hidden(without_hidden(text)) == without_hidden(text)


def test_a_text_of_usual_characters_is_not_changed() -> None:
    text = 'Tidak bisa login: SPSE 4.5 (galat 417), "kota" Jum\'at - 08.00\nbaris kedua\téé'
    assert plain(text) == text
