"""State of a person's private chat with the bot, as stored between two updates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.languages import SOURCE

# Keys of the memo under which what somebody searched for is kept: tickets, accounts and the audit trail.
SEARCHES = ("search", "accounts", "trail")


@dataclass(slots=True)
class Chat:
    """State of one private chat.

    `person_id` is None while nobody is signed in there; `language` is that of its texts. `revision` counts
    the screens shown. `conversation` is the state of the running conversation, `memo` keeps what else has to
    be remembered; both are JSON-safe. `reachable` is False once Telegram refused to deliver a message.
    `linked_at` is when the person last proved to be the account's owner there: by a code or an invitation.
    `searched_at` is when words to search for were last put into the memo; see `SEARCHES`.
    """

    chat_id: int
    person_id: int | None = None
    language: str = SOURCE.code
    revision: int = 0
    conversation: dict[str, Any] | None = None
    reachable: bool = True
    memo: dict[str, Any] = field(default_factory=dict)
    linked_at: datetime | None = None
    searched_at: datetime | None = None
