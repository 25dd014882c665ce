"""Texts that people write into a ticket: kept as they wrote them, within bounds."""

from __future__ import annotations

import unicodedata

from core.errors import Refusal

# Characters (code points); the first two are the guides', the others ours.
TITLE_MAX = 100
TEXT_MIN = 15
TEXT_MAX = 8000
ERROR_CODE_MAX = 50

_INVISIBLE = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


def read_title(text: str) -> str:
    """A ticket's title in one line; Refusal("title_empty"), Refusal("title_too_long")."""
    title = one_line(text)
    if not title:
        raise Refusal("title_empty")
    if len(title) > TITLE_MAX:
        raise Refusal("title_too_long", limit=TITLE_MAX, length=len(title))
    return title


def read_text(text: str) -> str:
    """A description, answer or reason; Refusal("text_too_short"), Refusal("text_too_long")."""
    said = kept(text)
    if len(said) < TEXT_MIN:
        raise Refusal("text_too_short", minimum=TEXT_MIN, length=len(said))
    if len(said) > TEXT_MAX:
        raise Refusal("text_too_long", limit=TEXT_MAX, length=len(said))
    return said


def read_error_code(text: str) -> str:
    """The error code an application showed; Refusal("error_code_empty"), Refusal("error_code_too_long")."""
    code = one_line(text)
    if not code:
        raise Refusal("error_code_empty")
    if len(code) > ERROR_CODE_MAX:
        raise Refusal("error_code_too_long", limit=ERROR_CODE_MAX, length=len(code))
    return code


def one_line(text: str) -> str:
    """The text without what can't be stored, its lines joined; "" where nothing of it could be seen."""
    return " ".join(line for line in (line.strip() for line in kept(text).split("\n")) if line)


def kept(text: str) -> str:
    """Without outer white space and what can't be stored; "" where nothing of it could be seen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    stored = "".join(character for character in lines if _can_stay(character)).strip()
    return stored if any(unicodedata.category(character) not in _INVISIBLE for character in stored) else ""


def _can_stay(character: str) -> bool:
    # Control characters break databases and PDFs; a lone surrogate can't be written as UTF-8 at all.
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
