"""What a person sees at once: a template with its data, and rows of buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Style(StrEnum):
    """How a button stands out: green for sending, red for ending, blue for the main way on."""

    PLAIN = ""
    SEND = "success"
    END = "danger"
    MAIN = "primary"


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it means.

    `says` is an answer to the current step of a talk and lives as long as that screen; `to` is an address
    that stays good on old messages; `copy` puts a text on the clipboard. Labels are translated when shown,
    and filled with `facts`.
    """

    label: str
    says: str = ""
    to: str = ""
    copy: str = ""
    style: Style = Style.PLAIN
    icon: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class LongText:
    """A text of a person under a template of ours; several are laid out over pages."""

    template: str
    data: Mapping[str, object]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A template of `conversations/templates` with its data; `note` is a sentence set above it.

    Where `texts` follow, `page` is the one to show and `turn` the address of another (`card:7:{page}`).
    """

    template: str
    data: Mapping[str, object] = field(default_factory=dict)
    rows: Rows = ()
    note: Note | None = None
    texts: tuple[LongText, ...] = ()
    page: int = 0
    turn: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its facts, to be translated for its reader: what is wrong, or what was done."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    is_wrong: bool = True


def columns(buttons: list[Button], width: int) -> Rows:
    """The buttons in rows of `width`."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
