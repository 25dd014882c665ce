"""The letters about tickets: which events are written about to the ticket's address, and in what words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.tickets.actions import CONFIRMED_SILENTLY
from core.tickets.events import Event
from core.tickets.lifecycle import EventType
from core.tickets.ticket import Ticket
from core.words import _


@dataclass(frozen=True, slots=True)
class LetterSpec:
    """The letter about one kind of event.

    `subject` stands in the subject behind the ticket's number. `sentence` may hold %(who)s, the person who
    acted; with `quotes` the text that came with the event follows it.
    """

    subject: str
    sentence: str
    quotes: bool = True


LETTERS: Mapping[EventType, LetterSpec] = {
    EventType.FILED: LetterSpec(
        _("Tiket diterima"),
        _("Tiket Anda sudah kami terima. Simpan nomornya; perkembangannya kami kabarkan di Telegram."),
        quotes=False,
    ),
    EventType.FEEDBACK_ASKED: LetterSpec(
        _("Feedback diminta"),
        _("%(who)s perlu keterangan dari Anda. Buka tiket ini di Telegram, lalu tekan Beri Feedback."),
    ),
    EventType.SOLVED: LetterSpec(
        _("Masalah diselesaikan"),
        _(
            "Tiket Anda diselesaikan oleh %(who)s. Mohon periksa, lalu buka tiket ini di Telegram dan tekan "
            "Konfirmasi."
        ),
    ),
    EventType.CONFIRMED_SILENTLY: LetterSpec(_("Tiket selesai"), CONFIRMED_SILENTLY),
}


def letter_about(ticket: Ticket, event: Event) -> LetterSpec | None:
    """Return the letter to the ticket's address about an event; None where none is written.

    Reporters get none about what they did themselves, except for the number of a new ticket, and none about
    what is asked of a desk. `ticket` is as it is after the event.
    """
    is_own = event.person_id == ticket.reporter_id and event.kind is not EventType.FILED
    is_asked_of_desk = event.kind is EventType.FEEDBACK_ASKED and ticket.asked_id != ticket.reporter_id
    return None if is_own or is_asked_of_desk else LETTERS.get(event.kind)
