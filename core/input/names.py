"""Read names, telephone numbers and offices that people type."""

from __future__ import annotations

import re

from core.errors import Refusal
from core.input.characters import plain, replace_characters

# Characters; our own bounds, as the guides name none.
LONGEST_NAME = 100
LONGEST_OFFICE = 150

_PHONE = re.compile(r"\+?[0-9]{6,15}")


def read_name(text: str) -> str:
    """Return a name in one line; raise Refusal("name") if it is empty or longer than LONGEST_NAME."""
    name = _one_line(text)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refusal("name", limit=LONGEST_NAME)
    return name


def read_phone(text: str) -> str:
    """Return a telephone number without its spaces, dots, dashes and brackets.

    Raise Refusal("phone") unless 6 to 15 digits remain, a plus before them allowed.
    """
    phone = re.sub(r"[\s.()/-]", "", plain(text))
    if not _PHONE.fullmatch(phone):
        raise Refusal("phone")
    return phone


def read_office(text: str) -> str:
    """Return the office somebody works at in one line; raise Refusal("office") beyond LONGEST_OFFICE."""
    office = _one_line(text)
    if len(office) > LONGEST_OFFICE:
        raise Refusal("office", limit=LONGEST_OFFICE)
    return office


def _one_line(text: str) -> str:
    return " ".join(replace_characters(plain(text), lambda c: not c.isprintable(), " ").split())
