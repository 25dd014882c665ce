"""Read how people name an LPSE: its kind and its words, abbreviations in full, or the address of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice, product

from core.input.characters import plain
from core.input.spreadsheet import BrokenRow, SheetRow, read_table
from core.organisation.lpse import derived_id

WORD_COLUMNS = ("sort", "typed", "means")
NAME_COLUMNS = ("lpse", "name", "other_names")
KIND, WORD, PLACE, NOISE, ADDRESS = "kind", "word", "place", "noise", "address"
SORTS = (KIND, WORD, PLACE, NOISE, ADDRESS)

# Words of one entry of the table, words of a text that count, and readings of one text.
_LONGEST_PHRASE = 4
_MOST_WORDS = 12
_MOST_READINGS = 12
# Names whose readings are kept: all offices, their other names and the provinces, several times over.
_MOST_NAMES = 8192
# Ends of a host's name that tell an address from an abbreviation ("kab.bandung").
_DOMAINS = frozenset(("id", "com", "net", "org"))
# The host of all LPSEs since 2024: the first part of the path names the LPSE.
_SHARED_HOST = "inaproc.id"
# Names of hosts have the kind glued to the place: "malangkota", "jabarprov"; letters of either.
_KIND_AT_END = re.compile(r"([a-z]{3,})(kab|kota|prov)")
_SHORTEST_GLUED = 3
# Letters of a word for a kind ("kabupaten") that no other word begins with.
_LONG_KIND = 7


@dataclass(frozen=True, slots=True)
class WordingReading:
    """One way to read a wording: the words that name the office, and the kinds that it may be of."""

    words: tuple[str, ...]
    kinds: frozenset[str] = frozenset()

    @property
    def glued(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class PageAddress:
    """The address of a page: its host, and the name of an LPSE in its path, "" where there is none."""

    host: str
    slug: str = ""


@dataclass(frozen=True)
class LpseWordings:
    """Tables of how offices are named.

    `meanings` is by sort (KIND, WORD, PLACE, NOISE, ADDRESS) and by the words typed; `other_names` by the id
    of an LPSE.
    """

    meanings: Mapping[str, Mapping[tuple[str, ...], Sequence[str]]] = field(default_factory=dict)
    other_names: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def readings(self, text: str) -> list[WordingReading]:
        """Return how the text can be read, most literal last; [] if it holds nothing but noise."""
        kinds: frozenset[str] = frozenset()
        options: list[Sequence[str]] = []
        for sort, phrase in islice(self._phrases(self._split_kinds(_words(text))), _MOST_WORDS):
            literal = " ".join(phrase)
            meanings = self.meanings.get(sort, {}).get(phrase, ())
            match sort:
                case "kind":
                    said = frozenset(" ".join(meanings).split())
                    # The first kind counts; a later one only where it says the first more closely.
                    kinds = (kinds & said or kinds) if kinds else said
                    if phrase in self.meanings.get(WORD, {}):
                        options.append(self.meanings[WORD][phrase])
                case "word":
                    options.append(meanings)
                case "place":
                    options.append((*meanings, literal))
                case "noise":
                    pass
                case _:
                    options.append((literal,))
        if not options and not kinds:
            return []
        found = [
            WordingReading(tuple(" ".join(chosen).split()), kinds)
            for chosen in islice(product(*options), _MOST_READINGS)
        ]
        return list(dict.fromkeys([*found, *self._unglued(found[-1])]))

    @cached_property
    def readings_of_name(self) -> Callable[[str], Sequence[WordingReading]]:
        """Return `readings` for names of offices and provinces, which it keeps.

        The same few thousand are read again whenever an LPSE is changed.
        """
        return lru_cache(_MOST_NAMES)(lambda name: tuple(self.readings(name)))

    def slug(self, host: str) -> str:
        """Return the parts of a host's name that name the LPSE: "surabaya" of "lpse.surabaya.go.id"."""
        noise = self.meanings.get(ADDRESS, {})
        return " ".join(part for part in host.split(".") if (part,) not in noise)

    def _split_kinds(self, words: Iterable[str]) -> list[str]:
        """Return the words, with a long word for a kind parted from what is glued to it."""
        parted: list[str] = []
        for word in words:
            kind = next((k for k in self._kind_words if len(k) >= _LONG_KIND and word.startswith(k)), "")
            glued = len(word) >= len(kind) + _SHORTEST_GLUED
            parted += [kind, word.removeprefix(kind)] if kind and glued else [word]
        return parted

    @cached_property
    def _kind_words(self) -> Sequence[str]:
        """Return the single words for kinds that are long enough to be recognised within a word."""
        return [
            kind for kind, *more in self.meanings.get(KIND, {}) if not more and len(kind) >= _SHORTEST_GLUED
        ]

    def _unglued(self, reading: WordingReading) -> Iterator[WordingReading]:
        """Yield the readings of a single word that has its kind glued to it."""
        if len(reading.words) != 1 or reading.kinds:
            return
        word = reading.words[0]
        parted = [f"{found[2]} {found[1]}"] if (found := _KIND_AT_END.fullmatch(word)) else []
        parted += [
            f"{kind} {word.removeprefix(kind)}"
            for kind in self._kind_words
            if word.startswith(kind) and len(word) >= len(kind) + _SHORTEST_GLUED
        ]
        for wording in parted:
            yield from self.readings(wording)

    def _phrases(self, words: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the phrases of the tables that the words consist of, longest first, each with its sort."""
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
                phrase = tuple(words[at : at + length])
                sort = next((s for s in SORTS[:-1] if phrase in self.meanings.get(s, {})), "")
                if sort or length == 1:
                    yield sort, phrase
                    at += length
                    break


def page_address(text: str) -> PageAddress | None:
    """Return the first address of a page in the text ("spse.inaproc.id/surabaya/lelang"), or None."""
    for word in plain(text).lower().split():
        host, _, path = word.strip("<>()[]\"'.,;").rpartition("://")[2].partition("/")
        host = host.rpartition("@")[2].partition(":")[0].removeprefix("www.")
        if _is_host(host):
            is_shared = host == _SHARED_HOST or host.endswith(f".{_SHARED_HOST}")
            return PageAddress(host, path.partition("/")[0].partition("?")[0] if is_shared else "")
    return None


def same_name(name: str) -> str:
    """Return the form in which the names of LPSEs are equal, with or without "LPSE" before them."""
    return " ".join(_words(name)).removeprefix("lpse ")


def is_named(name: str, text: str) -> bool:
    """Return whether the text is the whole name of an LPSE, or all of it but its kind ("sidoarjo")."""
    whole = same_name(name)
    return same_name(text) in (whole, whole.partition(" ")[2])


def _is_host(host: str) -> bool:
    parts = host.split(".")
    is_number = len(parts) == len("127.0.0.1".split(".")) and all(part.isdecimal() for part in parts)
    return is_number or (len(parts) > 1 and parts[-1] in _DOMAINS)


def read_wordings(
    words: Iterable[SheetRow | BrokenRow], names: Iterable[SheetRow | BrokenRow]
) -> LpseWordings:
    """Return the tables from sheets like `data/lpse_words.csv` and `data/lpse_names.csv`.

    Raise ValueError with the first line that is wrong.
    """
    meanings: dict[str, dict[tuple[str, ...], list[str]]] = {sort: {} for sort in SORTS}
    for line, cells in _cells(words, WORD_COLUMNS):
        if cells["sort"] not in SORTS or not (phrase := tuple(_words(cells["typed"]))):
            raise ValueError(f"line {line} of the words of LPSEs: no such sort, or nothing typed")
        if len(phrase) > _LONGEST_PHRASE:
            raise ValueError(f"line {line} of the words of LPSEs: more than {_LONGEST_PHRASE} words")
        meanings[cells["sort"]].setdefault(phrase, []).append(cells["means"])
    others: dict[int, Sequence[str]] = {}
    for _line, cells in _cells(names, NAME_COLUMNS):
        key = cells["lpse"]
        lpse_id = int(key) if key.isdecimal() else derived_id(key)
        others[lpse_id] = tuple(name.strip() for name in cells["other_names"].split(";") if name.strip())
    return LpseWordings(meanings, others)


def _cells(
    rows: Iterable[SheetRow | BrokenRow], columns: Sequence[str]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for row in read_table(rows, columns).rows:
        if isinstance(row, BrokenRow):
            raise ValueError(f"line {row.line} of the wordings of LPSEs: {row.reason}")  # noqa: TRY004
        yield row.line, row.cells


def _words(text: str) -> list[str]:
    """Return the words in lower case, without accents; anything but letters and digits parts them."""
    parts = unicodedata.normalize("NFKD", plain(text)).lower()
    bare = "".join(c for c in parts if not unicodedata.combining(c) and c != "'")
    return re.findall("[a-z0-9]+", bare)
