"""Read names and lists of names that administrators type: visible, in one line each, and within bounds."""

from __future__ import annotations

import re
import unicodedata

from core.errors import Refusal
from core.input.characters import plain, replace_characters, without_hidden

# Bullets that people put before the lines of a list.
_BULLET = re.compile(r"^[-•*·–][ \t]+")


def read_label(text: str, most: int) -> str:
    """Return a name in one line of at most `most` characters.

    Refuse one that shows nothing (`label_empty`) or is longer (`label_too_long`).
    """
    label = _one_line(text)
    if comparable(label) == "":
        raise Refusal("label_empty")
    if len(label) > most:
        raise Refusal("label_too_long", length=len(label), limit=most)
    return label


def read_labels(text: str, most: int, most_lines: int) -> tuple[str, ...]:
    """Return the names of a list with one name a line, without its bullets and empty lines.

    `most` is the length of a name in characters, `most_lines` how many names there may be. Refuse
    `label_empty`, `label_too_long`, `labels_too_many` and `label_twice`.
    """
    lines = [_BULLET.sub("", line.strip()) for line in text.splitlines()]
    labels = tuple(read_label(line, most) for line in lines if comparable(_one_line(line)))
    if not labels:
        raise Refusal("label_empty")
    if len(labels) > most_lines:
        raise Refusal("labels_too_many", count=len(labels), limit=most_lines)
    seen: set[str] = set()
    for label in labels:
        if comparable(label) in seen:
            raise Refusal("label_twice", name=label)
        seen.add(comparable(label))
    return labels


def comparable(name: str) -> str:
    """Return the form in which names are equal that people take for the same; "" if none of it is visible."""
    folded = unicodedata.normalize("NFKC", plain(name).casefold())
    return " ".join(replace_characters(folded, lambda c: unicodedata.category(c) in ("Cf", "Mn")).split())


def slug(name: str) -> str:
    """Return the letters and digits of a name as codes have them: "Login & Akun" is "login-akun"."""
    parts = unicodedata.normalize("NFKD", plain(name)).casefold()
    bare = replace_characters(parts, lambda c: unicodedata.combining(c) > 0)
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _one_line(text: str) -> str:
    """Return the text without line breaks and characters that can't be stored or that reverse the line."""
    return " ".join(replace_characters(without_hidden(text), _can_not_stay, " ").split())


def _can_not_stay(character: str) -> bool:
    # U+200D joins the parts of an emoji; other invisible characters make one name look like another.
    return character != "\u200d" and not character.isprintable()
