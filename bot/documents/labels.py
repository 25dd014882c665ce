"""Labels that more than one document needs, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from conversations.rendering.excerpts import excerpt
from core.people.desks import Desk

# Gives a text of the catalogue in the reader's language: `gettext` of the loaded translations.
Translate: TypeAlias = Callable[[str], str]

LONGEST_NAME = 120


def desk_label(desk: Desk, translate: Translate) -> str:
    """Return the name of a desk: its level, with the directorate where it is a technical team."""
    level = translate(desk.level.label)
    return f"{level} ({desk.directorate.label})" if desk.directorate else level


def short_name(name: str, most: int = LONGEST_NAME) -> str:
    """Return a name on one line, cut to `most` characters to leave room for what it stands beside."""
    return excerpt(" ".join(name.split()), most)
