"""Rows of ticket lists: what a list knows of a ticket, and the button that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.addressing import addresses
from conversations.rendering.keyboard import ICON, WHOLE
from conversations.rendering.screen import Button, Note, Rows
from core.input.text_length import cut_to_utf16, utf16_length
from core.tickets.summaries import TicketSummary
from core.words import _

_DAY, _HOUR = 24 * 60, 60
# Characters that a row's time takes at most, with the dot before it.
_TIME = len(" · 23 menit")
# A title is not cut below this, even where a long number leaves less room.
_SHORTEST_TITLE = 8


@dataclass(frozen=True, slots=True)
class ListRow:
    """A ticket with the names of its application, category and LPSE, and its age in days and in minutes."""

    ticket: TicketSummary
    application: str
    category: str
    lpse: str
    age: int
    minutes: int = 0

    @property
    def time(self) -> Note:
        """Return what a row says about time: how old the ticket is, in hours under a day."""
        if self.minutes >= _DAY:
            # Days on the calendar, as everywhere: whatever is older than 24 hours is of yesterday at least.
            return Note(_("%(count)s hari"), {"count": self.age})
        if self.minutes >= _HOUR:
            return Note(_("%(count)s jam"), {"count": self.minutes // _HOUR})
        return Note(_("%(count)s menit"), {"count": self.minutes})


def row_button(row: ListRow) -> Button:
    """Return the button that opens the ticket: urgency, number, title and time, as much as a phone shows."""
    ticket = row.ticket
    room = max(WHOLE - ICON - len(ticket.number) - 1 - _TIME, _SHORTEST_TITLE)
    title = " ".join(ticket.title.split())
    facts = {
        "number": ticket.number,
        # Cut within a word: on a phone each letter counts.
        "title": title if utf16_length(title) <= room else f"{cut_to_utf16(title, room - 1).rstrip()}…",
        "time": row.time,
    }
    to = addresses.TicketCard(ticket.id)
    return Button(_("%(number)s %(title)s · %(time)s"), to=to, icon=ticket.priority.icon, facts=facts)


def way_back_row(to: addresses.TicketList | None) -> Rows:
    """Return the button to the page of a list that a ticket was opened from; nothing where there is none."""
    return ((Button(_("Kembali ke daftar"), to=to, icon="🔙"),),) if to is not None else ()
