"""Limit how many chats are sent to at once, and tell when another look at the outbox can find more rows."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from storage.messaging.send_queue import ANSWER, GUEST

# Chats sent to at once; at most so many of them with other messages than answers, and of strangers.
AT_ONCE, OTHERS_AT_ONCE, GUESTS_AT_ONCE = 24, 16, 8


class Places:
    """Hold the task that sends to each chat, and note which rows a look at the outbox could not take.

    A look is one query for rows that are due; it skips chats that have a task, and rows for which no place is
    free. When a chat is done, another look is needed only if something was skipped; rows that are committed
    later wake the courier by themselves.
    """

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._answering: set[int] = set()
        self._guests: set[int] = set()
        # Chats that a look has skipped since their next row was last queried.
        self._skipped: set[int] = set()
        self._settled: set[int] = set()
        self._passed_over = False

    @property
    def tasks(self) -> Collection[asyncio.Task[None]]:
        """Return the tasks that send to a chat now."""
        return self._tasks.values()

    @property
    def are_full(self) -> bool:
        """Return whether no place is free for any chat."""
        return len(self._tasks) >= AT_ONCE

    def begin_look(self) -> set[int]:
        """Return the chats that have a place, which the look that begins now skips."""
        self._passed_over = False
        self._skipped.update(self._tasks)
        return set(self._tasks)

    def pass_over(self) -> None:
        """Note that more rows may be due than this look could take."""
        self._passed_over = True

    def has_room_for(self, priority: int) -> bool:
        """Return whether a place is free for a message of this priority; note that it was skipped if not."""
        others = len(self._tasks) - len(self._answering)
        has_room = not (
            self.are_full
            or (priority != ANSWER and others >= OTHERS_AT_ONCE)
            or (priority == GUEST and len(self._guests) >= GUESTS_AT_ONCE)
        )
        self._passed_over |= not has_room
        return has_room

    def take(self, chat_id: int, priority: int, task: asyncio.Task[None]) -> None:
        """Give the chat a place until `leave`."""
        self._tasks[chat_id] = task
        if priority == ANSWER:
            self._answering.add(chat_id)
        elif priority == GUEST:
            self._guests.add(chat_id)

    def note_next_row_queried(self, chat_id: int) -> None:
        """Note that the chat's next row is queried now, which finds what looks have skipped in this chat."""
        self._skipped.discard(chat_id)

    def settle(self, chat_id: int) -> None:
        """Note that the outbox has no more rows for the chat, due or not."""
        self._settled.add(chat_id)

    def leave(self, chat_id: int) -> bool:
        """Free the chat's place; return whether another look at the outbox may find something now."""
        del self._tasks[chat_id]
        self._answering.discard(chat_id)
        self._guests.discard(chat_id)
        finds_more = self._passed_over or chat_id in self._skipped or chat_id not in self._settled
        self._skipped.discard(chat_id)
        self._settled.discard(chat_id)
        return finds_more
