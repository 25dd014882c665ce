"""Trail of everything that was sent: one line for each message and letter, without its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.words import _


class SendOutcome(StrEnum):
    """How a send ended; the value is what is stored."""

    SENT = "sent"
    UNREACHABLE = "unreachable"
    MAILED = "mailed"  # the chat takes no messages, so a letter was written instead
    GIVEN_UP = "given_up"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    SendOutcome.SENT: _("terkirim"),
    SendOutcome.UNREACHABLE: _("tidak sampai: chat tertutup bagi bot"),
    SendOutcome.MAILED: _("chat tertutup bagi bot, dikirim lewat e-mail"),
    SendOutcome.GIVEN_UP: _("tidak sampai setelah dicoba berulang kali"),
    SendOutcome.REFUSED: _("ditolak oleh alamat e-mail"),
}
# Outcomes after which nobody was told.
FAILED = (SendOutcome.UNREACHABLE, SendOutcome.GIVEN_UP, SendOutcome.REFUSED)


@dataclass(frozen=True, slots=True)
class SendLine:
    """One send: when it ended and how, what kind of message it was, to which chat or address.

    `answer` is what the mail server replied, a code or a word of our own. `name` is whose chat it is now,
    where that is known.
    """

    at: datetime
    kind: str
    outcome: SendOutcome
    chat_id: int | None = None
    address: str | None = None
    ticket_id: int | None = None
    answer: str = ""
    name: str = ""


class Sends(Protocol):
    """The trail of sends, kept for some months."""

    def add(self, line: SendLine) -> None:
        """Store a line."""

    def of_ticket(self, ticket_id: int, limit: int) -> Sequence[SendLine]:
        """Return the newest lines about a ticket, newest first."""

    def of_person(self, chat_id: int | None, address: str, limit: int) -> Sequence[SendLine]:
        """Return the newest lines to a chat and to an address, newest first."""

    def failed_of_ticket(self, ticket_id: int, limit: int) -> Sequence[SendLine]:
        """Return the newest lines about a ticket of which nobody was told, newest first."""
