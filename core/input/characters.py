"""Bring the characters of what people type into one form, whichever keyboard or page they come from."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

# Written alike by keyboards, word processors and web pages; NFKC leaves these as they are.
_VARIANTS: Mapping[int, str] = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4\u0060\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
        **dict.fromkeys("\u2044\u2215\u29f8", "/"),
        **dict.fromkeys("\u2024\u3002\uff61", "."),
        "\u201a": ",",
        "\u2236": ":",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u0085": "\n",
    }
)
# Shown as nothing, and not of the category "format": grapheme joiner, fillers, and variation selectors.
_UNSEEN = frozenset(
    (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0)
) | frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
# Accents on one letter, as in Unicode's "stream-safe" texts: normalising takes the square of their number.
_MOST_MARKS = 30
# Characters of a command with the bot's name, and with what stands unseen in it.
_LONGEST_COMMAND = 200
# Format characters that are part of what is seen: joiners of emoji and of scripts, and the tags of flags.
_JOINERS = frozenset((0x200C, 0x200D, *range(0xE0020, 0xE0080)))


def plain(text: str) -> str:
    """Return the text as it is read: NFKC, usual quotes, dashes and blanks, and nothing that can't be seen.

    Every reader of an answer (an address, code, number, date, search or name) begins with it. What is stored
    in a ticket stays as it was written. The result may be longer than the text, up to eighteen times.
    """
    if text.isascii():
        return text
    bare = _seen(text).translate(_VARIANTS)
    # Once more, since a character may stand for several.
    return _seen(unicodedata.normalize("NFKC", bare).translate(_VARIANTS))


def plain_command(text: str) -> str:
    """Return a text that begins with a command with that command in plain characters.

    Any other text, and what stands behind the command, stays as it was written.
    """
    first = next(iter(text[:_LONGEST_COMMAND].split(maxsplit=1)), "")
    command = plain(first)
    return text.replace(first, command, 1) if command.startswith("/") else text


def without_hidden(text: str) -> str:
    """Return the text without format characters that turn its direction or show nothing.

    Joiners stay, which emoji and some scripts are made with.
    """
    if text.isascii():
        return text
    return replace_characters(text, lambda c: ord(c) not in _JOINERS and unicodedata.category(c) == "Cf")


def replace_characters(text: str, is_unwanted: Callable[[str], bool], by: str = "") -> str:
    """Return the text with each unwanted character replaced; every kind of character is judged once."""
    unwanted = {ord(character): by for character in set(text) if is_unwanted(character)}
    return text.translate(unwanted) if unwanted else text


def _seen(text: str) -> str:
    """Return the characters that can be seen, of accents on one letter at most `_MOST_MARKS`."""
    text = replace_characters(text, lambda c: ord(c) in _UNSEEN or unicodedata.category(c) == "Cf")
    marks = sum(text.count(character) for character in set(text) if unicodedata.combining(character))
    return text if marks <= _MOST_MARKS else "".join(_with_few_marks(text))


def _with_few_marks(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            yield character
