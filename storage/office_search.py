"""Finding an LPSE by what a person would type: part of a name, a slug, with a slip of the finger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cached_property

from rapidfuzz import fuzz

from core.lpse import Lpse

# How people shorten what stands in full in the names.
_SHORT = {
    "kab": "kabupaten",
    "kot": "kota",
    "prov": "provinsi",
    "prop": "provinsi",
    "propinsi": "provinsi",
    "kemen": "kementerian",
    "kementrian": "kementerian",
    "univ": "universitas",
    "pemkot": "kota",
    "pemkab": "kabupaten",
    "pemprov": "provinsi",
    "diy": "daerah istimewa yogyakarta",
    "dki": "daerah khusus ibukota",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "jabar": "jawa barat",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "kalbar": "kalimantan barat",
    "kalteng": "kalimantan tengah",
    "kalsel": "kalimantan selatan",
    "kaltim": "kalimantan timur",
    "kaltara": "kalimantan utara",
    "sulut": "sulawesi utara",
    "sulteng": "sulawesi tengah",
    "sulsel": "sulawesi selatan",
    "sultra": "sulawesi tenggara",
    "sulbar": "sulawesi barat",
    "sumut": "sumatera utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "babel": "bangka belitung",
}
# What stands in every name or address, and so tells none from another.
_NOISE = frozenset({"lpse"})
_ADDRESS_NOISE = frozenset("http https www lpse spse eproc inaproc go ac co id".split())
_ADDRESS = re.compile(r"://|\.(?:id|com|net)\b", re.IGNORECASE)
_KINDS = frozenset({"kota", "kabupaten", "provinsi", "kementerian", "badan", "lembaga", "universitas"})
_KIND_IN_ADDRESS = re.compile(r"(?<=...)(?:kab|kota|prov)$")
# Of 100; below it a likeness is chance.
_ALIKE = 78
_LONGEST = 100


class _Closeness(IntEnum):
    """How well a text fits an LPSE, best first."""

    IS_NAME = auto()
    BEGINS_NAME = auto()
    IN_NAME = auto()
    IN_NAME_AND_PROVINCE = auto()
    LIKE_NAME = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class _Entry:
    """An LPSE and what it is found by: whole names, the words of its name, and those of its province."""

    lpse: Lpse
    names: tuple[str, ...]
    words: tuple[str, ...]
    province: tuple[str, ...]

    @classmethod
    def of(cls, lpse: Lpse) -> _Entry:
        words = _words(lpse.name)
        own = words[1:] if words and words[0] in _KINDS else words
        slugs = [word for word in _plain(lpse.host).split() if word not in _ADDRESS_NOISE and word.isalpha()]
        names = (" ".join(words), " ".join(own), *slugs, *(_KIND_IN_ADDRESS.sub("", slug) for slug in slugs))
        return cls(lpse, tuple(dict.fromkeys(filter(None, names))), words, _words(lpse.province))

    def closeness(self, wanted: str, words: Sequence[str]) -> tuple[_Closeness, float]:
        """How close, and within that how unlike, from 0 to 100."""
        likeness = max(fuzz.ratio(wanted, name) for name in self.names)
        if wanted in self.names:
            closeness = _Closeness.IS_NAME
        elif any(name.startswith(wanted) for name in self.names):
            closeness = _Closeness.BEGINS_NAME
        elif _all_begin(words, self.words):
            closeness = _Closeness.IN_NAME
        elif _all_begin(words, self.words + self.province):
            closeness = _Closeness.IN_NAME_AND_PROVINCE
        else:
            likeness = max(likeness, _likeness(words, self.words))
            closeness = _Closeness.LIKE_NAME if likeness >= _ALIKE else _Closeness.NONE
        return closeness, 100 - likeness


class Directory:
    """The list of LPSEs, made ready for searching."""

    def __init__(self, lpses: Iterable[Lpse]) -> None:
        self._entries = [_Entry.of(lpse) for lpse in lpses]

    @cached_property
    def by_name(self) -> Sequence[Lpse]:
        """All of them, the retired too, in the order of their names."""
        return sorted((e.lpse for e in self._entries), key=lambda lpse: (lpse.name.casefold(), lpse.id))

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        """Best first: the whole name or slug, its beginning, words of it, and what is merely like it.

        The retired are among them only where they are asked for.
        """
        words = _words(text[:_LONGEST])
        if not words:
            return []
        wanted = " ".join(words)
        found = [
            (*closeness, entry.lpse.name, entry.lpse)
            for entry in self._entries
            if retired or not entry.lpse.retired
            if (closeness := entry.closeness(wanted, words))[0] is not _Closeness.NONE
        ]
        return [lpse for *_, lpse in sorted(found, key=lambda fit: fit[:3])[:limit]]


def _all_begin(beginnings: Iterable[str], words: Iterable[str]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in beginnings)


def _likeness(words: Iterable[str], own: Sequence[str]) -> float:
    """How well the worst of the words is met: a common word like "kota" alone makes no match."""
    return min(max((fuzz.ratio(word, other) for other in own), default=0) for word in words)


def _words(text: str) -> tuple[str, ...]:
    """The words that tell names apart, written in full; of a web address what is its own."""
    noise = _ADDRESS_NOISE if _ADDRESS.search(text) else _NOISE
    full = " ".join(_SHORT.get(word, word) for word in _plain(text).split() if word not in noise)
    return tuple(full.split())


def _plain(text: str) -> str:
    """In lower case, without accents, anything but letters and digits as a space."""
    parts = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(character for character in parts if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()
