"""Test that limits which texts name in figures or number words are those that the code holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.scheduled_backups import TRY_AGAIN_AFTER
from core.administration.account_file import LARGEST
from core.input.texts import TEXT_MIN, TITLE_MAX
from core.master_data.faq import ANSWER_MAX
from core.tickets.rating import STARS
from core.tickets.statistics import MOST_DAYS, Period
from core.use_cases.own_account.sign_in import CODE_LIFETIME
from core.use_cases.own_account.sign_in_secrets import new_code
from core.use_cases.tickets.watch_ticket import WATCH_LINK_LIFETIME
from storage.master_data.faq_counts import RECENT
from storage.retention import RETENTION
from storage.schema import tables as t
from tests.cases import for_each
from tests.laws.source_tree import ROOT, hold
from tests.laws.test_catalogue import CATALOGUE, texts, translations

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class StatedLimit:
    """A limit of the code, the words in which texts name it, and words of the texts that are about it.

    All in lower case; {} is the number.
    """

    words: str
    value: int
    about: str = ""


def _days(period: Period) -> int:
    first, last = period.days(TODAY)
    return (last - first).days + 1


def _sends_kept() -> timedelta:
    [kept] = [rule.kept_for for rule in RETENTION if rule.moment is t.sends.c.at]
    return kept


# The first that fits explains a number.
LIMITS = (
    StatedLimit("minimal {} karakter", TEXT_MIN),
    StatedLimit("maksimal {} karakter", TITLE_MAX, "ketik judul lain"),
    StatedLimit("maksimal {} karakter", TITLE_MAX, "satu kalimat pendek"),
    StatedLimit("maksimal {} karakter", ANSWER_MAX, "tulis jawabannya"),
    StatedLimit("maksimal {} mb", LARGEST // 1024**2, "daftar akun"),
    StatedLimit("{} menit", CODE_LIFETIME // MINUTE, "ketik kode ini di chat"),
    StatedLimit("{} menit", CODE_LIFETIME // MINUTE, "kode berlaku selama"),
    StatedLimit("{} menit", TRY_AGAIN_AFTER // MINUTE, "dicoba lagi setiap"),
    StatedLimit("{} angka", len(new_code()), "kode"),
    StatedLimit("{} angka", len(new_code()), "dari e-mail itu"),
    StatedLimit("{} hari", WATCH_LINK_LIFETIME // DAY, "pemantau"),
    StatedLimit("{} hari", _sends_kept() // DAY, "tidak ada kiriman"),
    StatedLimit("{} hari", RECENT // DAY, "membantu"),
    StatedLimit("{} hari", _days(Period.WEEK), "7 hari"),
    StatedLimit("{} hari", _days(Period.THIRTY_DAYS), "30 hari"),
    # Two years, one of which may be a leap year.
    StatedLimit("paling lama {} tahun", MOST_DAYS // 365, "tanggal akhir"),
    StatedLimit("{} bintang", max(STARS), "pilih satu sampai"),
)
# Texts whose numbers are no limits of ours: examples of what can be typed, and how long codes of others are.
NO_LIMITS = frozenset(
    (
        "14, 14 hari, 2 minggu",
        "24, 24 jam, 2 hari",
        "3, 3 hari kerja, 1 minggu (5 hari kerja)",
        "500, 500 MB, 1 GB",
        "kurang dari 1 menit lagi",
        "Ketik kode RUP, delapan angka. Bila tidak ada, lewati.",
        "Tulis tahun anggaran dengan empat angka, misalnya 2026.",
    )
)

_DIGITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()


def in_words(number: int) -> str:
    """Return a number below a hundred in Indonesian words."""
    tens, ones = divmod(number, 10)
    if number in (10, 11):
        return "sepuluh" if number == 10 else "sebelas"
    if tens <= 1:
        return f"{_DIGITS[ones]} belas" if tens else _DIGITS[ones]
    return f"{_DIGITS[tens]} puluh" + (f" {_DIGITS[ones]}" if ones else "")


NUMBERS = {in_words(number): number for number in range(1, 100)}
# A number with a unit behind it, or a bound before it, or both.
_NUMBER = rf"(?:\d[\d.]*|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\b"
_BOUND = r"\b(?:minimal|maksimal|paling (?:lama|banyak|sedikit|panjang|pendek|cepat))"
_UNIT = r"(?:karakter|huruf|[kmg]b|detik|menit|jam|hari(?: kerja)?|minggu|bulan|tahun|angka|bintang)\b"
STATED = re.compile(rf"{_BOUND} (?P<bounded>{_NUMBER})(?: {_UNIT})?|\b(?P<counted>{_NUMBER}) {_UNIT}")


@dataclass(frozen=True)
class Statement:
    """A number in a text, and the words around it as `StatedLimit.words` has them."""

    words: str
    number: int


def statements(text: str) -> Iterator[Statement]:
    """Yield what a text says in numbers about amounts: each with its bound, its unit or both."""
    for found in STATED.finditer(text.lower()):
        group = "bounded" if found["bounded"] else "counted"
        written = found[group]
        start, end = (at - found.start() for at in found.span(group))
        number = NUMBERS.get(written) or int(written.replace(".", ""))
        yield Statement(f"{found[0][:start]}{{}}{found[0][end:]}", number)


def limit_of(statement: Statement, text: str, limits: Iterable[StatedLimit]) -> StatedLimit | None:
    """Return the limit that a statement of a text is about; None where no limit explains it."""
    fitting = (one for one in limits if one.words == statement.words and one.about in text.lower())
    return next(fitting, None)


def findings(found: Iterable[str], limits: Iterable[StatedLimit]) -> Iterator[str]:
    """Yield every number of these texts that differs from its limit, or that no limit explains."""
    limits = tuple(limits)
    for text in found:
        for statement in statements(text) if text not in NO_LIMITS else ():
            about = limit_of(statement, text, limits)
            said = statement.words.format(statement.number)
            if about is None:
                yield f"{said!r} is explained by no limit: {text!r}"
            elif statement.number != about.value:
                yield f"{said!r} but the limit is {about.value}: {text!r}"


@cache
def catalogue() -> Catalog:
    """Return the English catalogue, whose keys are all texts."""
    with (ROOT / CATALOGUE).open("rb") as source:
        return read_po(source)


def all_texts() -> list[str]:
    """Return all Indonesian texts."""
    return [text for message in catalogue() if message.id for text in texts(message)]


def test_numbers_in_texts_are_the_limits_of_the_code() -> None:
    hold("A text that names a limit names the one that holds: LIMITS, here.", findings(all_texts(), LIMITS))


def test_translations_name_the_same_numbers() -> None:
    english = "one two three four five six seven eight nine ten".split()
    for message in catalogue():
        if not message.id or texts(message)[0] in NO_LIMITS:
            continue
        for text, translated in zip(texts(message), translations(message), strict=False):
            for one in statements(text):
                word = english[one.number - 1] if one.number <= len(english) else ""
                spoken = re.findall(r"\d+|[a-z]+", translated.lower().replace(",", ""))
                assert {str(one.number), word} & set(spoken), (text, translated)


def test_every_limit_is_named_by_a_text() -> None:
    found = all_texts()
    named = {limit_of(said, text, LIMITS) for text in found for said in statements(text)}
    assert set(LIMITS) - named == set(), "take these out of LIMITS"
    assert NO_LIMITS - set(found) == set(), "take these out of NO_LIMITS"


@for_each(
    ("text", "found"),
    [
        ("Apa alasannya? Minimal 15 karakter.", []),
        ("Apa alasannya? Minimal lima belas karakter.", []),
        ("Apa alasannya? Minimal 20 karakter.", ["'minimal 20 karakter' but the limit is 15"]),
        ("Pilih beberapa, maksimal 3.", ["'maksimal 3' is explained by no limit"]),
        ("Kirim gambar di bawah 5 MB.", ["'5 mb' is explained by no limit"]),
        ("Pemantau: tujuh hari, lalu tidak lagi", []),
        ("Pemantau: dua puluh satu hari", ["'21 hari' but the limit is 7"]),
        ("Berlaku sepuluh tahun dan 1.000 hari", ["'10 tahun' is", "'1000 hari' is"]),
        ("Nomor 15 pada 21-11-2026, misalnya 081234567890; satu baris, satu peran", []),
    ],
)
def test_a_number_that_is_wrong_or_unexplained_is_found(text: str, found: list[str]) -> None:
    limits = (StatedLimit("minimal {} karakter", 15), StatedLimit("{} hari", 7, "pemantau"))
    complaints = list(findings([text], limits))
    assert len(complaints) == len(found)
    for complaint, begin in zip(complaints, found, strict=True):
        assert complaint.startswith(begin)
