"""Rows of ticket lists: what a list knows of a ticket, and the button that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from conversations.addressing import addresses, ticket_addresses
from conversations.rendering.keyboard import ICON, WHOLE
from conversations.rendering.screen import Button, Note, Rows
from conversations.screens.urgency import Urgency
from core.input.text_length import cut_to_utf16, utf16_length
from core.people.desks import Desk
from core.tickets.summaries import TicketSummary
from core.words import _

_DAY, _HOUR, _MINUTE = 24 * 60, 60, timedelta(minutes=1)
# Characters that the end of a stage takes at most, with the dot before it.
_TIME = len(" · ⏳23 menit")
# A title is not cut below this, even where a long number leaves less room.
_SHORTEST_TITLE = 8
# Facts that are shown once above a list if all of its rows have them in common: the LPSE, the status.
COMMON = ("lpse", "status")


@dataclass(frozen=True, slots=True)
class ListRow:
    """A ticket with the names of its application, category and LPSE, and its age in days and in minutes.

    `urgency` has the deadline of its stage. `passed_from` is the desk below that can't be reached, where the
    ticket waits and whoever reads the list may take it all the same.
    """

    ticket: TicketSummary
    application: str
    category: str
    lpse: str
    age: int
    urgency: Urgency
    minutes: int = 0
    passed_from: Desk | None = None

    @property
    def reason(self) -> Note | None:
        """Return why the ticket of another desk is in the list; None where it is the reader's own."""
        if self.passed_from is None:
            return None
        return Note(_("Diteruskan: %(desk)s tidak dapat dihubungi"), {"desk": self.passed_from.place})

    @property
    def status(self) -> str:
        """Return the label of the status."""
        return self.ticket.status.label

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
    """Return the button that opens the ticket: urgency, number and title, as much as a phone shows.

    How long the stage of the ticket still runs stands behind them; the age stands in the list alone.
    """
    ticket = row.ticket
    is_running = row.urgency.deadline is not None
    room = WHOLE - ICON - len(ticket.number) - 1 - (_TIME if is_running else 0)
    facts = {
        "number": ticket.number,
        "title": _shortened(" ".join(ticket.title.split()), max(room, _SHORTEST_TITLE)),
        "time": row.pressing_time,
    }
    label = _("%(number)s %(title)s · %(time)s") if is_running else _("%(number)s %(title)s")
    return Button(label, to=ticket_addresses.TicketCard(ticket.id), icon=ticket.priority.icon, facts=facts)


def _shortened(title: str, room: int) -> str:
    """Return the title within so many UTF-16 units, cut within a word: on a phone each letter counts."""
    return title if utf16_length(title) <= room else f"{cut_to_utf16(title, room - 1).rstrip()}…"


def common_facts(rows: Sequence[ListRow], names: Sequence[str] = COMMON) -> dict[str, str]:
    """Return those of these facts that all of several rows share; "" for the others.

    What is shared stands once above the rows.
    """
    shared = dict.fromkeys(COMMON, "")
    for name in names if len(rows) > 1 else ():
        values = {getattr(row, name) for row in rows}
        shared[name] = values.pop() if len(values) == 1 else ""
    return shared


def way_back_row(to: addresses.TicketList | None) -> Rows:
    """Return the button to the page of a list that a ticket was opened from; nothing where there is none."""
    return ((Button(_("Kembali ke daftar"), to=to, icon="🔙"),),) if to is not None else ()
