"""Names and lists as administrators give them: in one line each, visible, and within bounds."""

from __future__ import annotations

import re
import unicodedata

from core.errors import Refusal

# What people put before the lines of a list.
_BULLET = re.compile(r"^[-•*·–][ \t]+")


def read_label(text: str, most: int) -> str:
    """A name in one line of `most` characters; Refusal("label_empty"), Refusal("label_too_long")."""
    label = _one_line(text)
    if same(label) == "":
        raise Refusal("label_empty")
    if len(label) > most:
        raise Refusal("label_too_long", length=len(label), limit=most)
    return label


def read_labels(text: str, most: int, most_lines: int) -> tuple[str, ...]:
    """The names of a list, one a line, without its bullets and empty lines.

    Refuses `label_empty`, `label_too_long`, `labels_too_many` and `label_twice`.
    """
    lines = [_BULLET.sub("", line.strip()) for line in text.splitlines()]
    labels = tuple(read_label(line, most) for line in lines if same(_one_line(line)))
    if not labels:
        raise Refusal("label_empty")
    if len(labels) > most_lines:
        raise Refusal("labels_too_many", count=len(labels), limit=most_lines)
    seen: set[str] = set()
    for label in labels:
        if same(label) in seen:
            raise Refusal("label_twice", name=label)
        seen.add(same(label))
    return labels


def same(name: str) -> str:
    """What is equal in two names that people would take for one; "" where nothing of it can be seen."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Mn")).split())


def slug(name: str) -> str:
    """The letters and digits of a name, as codes are made of them: "Login & Akun" is "login-akun"."""
    parts = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in parts if not unicodedata.combining(c))).strip("-")


def _one_line(text: str) -> str:
    """Without line breaks, and without what can't be stored or turns the line around."""
    return " ".join("".join(c if _can_stay(c) else " " for c in text).split())


def _can_stay(character: str) -> bool:
    # U+200D joins the parts of an emoji; other invisible signs are there to deceive.
    return character == "\u200d" or character.isprintable()
