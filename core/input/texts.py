"""Read texts that people write into a ticket: kept as they wrote them, within bounds."""

from __future__ import annotations

import re
import unicodedata

from core.errors import Refusal
from core.input.characters import plain, replace_characters, without_hidden

# Characters (code points); the first two bounds are the guides', the others our own.
TITLE_MAX = 100
TEXT_MIN = 15
TEXT_MAX = 8000
ERROR_CODE_MAX = 50
HELP_NUMBER_MAX = 30

# Words that people write before a number: "No. Tiket: #123456".
_BEFORE_NUMBER = re.compile(
    r"(?:(?:nomor|no|tiket|ticket|pusat bantuan|inaproc)\b[\s.:#-]*|#\s*)+", re.IGNORECASE
)
_HELP_NUMBER = re.compile(r"[A-Z0-9]+(?:[-/.][A-Z0-9]+)*")

_INVISIBLE = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


def read_title(text: str) -> str:
    """Return a ticket's title in one line, without characters that hide or turn it.

    Refuse an empty one (`title_empty`), and one longer than TITLE_MAX (`title_too_long`).
    """
    title = one_line(without_hidden(text))
    if not title:
        raise Refusal("title_empty")
    if len(title) > TITLE_MAX:
        raise Refusal("title_too_long", limit=TITLE_MAX, length=len(title))
    return title


def read_text(text: str) -> str:
    """Return a description, answer or reason, as it was written.

    Refuse one shorter than TEXT_MIN (`text_too_short`) or longer than TEXT_MAX (`text_too_long`).
    """
    stored = storable_text(text)
    if (length := len(without_hidden(stored))) < TEXT_MIN:
        raise Refusal("text_too_short", minimum=TEXT_MIN, length=length)
    if len(stored) > TEXT_MAX:
        raise Refusal("text_too_long", limit=TEXT_MAX, length=len(stored))
    return stored


def read_error_code(text: str) -> str:
    """Return the error code that an application showed, in one line.

    Refuse an empty one (`error_code_empty`), and one longer than ERROR_CODE_MAX (`error_code_too_long`).
    """
    code = one_line(plain(text))
    if not code:
        raise Refusal("error_code_empty")
    if len(code) > ERROR_CODE_MAX:
        raise Refusal("error_code_too_long", limit=ERROR_CODE_MAX, length=len(code))
    return code


def read_help_number(text: str) -> str:
    """Return the number that the Pusat Bantuan gave a complaint, in capitals, without the words before it.

    Refuse what is longer than HELP_NUMBER_MAX, has no digit, or more than letters, digits and - / . between
    them (`help_number`).
    """
    written = one_line(plain(text))
    words = _BEFORE_NUMBER.match(written)
    number = (written[words.end() :] if words else written).strip().upper()
    if (
        len(number) > HELP_NUMBER_MAX
        or not _HELP_NUMBER.fullmatch(number)
        or not any(character.isdigit() for character in number)
    ):
        raise Refusal("help_number", limit=HELP_NUMBER_MAX)
    return number


def read_trail_words(text: str, most: int) -> str:
    """Return what an administrator searches a trail for, in one line of at most `most` characters.

    Refuse `trail_words` where nothing of it is visible, or it is longer.
    """
    words = one_line(plain(text))
    if not 0 < len(words) <= most:
        raise Refusal("trail_words", limit=most)
    return words


def one_line(text: str) -> str:
    """Return the storable text with its lines joined by spaces; "" if nothing of it is visible."""
    return " ".join(line for line in (line.strip() for line in storable_text(text).split("\n")) if line)


def storable_text(text: str) -> str:
    """Return the text without outer white space and characters that can't be stored.

    Line breaks of any system become "\\n". A text of which nothing is visible becomes "".
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    stored = replace_characters(lines, _can_not_stay).strip()
    return stored if any(unicodedata.category(character) not in _INVISIBLE for character in stored) else ""


def _can_not_stay(character: str) -> bool:
    # Control characters break databases and PDFs; a lone surrogate can't be written as UTF-8 at all.
    return character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs")
