"""Hold all that a print of a ticket shows, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.documents.pictures import Picture
from conversations.screens.urgency import Urgency
from core.master_data.catalogue import Application
from core.organisation.lpse import Lpse
from core.tickets.history import HistoryEntry
from core.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class TicketPrint:
    """All that a print shows: `history` complete and oldest first, `age` in days, people by their names.

    `holder` is who has the ticket, or solved it; `asked` are names of people whose feedback was asked, by
    their ids; `pictures` those that are shown, by the ordinals of their files; `urgency` is as of the
    printing.
    """

    ticket: Ticket
    lpse: Lpse
    application: Application
    reporter: str
    holder: str
    history: Sequence[HistoryEntry]
    age: int
    urgency: Urgency
    printed_at: datetime
    printed_by: str
    asked: Mapping[int, str] = field(default_factory=dict)
    pictures: Mapping[int, Picture] = field(default_factory=dict)
