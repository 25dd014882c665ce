"""Write the text of a header by the rules of RFC 2047, so that every mail program reads it back unchanged."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from unicodedata import category

from core.input.characters import replace_characters

# RFC 2047, section 2: characters of one encoded word, and of a line that holds one.
LONGEST_WORD, LONGEST_LINE = 75, 76
# Characters that stand for themselves in the "Q" encoding wherever a header allows encoded words.
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_IN_Q = [chr(byte) if chr(byte) in _PLAIN else f"={byte:02X}" for byte in range(256)]
_IN_Q[ord(" ")] = "_"
_FRAME = len("=?utf-8?q??=")


def header_text(text: str, used: int) -> str:
    """Return one line of text as the value of a header, folded at newlines.

    `used` is how many characters the header's name and what follows it take of the first line. Text that is
    not plain ASCII, that does not fit on this line, or that looks encoded is encoded as a whole: where plain
    and encoded words meet, readers disagree about the blanks.
    """
    text = collapse_blanks(text)
    return text if is_plain(text, used) else encode_words(text, used)


def is_plain(text: str, used: int) -> bool:
    """Return whether the text can stand in a header as it is, behind `used` characters of its line."""
    return text.isascii() and "=?" not in text and used + len(text) <= LONGEST_LINE


def encode_words(text: str, used: int) -> str:
    """Return the text as encoded words, each on a line of its own; a character is never split."""
    characters = [character.encode("utf-8", "replace") for character in text]
    whole = b"".join(characters)
    name, encode = ("q", _q) if len(_q(whole)) <= len(_b(whole)) else ("b", _b)
    room = min(LONGEST_WORD, LONGEST_LINE - used) - _FRAME
    return "\n ".join(f"=?utf-8?{name}?{encode(part)}?=" for part in _parts(characters, encode, room))


def collapse_blanks(text: str) -> str:
    """Return the text with every run of blanks, line ends and control characters as one blank."""
    return " ".join(replace_characters(text, lambda c: category(c) == "Cc", " ").split())


def _parts(characters: list[bytes], encode: Callable[[bytes], str], room: int) -> Iterator[bytes]:
    """Yield the characters in parts of which the first takes `room` when encoded, and others a whole word."""
    part = b""
    for character in characters:
        if part and len(encode(part + character)) > room:
            yield part
            part, room = b"", LONGEST_WORD - _FRAME
        part += character
    yield part


def _b(text: bytes) -> str:
    return b64encode(text).decode("ascii")


def _q(text: bytes) -> str:
    return "".join(map(_IN_Q.__getitem__, text))
