"""Limits on signing in: how often something may be done within a window of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from core.errors import Refusal


@dataclass(frozen=True, slots=True)
class SignInLimit:
    """One kind of limit: `most` uses within `window`, which begins with the first of them.

    Each chat, address or person, whatever it is that is limited, has its own count.
    """

    name: str
    most: int
    window: timedelta


# Requests are counted against the chat that makes them, so that nobody uses up the limit of somebody else.
CODES_OF_CHAT = SignInLimit("codes", 5, timedelta(hours=1))
WRONG_CODES_OF_CHAT = SignInLimit("wrong", 10, timedelta(days=1))
# Of all chats together that have never been the account's own. Beyond it the account's own chat is asked.
CODES_OF_ADDRESS = SignInLimit("address", 15, timedelta(hours=1))
# Letters to a future address, which may be anybody's.
CHANGES_TO_ADDRESS = SignInLimit("change", 5, timedelta(hours=1))
QUESTIONS_TO_OWNER = SignInLimit("asked", 5, timedelta(hours=1))
# A chat that the owner has turned away is not heard again for so long.
DENIALS = SignInLimit("denied", 1, timedelta(days=1))
ALERTS_OF_ACCOUNT = SignInLimit("alert", 1, timedelta(days=1))


class SignInLimits(Protocol):
    """Counts of uses, each in one row that is locked while it is counted."""

    def use(self, limit: SignInLimit, subject: object, at: datetime) -> timedelta | None:
        """Count one use by this subject; return None, or how long it has to wait where all are used up."""

    def wait(self, limit: SignInLimit, subject: object, at: datetime) -> timedelta | None:
        """Return how long this subject has to wait, or None; count nothing."""


def count_code(limits: SignInLimits, limit: SignInLimit, subject: object, at: datetime) -> None:
    """Count a code; refuse `too_many_codes`, with the minutes to wait, where all are used up."""
    wait = limits.use(limit, subject, at)
    if wait is not None:
        raise Refusal("too_many_codes", minutes=minutes(wait))


def minutes(wait: timedelta) -> int:
    """Return whole minutes, rounded up, so that a try after them succeeds."""
    return max(1, -(-int(wait.total_seconds()) // 60))
