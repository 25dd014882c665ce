"""Rows of ticket lists: what a list knows of a ticket, and the button that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from conversations.addressing import addresses
from conversations.rendering.keyboard import ICON, WHOLE
from conversations.rendering.screen import Button, Note, Rows
from conversations.screens.urgency import Urgency
from core.input.text_length import cut_to_utf16, utf16_length
from core.tickets.summaries import TicketSummary
from core.words import _

_DAY, _HOUR, _MINUTE = 24 * 60, 60, timedelta(minutes=1)
# Characters that a row's time takes at most, with the dot before it.
_TIME = len(" · ⏳23 menit")
# A title is not cut below this, even where a long number leaves less room.
_SHORTEST_TITLE = 8


@dataclass(frozen=True, slots=True)
class ListRow:
    """A ticket with the names of its application, category and LPSE, and its age in days and in minutes.

    `urgency` has the deadline of its stage.
    """

    ticket: TicketSummary
    application: str
    category: str
    lpse: str
    age: int
    urgency: Urgency
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

    @property
    def pressing_time(self) -> Note:
        """Return for how long the stage of the ticket still runs, or else how old the ticket is."""
        if self.urgency.deadline is None:
            return self.time
        left = max((self.urgency.deadline.ends - self.urgency.seen_at) // _MINUTE, 0)
        if left >= _DAY:
            return Note(_("⏳%(count)s hari"), {"count": left // _DAY})
        if left >= _HOUR:
            return Note(_("⏳%(count)s jam"), {"count": left // _HOUR})
        return Note(_("⏳%(count)s menit"), {"count": left})


def row_button(row: ListRow) -> Button:
    """Return the button that opens the ticket: urgency, number, title and time, as much as a phone shows."""
    ticket = row.ticket
    room = max(WHOLE - ICON - len(ticket.number) - 1 - _TIME, _SHORTEST_TITLE)
    title = " ".join(ticket.title.split())
    facts = {
        "number": ticket.number,
        # Cut within a word: on a phone each letter counts.
        "title": title if utf16_length(title) <= room else f"{cut_to_utf16(title, room - 1).rstrip()}…",
        "time": row.pressing_time,
    }
    to = addresses.TicketCard(ticket.id)
    return Button(_("%(number)s %(title)s · %(time)s"), to=to, icon=ticket.priority.icon, facts=facts)


def way_back_row(to: addresses.TicketList | None) -> Rows:
    """Return the button to the page of a list that a ticket was opened from; nothing where there is none."""
    return ((Button(_("Kembali ke daftar"), to=to, icon="🔙"),),) if to is not None else ()
