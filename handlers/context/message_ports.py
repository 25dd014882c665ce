"""Ports of what goes out to people, and of messages that are edited later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from core.messaging.outgoing import ChatMessage, Outgoing


class Outbox(Protocol):
    """Messages, letters and jobs that go out after the commit."""

    def add(
        self,
        message: Outgoing,
        *,
        chat_id: int | None,
        priority: int,
        at: datetime,
        delay: timedelta | None = None,
        ticket_id: int | None = None,
    ) -> int:
        """Add a message and return its id; drop one that it replaces and that still waits.

        `chat_id` is None for letters. It is sent after the commit, or `delay` later.
        """

    def add_all(
        self,
        messages: Sequence[tuple[int, ChatMessage]],
        *,
        priority: int,
        at: datetime,
        ticket_id: int | None = None,
    ) -> None:
        """Add many messages, each to a chat, as `add` does."""

    def count_failed(self, ticket_id: int) -> int:
        """Return how many messages about this ticket were given up."""

    def drop_for(self, chat_id: int) -> None:
        """Remove what waits for this chat."""

    def count_jobs(self, chat_id: int) -> int:
        """Return how many jobs wait or run for this chat."""

    def move_chat(self, old: int, new: int) -> None:
        """Send what waits for one chat to another."""

    def waiting(self, chat_id: int, key: str) -> Outgoing | None:
        """Return the message of this key that still waits for this chat, if there is one."""

    def gave_up(self, chat_id: int, key: str, since: datetime) -> bool:
        """Return whether a message of this key to this chat was given up since then."""

    def chats_waiting_for(self, key: str) -> Sequence[int]:
        """Return the chats for which a message of this key still waits."""


class WaitingAlerts(Protocol):
    """Alerts that wait in the outbox, in all chats."""

    def withdraw(self, name: str, limit: int) -> Sequence[int]:
        """Remove alerts of this name that still wait, at most `limit`; return the chats that had them."""

    def withdraw_from(self, chat_id: int, name: str) -> None:
        """Remove the alert of this name that still waits for this chat, if there is one."""


class LiveMessages(Protocol):
    """Messages that their chat knows by name, to be edited later."""

    def get(self, chat_id: int, live_message: str) -> int | None:
        """Return the id of the chat's message of this name, if it has one."""

    def set(self, chat_id: int, live_message: str, message_id: int) -> None:
        """Make this the chat's message of this name."""

    def holding(
        self, live_message: str, after: int | None = None, limit: int = 200
    ) -> Sequence[tuple[int, int]]:
        """Return (chat id, message id) of chats that have a message of this name, a page at a time."""

    def drop_all(self, chat_id: int) -> None:
        """Forget all messages of a chat that can't be written to any more."""

    def move_chat(self, old: int, new: int) -> None: ...
