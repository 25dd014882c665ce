"""Fit texts to the available fonts: characters that can't be set get a visible stand-in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import typst

# Replaces a letter that no font here has; a symbol is replaced by its name.
STAND_IN = "□"

# Matches all but the characters that the fonts inside typst are known to have: most texts need no more
# checks.
_UNUSUAL = re.compile(r"[^\n -~¡-¬®-\u017f–—‘’“”„•…€−□]")

_ZWNJ, _ZWJ, _BREAK = "\u200c", "\u200d", "\u200b"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
# Turn a letter into an emoji, or join several emoji into one; the emoji's name alone says enough.
_OF_EMOJI = frozenset((_ZWJ, _ZWNJ, "\ufe0e", "\ufe0f", "\u20e3", *map(chr, _SKIN_TONES)))
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_ARABIC_NUMBER_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")

# Scripts stack fewer marks on one letter; more are drawn over the lines around it.
_MOST_MARKS = 6
# A longer word may be broken anywhere, best after one of these.
_LONG_WORD = re.compile(r"\S{28,}")
_AFTER = frozenset("/\\?&=.,;:_-")
_PIECE = 10
_MANY_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
_INVISIBLE = re.compile("[\u200b-\u200d]+")
_MOST_KNOWN = 50_000
_AT_ONCE = 500
_FAILED_LINE = re.compile(r":(\d+):\d+\s*$", re.MULTILINE)


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts inside typst together with those of this machine."""
    return typst.Fonts(include_system_fonts=True)


@dataclass(frozen=True, slots=True)
class FittedTexts:
    """Texts that can be set, and whether any of them has stand-ins that need an explanation."""

    texts: list[str]
    has_stand_ins: bool


class GlyphFallback:
    """Replace characters that these fonts can't set; remember of each group whether they can."""

    def __init__(self, faces: typst.Fonts) -> None:
        self.fonts = faces
        self._settable: dict[str, bool] = {}

    def fit(self, texts: Sequence[str]) -> FittedTexts:
        """Return the texts as they can be set, in the same order."""
        details = [_kept(text) for text in texts]
        self._try({cluster for text in details if _UNUSUAL.search(text) for cluster in _clusters(text)})
        shown = [self._shown(text) for text in details]
        lost = any(now.count(STAND_IN) > was.count(STAND_IN) for was, now in zip(texts, details, strict=True))
        return FittedTexts([_LONG_WORD.sub(_broken, text) for text in shown], lost or shown != details)

    def _shown(self, text: str) -> str:
        if not _UNUSUAL.search(text):
            return text
        return "".join(c if self._can_set(c) else self._stand_in(c) for c in _clusters(text))

    def _stand_in(self, cluster: str) -> str:
        """Return names of symbols, letters without marks that can't be set, and else boxes."""
        parts = [c for c in cluster if c not in _OF_EMOJI]
        letters = [c for c in parts if not _is_mark(c)]
        shown = "".join(c if self._can_set(c) else _named(c) for c in letters)
        if len(parts) > len(letters) == 1 and self._can_set(letters[0]):
            shown += STAND_IN
        return shown.replace("][", "") if _is_flag(cluster) else shown or STAND_IN

    def _can_set(self, character: str) -> bool:
        return self._settable.get(character, True)

    def _try(self, clusters: set[str]) -> None:
        """Ask typst which groups it can set; by an archival standard it refuses those without a font."""
        if len(self._settable) > _MOST_KNOWN:
            self._settable.clear()
        asked = clusters | set("".join(clusters))
        new = [
            c for c in asked if _UNUSUAL.search(c) and not _INVISIBLE.fullmatch(c) and c not in self._settable
        ]
        for start in range(0, len(new), _AT_ONCE):
            self._ask(new[start : start + _AT_ONCE])

    def _ask(self, new: Sequence[str]) -> None:
        lines = "".join(f"\n#text(sys.inputs.c{n})#parbreak()" for n in range(len(new)))
        try:
            typst.compile(
                ('#set text(font: "Libertinus Serif")' + lines).encode(),
                font_paths=self.fonts,
                # Alone, and after a letter: marks of one script on signs of another depend on that.
                sys_inputs={f"c{n}": f"{cluster} a{cluster}" for n, cluster in enumerate(new)},
                pdf_standards="a-2u",
                pdf_tags=False,
            )
            failed: set[int] = set()
        except typst.TypstError as error:
            # The error names the line of each group; where it names none, every group gets a stand-in.
            named = {int(line) - 2 for line in _FAILED_LINE.findall(error.diagnostic)}
            failed = named or set(range(len(new)))
        self._settable |= {cluster: n not in failed for n, cluster in enumerate(new)}


@lru_cache(maxsize=1)
def glyph_fallback() -> GlyphFallback:
    """Return the instance of this process: what it has found out about the fonts stays true."""
    return GlyphFallback(fonts())


def runs_right_to_left(line: str) -> bool | None:
    """Return whether the first letter with a direction is of a right-to-left script; None without one."""
    directions = (unicodedata.bidirectional(character) for character in line)
    first = next((d for d in directions if d in ("L", "R", "AL")), None)
    return None if first is None else first != "L"


def _kept(text: str) -> str:
    """Return the text without control characters; an unassigned or broken character becomes a box."""
    lines = text.replace("\r\n", "\n").expandtabs(4)
    if _UNUSUAL.search(lines):
        lines = "".join(_visible(c) for c in unicodedata.normalize("NFC", lines))
    return _MANY_BLANK_LINES.sub("\n\n", lines)


def _visible(character: str) -> str:
    if character in "\n\u00a0" or character in (_ZWJ, _ZWNJ, _BREAK):
        return character
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    kind = unicodedata.category(character)
    if kind == "Cf":
        return character if character in _ARABIC_NUMBER_SIGNS else ""
    if kind == "Zs":
        return " "
    return STAND_IN if kind in ("Cc", "Cs", "Co", "Cn") else character


def _clusters(text: str) -> Iterator[str]:
    """Yield the groups that are drawn as one sign: a letter with marks, an emoji of several parts, a flag."""
    cluster = ""
    for character in text:
        if cluster and _belongs(character, cluster):
            cluster += character
            continue
        yield from _bounded(cluster)
        cluster = character
    yield from _bounded(cluster)


def _belongs(character: str, cluster: str) -> bool:
    if cluster[-1] in "\n ":
        return False
    if character in (_ZWJ, _ZWNJ) or _is_mark(character):
        return True
    if cluster[-1] == _ZWJ:
        return unicodedata.category(character) == "So"
    return ord(character) in _FLAG_LETTERS and len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS


def _bounded(cluster: str) -> Iterator[str]:
    if len(cluster) > _MOST_MARKS and _is_mark(cluster[_MOST_MARKS]) and ord(cluster[0]) not in _SKIN_TONES:
        marks = sum(map(_is_mark, cluster))
        if marks > _MOST_MARKS:
            yield from (cluster[:_MOST_MARKS], STAND_IN)
            return
    if cluster:
        yield cluster


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me") or ord(character) in _SKIN_TONES


def _is_flag(cluster: str) -> bool:
    return len(cluster) > 1 and all(ord(c) in _FLAG_LETTERS for c in cluster)


def _named(character: str) -> str:
    if ord(character) in _FLAG_LETTERS:
        return f"[{chr(ord(character) - _FLAG_LETTERS.start + ord('A'))}]"
    if unicodedata.category(character).startswith("S"):
        return f"[{unicodedata.name(character, STAND_IN).lower()}]"
    return STAND_IN


def _broken(word: re.Match[str]) -> str:
    """Return a long word with zero-width spaces where a line may end; text copied from the PDF has none."""
    pieces, since = [], 0
    clusters = list(_clusters(word[0]))
    for at, cluster in enumerate(clusters[:-1]):
        since += 1
        pieces.append(cluster)
        ends = cluster in _AFTER and clusters[at + 1] not in _AFTER
        if ends or since >= _PIECE:
            pieces.append(_BREAK)
            since = 0
    return "".join([*pieces, clusters[-1]])
