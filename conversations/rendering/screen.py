"""Describe a screen as data: a template with its data, a note above it, and rows of buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from conversations.addressing.addresses import Address, FaqPage
from conversations.addressing.ticket_addresses import TicketCard
from core.button_style import Style
from core.tickets.ticket import Ticket

__all__ = ["Button", "LongText", "Note", "Rows", "Screen", "Style", "columns"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button with its label and what pressing it means.

    `says` answers the current step of a conversation and lives as long as that screen; `to` is an address
    that stays good on old messages; `copy` puts a text on the clipboard. Labels are translated when shown,
    and filled with `facts`, of which a `Note` is translated too.
    """

    label: str
    says: str = ""
    to: Address | None = None
    copy: str = ""
    style: Style = Style.PLAIN
    icon: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class LongText:
    """A text of a person under a rendered line; several are laid out over pages."""

    template: str
    data: Mapping[str, object]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A template of `conversations/templates` with its data; `note` is a sentence set above it.

    Where `texts` follow, `page` is the one to show, and `address` with another page leads to that one.
    A `ticket` in `data` is what the screen is about.
    """

    template: str
    data: Mapping[str, object] = field(default_factory=dict)
    rows: Rows = ()
    note: Note | None = None
    texts: tuple[LongText, ...] = ()
    page: int = 0
    address: TicketCard | FaqPage | None = None

    @property
    def ticket_id(self) -> int | None:
        """Return the ticket that the screen is about: a reply to its message is taken for that ticket."""
        ticket = self.data.get("ticket")
        return ticket.id if isinstance(ticket, Ticket) else None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its facts, to be translated for its reader; says what is wrong, or what was done."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    is_wrong: bool = True


# The width of rows of two where two labels fit.
FIT = 0


class FittedRow(tuple[Button, ...]):
    """Buttons of which two stand in a row where both labels are short, in whichever language."""

    __slots__ = ()


def columns(buttons: list[Button], width: int) -> Rows:
    """Return the buttons in rows of `width`; for `FIT`, two in a row where both labels are short."""
    if width == FIT:
        return (FittedRow(buttons),)
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
