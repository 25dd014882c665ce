"""Alarms for administrators: senders who send too much, or ask for what is not theirs, and failed backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

# An alarm is over when nothing was reported for so long.
QUIET = timedelta(minutes=10)
# Senders whom an alarm names; of the others it has the number.
MOST_NAMED = 5
# Refusals of things that nobody is offered: tickets of others, screens of administrators, made-up links.
GUESSED = frozenset(
    {"not_found", "not_administrator", "account_unknown", "invitation_invalid", "watch_link_invalid"}
)


class AlarmKind(StrEnum):
    """Reasons to report a sender, or trouble of the bot itself; the value is what is stored."""

    FLOOD = "flood"
    GUESSING = "guessing"
    BACKUP = "backup"


# Those that are reported of senders, and are over when nothing more is.
OF_SENDERS = (AlarmKind.FLOOD, AlarmKind.GUESSING)
# The id in the place of a sender's chat, where there is none.
OF_ALL = 0


class BackupTrouble(StrEnum):
    """Why no backup could be made; the value is stored as the name of the alarm."""

    NO_ROOM = "no_room"
    NO_ACCESS = "no_access"
    DAMAGED = "damaged"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One sender and what they are reported for: how often, since when, and when it was last reported.

    `name` is the one they gave Telegram. `is_told` says that administrators know of them.
    """

    kind: AlarmKind
    chat_id: int
    name: str
    count: int
    since: datetime
    last_at: datetime
    is_told: bool = False


class Alarms(Protocol):
    """Alarms that are not over."""

    def report(self, alarm: Alarm) -> None:
        """Store an alarm; of one that stands already, the count and the time of the last report."""

    def standing(self, kind: AlarmKind) -> list[Alarm]:
        """Return the alarms of a kind, the largest counts first."""

    def mark_told(self, kind: AlarmKind) -> None:
        """Note that administrators know of everybody in the alarms of a kind."""

    def end(self, kind: AlarmKind) -> None:
        """Remove the alarms of a kind."""
