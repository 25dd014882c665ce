"""Find LPSEs by what people type: abbreviations, old names, places, page addresses, with typing errors."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache, cached_property
from itertools import islice, product
from pathlib import Path

from core.input.characters import plain
from core.input.csv_rows import csv_rows
from core.organisation.lpse import Lpse
from core.organisation.lpse_wordings import (
    LpseWordings,
    PageAddress,
    WordingReading,
    page_address,
    read_wordings,
    same_name,
)
from storage.master_data.lpse_entries import LpseEntry, LpseName, initials
from storage.master_data.lpse_spelling import corrections, full_words, is_blend, most_similar

_DATA = Path(__file__).parents[2] / "data"

# Characters of a text before and after it was made plain, and readings with corrected words.
_LONGEST_MESSAGE, _LONGEST = 1000, 100
_MOST_CORRECTED = 12
# Letters of an abbreviation.
_SHORTEST_ABBREVIATION, _LONGEST_ABBREVIATION = 2, 12
_MOST_SIMILAR = 8


class _Grade(IntEnum):
    """Grades of how well a reading fits a name, best first."""

    SAME_NAME = -1
    WHOLE = 0
    WHOLE_WITHOUT_KIND = 1
    BEGINNING = 2
    WORDS = 3
    WORDS_AND_PROVINCE = 4
    CONTAINED = 5
    SIMILAR = 9


# Added to the grade: another kind was named, words were corrected, or guessed by their consonants.
_OTHER_KIND, _CORRECTED, _GUESSED = 4, 3, 4

# Matches worse than the best by more grades are left out: beside a whole name, those of another kind are
# offered still, and those that are only like it are not.
_WORST_BEYOND_BEST = 4

_Key = tuple[int, int, int]


@cache
def shipped_wordings() -> LpseWordings:
    """Return the tables that ship with the bot."""
    words, names = (
        csv_rows((_DATA / name).read_text(encoding="utf-8").splitlines())
        for name in ("lpse_words.csv", "lpse_names.csv")
    )
    return read_wordings(words, names)


class LpseIndex:
    """A search index over all LPSEs, held in memory."""

    def __init__(self, lpses: Iterable[Lpse], wordings: LpseWordings | None = None) -> None:
        self._wordings = wordings or shipped_wordings()
        self._entries = [self._entry(at, lpse) for at, lpse in enumerate(lpses)]
        names = [name for entry in self._entries for name in entry.names if name.words]
        self._by_glued: dict[str, list[LpseName]] = defaultdict(list)
        self._by_word: dict[str, list[LpseName]] = defaultdict(list)
        self._by_first_word: dict[str, list[LpseName]] = defaultdict(list)
        self._by_first_letter: dict[str, list[LpseName]] = defaultdict(list)
        self._by_initials: dict[str, list[LpseName]] = defaultdict(list)
        self._by_same_name: dict[str, list[int]] = defaultdict(list)
        self._by_host: dict[str, list[int]] = defaultdict(list)
        self._by_slug: dict[str, list[int]] = defaultdict(list)
        self._in_province: dict[str, set[int]] = defaultdict(set)
        for name in names:
            self._by_glued[name.glued].append(name)
            self._by_first_word[name.words[0]].append(name)
            if not name.is_alias and len(name.words) > 1:
                self._by_first_letter[name.words[0][0]].append(name)
                for letters in initials(self._entries[name.entry].kinds, name.words):
                    self._by_initials[letters].append(name)
            for word in dict.fromkeys(name.words):
                self._by_word[word].append(name)
        for at, entry in enumerate(self._entries):
            self._by_same_name[same_name(entry.lpse.name)].append(at)
            for reading in self._wordings.readings_of_name(entry.lpse.province)[:1]:
                for word in reading.words:
                    self._in_province[word].add(at)
            if address := page_address(entry.lpse.host):
                if not address.slug:
                    self._by_host[address.host].append(at)
                self._by_slug[address.slug or self._wordings.slug(address.host)].append(at)
        self._glued = sorted(self._by_glued)
        self._words = sorted({*self._by_word, *self._in_province})

    @cached_property
    def by_name(self) -> Sequence[Lpse]:
        """Return all LPSEs, retired ones included, sorted by name."""
        return sorted((e.lpse for e in self._entries), key=lambda lpse: (lpse.name.casefold(), lpse.id))

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        """Return up to `limit` matches, best first: whole names, beginnings, words, then similar names.

        Those that are far worse than the best are left out, and retired LPSEs unless `retired`. Only the
        first 100 characters of `text` count.
        """
        best: dict[int, _Key] = {}
        for at, key in self._matches(plain(text[:_LONGEST_MESSAGE])[:_LONGEST]):
            if at not in best or key < best[at]:
                best[at] = key
        found = sorted((*key, self._entries[at].lpse.name, at) for at, key in best.items())
        offered = [
            (grade, self._entries[at].lpse)
            for grade, *_, at in found
            if retired or not self._entries[at].lpse.retired
        ]
        if not offered:
            return []
        worst = max(offered[0][0], _Grade.WHOLE) + _WORST_BEYOND_BEST
        return [lpse for grade, lpse in offered[:limit] if grade <= worst]

    def _matches(self, text: str) -> Iterator[tuple[int, _Key]]:
        readings: Sequence[WordingReading] = ()
        if address := page_address(text):
            for at in self._at_address(address):
                lpse = self._entries[at].lpse
                shares = lpse.repository is not None and lpse.repository != lpse.id
                yield at, (_Grade.SAME_NAME, int(shares), self._entries[at].rank)
            readings = self._wordings.readings(address.slug or self._wordings.slug(address.host))
        for at in self._by_same_name.get(same_name(text), ()):
            yield at, (_Grade.SAME_NAME, 0, 0)
        readings = readings or self._wordings.readings(text)
        for reading in readings:
            if not reading.words:
                yield from self._of_kinds(reading.kinds)
                continue
            yield from self._graded(reading, 0)
            for corrected, penalty in self._corrected(reading):
                yield from self._graded(corrected, penalty)
        for reading in readings:
            yield from self._similar(reading)

    def _at_address(self, address: PageAddress) -> Sequence[int]:
        if address.slug:
            return self._by_slug.get(address.slug, ())
        return self._by_host.get(address.host, self._by_host.get(f"lpse.{address.host}", ()))

    def _of_kinds(self, kinds: frozenset[str]) -> Iterator[tuple[int, _Key]]:
        for at, entry in enumerate(self._entries):
            if entry.kinds & kinds:
                yield at, (_Grade.WORDS, entry.rank, 0)

    def _graded(self, reading: WordingReading, penalty: int) -> Iterator[tuple[int, _Key]]:
        glued = reading.glued
        for name in self._by_glued.get(glued, ()):
            yield self._key(name, reading, self._whole_grade(name, reading) + penalty, 0)
        for name in self._beginning_with(glued):
            yield self._key(name, reading, _Grade.BEGINNING + penalty, len(name.glued) - len(glued))
        if len(reading.words) == 1 and not penalty:
            for name in self._abbreviated(glued):
                yield self._key(name, reading, _Grade.BEGINNING, len(name.glued))
        yield from self._by_words(reading, penalty)
        if penalty and not reading.kinds:
            return  # a word amid others that is only like a name is chance
        wanted = set(reading.words)
        for word in wanted:
            for name in self._by_first_word.get(word, ()):
                if wanted.issuperset(name.words):
                    yield self._key(name, reading, _Grade.CONTAINED + penalty, -len(name.glued))

    def _whole_grade(self, name: LpseName, reading: WordingReading) -> _Grade:
        if reading.kinds or (name.is_alias and not name.kinds):
            return _Grade.WHOLE
        return _Grade.BEGINNING if name.kinds else _Grade.WHOLE_WITHOUT_KIND

    def _key(self, name: LpseName, reading: WordingReading, grade: int, rest: int) -> tuple[int, _Key]:
        entry = self._entries[name.entry]
        if reading.kinds and not reading.kinds & (entry.kinds | name.kinds) and entry.kinds:
            grade += _OTHER_KIND
        rank = entry.rank
        if grade == _Grade.CONTAINED and not reading.kinds:
            # The place beside the name of an office says where that office is: "its surabaya".
            rank = 0 if rank else 1
        return name.entry, (grade, rank, rest)

    def _beginning_with(self, glued: str) -> Iterator[LpseName]:
        for at in range(bisect_left(self._glued, glued), len(self._glued)):
            if not self._glued[at].startswith(glued):
                return
            yield from self._by_glued[self._glued[at]]

    def _by_words(self, reading: WordingReading, penalty: int) -> Iterator[tuple[int, _Key]]:
        """Yield the LPSEs in whose name, or name and province, each word is the beginning of a word."""
        named = [self._names_with(word) for word in reading.words]
        for name in set.intersection(*named):
            rest = len(name.glued) - len(reading.glued)
            yield self._key(name, reading, _Grade.WORDS + penalty, rest)
        placed = [
            {name.entry for name in names} | self._entries_in(word)
            for names, word in zip(named, reading.words, strict=True)
        ]
        for at in set.intersection(*placed):
            entry = self._entries[at]
            own = entry.names[0]
            rest = sum(len(word) for word in own.words if word not in reading.words)
            yield self._key(own, reading, _Grade.WORDS_AND_PROVINCE + penalty, rest)

    def _names_with(self, beginning: str) -> set[LpseName]:
        return {name for word in self._words_with(beginning) for name in self._by_word.get(word, ())}

    def _entries_in(self, beginning: str) -> set[int]:
        found = (self._in_province.get(word, ()) for word in self._words_with(beginning))
        return {at for entries in found for at in entries}

    def _words_with(self, beginning: str) -> Iterator[str]:
        for at in range(bisect_left(self._words, beginning), len(self._words)):
            if not self._words[at].startswith(beginning):
                return
            yield self._words[at]

    def _abbreviated(self, typed: str) -> Iterator[LpseName]:
        """Yield the names that the text abbreviates by initials ("hss") or by parts of words ("halsel")."""
        if not _SHORTEST_ABBREVIATION <= len(typed) <= _LONGEST_ABBREVIATION:
            return
        yield from self._by_initials.get(typed, ())
        for name in self._by_first_letter.get(typed[0], ()):
            if is_blend(typed, name.words):
                yield name

    def _corrected(self, reading: WordingReading) -> Iterator[tuple[WordingReading, int]]:
        """Yield the reading with each unknown word replaced by similar known ones, and the penalty."""
        unknown = [word for word in reading.words if next(self._words_with(word), None) is None]
        if not unknown:
            return
        found = {word: self._known(word) for word in unknown}
        penalty = max(penalty for _words, penalty in found.values())
        options = [found[word][0] if word in found else (word,) for word in reading.words]
        for words in islice(product(*options), _MOST_CORRECTED):
            if words != reading.words:
                yield WordingReading(words, reading.kinds), penalty

    def _known(self, word: str) -> tuple[Sequence[str], int]:
        """Return known words for an unknown one, itself if there are none, and the penalty for them."""
        if found := corrections(word, self._words):
            return found, _CORRECTED
        if found := full_words(word, self._words):
            return found, _GUESSED
        return (word,), 0

    def _similar(self, reading: WordingReading) -> Iterator[tuple[int, _Key]]:
        for glued, similarity in most_similar(reading.glued, self._glued, _MOST_SIMILAR):
            for name in self._by_glued[glued]:
                yield self._key(name, reading, _Grade.SIMILAR, round(100 - similarity))

    def _entry(self, at: int, lpse: Lpse) -> LpseEntry:
        readings = self._wordings.readings_of_name
        own = next(iter(readings(lpse.name)), WordingReading(()))
        others = [
            reading
            for name in self._wordings.other_names.get(lpse.id, ())
            for reading in (*readings(name)[:1], *readings(name)[-1:])
        ]
        names = [LpseName(at, own.words, frozenset(), is_alias=False)]
        names += [LpseName(at, other.words, other.kinds, is_alias=True) for other in others]
        return LpseEntry(lpse, own.kinds, tuple(dict.fromkeys(names)))
