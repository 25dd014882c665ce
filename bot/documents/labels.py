"""Words that more than one document needs, said in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from conversations.pages import excerpt
from core.desks import Desk

# Gives a text of the catalogue in the reader's language: `gettext` of the loaded translations.
Translate: TypeAlias = Callable[[str], str]

LONGEST_NAME = 120


def desk_label(desk: Desk, translate: Translate) -> str:
    """The position of a ticket as people call it: the level, and of technical teams the directorate."""
    level = translate(desk.level.label)
    return f"{level} ({desk.directorate.label})" if desk.directorate else level


def named(name: str, most: int = LONGEST_NAME) -> str:
    """A name in one line, and not so long that it would push aside what it stands beside."""
    return excerpt(" ".join(name.split()), most)
