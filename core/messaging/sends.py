"""Trail of sends: one line for each message and letter with its outcome, and never its text."""

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
    DELAYED = "delayed"  # taken by the mail server, which reports that it has not got through yet
    BOUNCED = "bounced"  # taken by the mail server, and returned later

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    SendOutcome.SENT: _("terkirim"),
    SendOutcome.UNREACHABLE: _("tidak sampai: chat tertutup bagi bot"),
    SendOutcome.MAILED: _("chat tertutup bagi bot, dikirim lewat e-mail"),
    SendOutcome.GIVEN_UP: _("tidak sampai, dan tidak dicoba lagi"),
    SendOutcome.REFUSED: _("ditolak oleh alamat e-mail"),
    SendOutcome.DELAYED: _("tertunda di server e-mail tujuan"),
    SendOutcome.BOUNCED: _("dikembalikan oleh server e-mail tujuan"),
}
# Outcomes after which nobody was told.
FAILED = (SendOutcome.UNREACHABLE, SendOutcome.GIVEN_UP, SendOutcome.REFUSED, SendOutcome.BOUNCED)


@dataclass(frozen=True, slots=True)
class SendLine:
    """One send: when it ended and how, what kind of message it was, to which chat or address.

    `answer` is what the mail server replied, a code or a word of our own. `name` is whose chat it is now,
    where that is known. Of a letter, `letter_id` is the part of its Message-ID that nobody can guess, and
    `told_chat_id` the chat in which somebody waits for it.
    """

    at: datetime
    kind: str
    outcome: SendOutcome
    chat_id: int | None = None
    address: str | None = None
    ticket_id: int | None = None
    answer: str = ""
    name: str = ""
    letter_id: str | None = None
    told_chat_id: int | None = None


class WaitReason(StrEnum):
    """Why something is not sent yet."""

    IN_TURN = "in_turn"
    LATER = "later"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return REASON_LABELS[self]


REASON_LABELS = {
    WaitReason.IN_TURN: _("menunggu giliran"),
    WaitReason.LATER: _("dikirim nanti"),
    WaitReason.FAILED: _("belum berhasil"),
}


@dataclass(frozen=True, slots=True)
class WaitingSend:
    """A message or letter that is not sent yet: since when, why, how often it was tried, and when it is next.

    `next_try` is None where it is due. `error` is why the last try failed.
    """

    since: datetime
    kind: str
    reason: WaitReason
    tries: int = 0
    next_try: datetime | None = None
    chat_id: int | None = None
    address: str | None = None
    error: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class UnhandledUpdate:
    """Something that a person sent and that is not handled: it waits, or was put aside for `reason`."""

    update_id: int
    received_at: datetime
    reason: str = ""
    is_put_aside: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class SendsTrail:
    """Record of what was sent, newest first; and what waits to be sent or handled, oldest first."""

    lines: Sequence[SendLine] = ()
    waiting: Sequence[WaitingSend] = ()
    unhandled: Sequence[UnhandledUpdate] = ()


class WaitingSends(Protocol):
    """Messages and letters that are neither sent nor given up."""

    def of_ticket(self, ticket_id: int, now: datetime, limit: int) -> Sequence[WaitingSend]:
        """Return the oldest sends about a ticket that wait, oldest first."""

    def of_person(
        self, chat_id: int | None, address: str, now: datetime, limit: int
    ) -> Sequence[WaitingSend]:
        """Return the oldest sends to a chat and to an address that wait, oldest first."""


class UnhandledUpdates(Protocol):
    """Updates of people that are not handled."""

    def unhandled_of(self, lane: str, limit: int) -> Sequence[UnhandledUpdate]:
        """Return the oldest updates of a lane that wait, and the newest that were put aside."""


class Sends(Protocol):
    """The trail of sends, kept for some months."""

    def add(self, line: SendLine) -> None:
        """Store a line; do nothing where the letter that it is about has one already."""

    def of_ticket(self, ticket_id: int, limit: int) -> Sequence[SendLine]:
        """Return the newest lines about a ticket, newest first."""

    def of_person(self, chat_id: int | None, address: str, limit: int) -> Sequence[SendLine]:
        """Return the newest lines to a chat and to an address, newest first."""

    def letter(self, letter_id: str) -> SendLine | None:
        """Return the line of the letter with this id, if one was sent under it."""

    def change_letter(self, letter_id: str, outcome: SendOutcome, answer: str) -> None:
        """Replace how the send of this letter ended."""

    def count_bounced(self, ticket_id: int) -> int:
        """Return how many letters about a ticket came back after the mail server had taken them."""

    def failed_of_ticket(self, ticket_id: int, limit: int) -> Sequence[SendLine]:
        """Return the newest lines about a ticket whose outcome is one of FAILED, newest first."""
