"""Give out the places in which chats are served, and know whether leaving one lets somebody else in."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from storage.messaging.send_queue import ANSWER, GUEST

# Chats served at once, those of them that get no answers, and those in which nobody is signed in.
AT_ONCE, OTHERS_AT_ONCE, GUESTS_AT_ONCE = 24, 16, 8


class Places:
    """Keep the chats that are being served, and what looks for others had to leave behind because of them.

    When a chat was served, another look finds only what an earlier one has passed over, for want of a place
    or because that chat had one; whatever is committed later wakes the courier by itself.
    """

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._answering: set[int] = set()
        self._guests: set[int] = set()
        # Chats that a look has skipped since they were last asked for their next message.
        self._skipped: set[int] = set()
        self._settled: set[int] = set()
        self._passed_over = False

    @property
    def tasks(self) -> Collection[asyncio.Task[None]]:
        """Return what serves a chat now."""
        return self._tasks.values()

    @property
    def are_full(self) -> bool:
        """Return whether nobody at all gets a place."""
        return len(self._tasks) >= AT_ONCE

    def begin_look(self) -> set[int]:
        """Return the chats that have a place, which the look that begins now skips."""
        self._passed_over = False
        self._skipped.update(self._tasks)
        return set(self._tasks)

    def pass_over(self) -> None:
        """Note that there may be more than the look could take."""
        self._passed_over = True

    def has_room_for(self, priority: int) -> bool:
        """Return whether a message of this priority gets a place, and note where it does not."""
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

    def asks_for_next(self, chat_id: int) -> None:
        """Note that the chat is asked now for its next message, which finds all that looks have skipped."""
        self._skipped.discard(chat_id)

    def settle(self, chat_id: int) -> None:
        """Note that nothing more waits in the chat, due or not."""
        self._settled.add(chat_id)

    def leave(self, chat_id: int) -> bool:
        """Take the chat's place away; return whether another look may find something because of that."""
        del self._tasks[chat_id]
        self._answering.discard(chat_id)
        self._guests.discard(chat_id)
        finds_more = self._passed_over or chat_id in self._skipped or chat_id not in self._settled
        self._skipped.discard(chat_id)
        self._settled.discard(chat_id)
        return finds_more
