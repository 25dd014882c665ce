"""Tell a Telegram that is away from a message that fails alone, and say when to ask again."""

from __future__ import annotations

import structlog

log = structlog.get_logger()

# Seconds before the next probe: 1, 2, 4 and so on, at most this many.
LONGEST_PAUSE = 30.0
# So many chats that fail with no answer in between are no trouble of their own.
AWAY = 2


class TelegramHealth:
    """Judge each failure by what other chats got meanwhile; times are seconds of one clock.

    A failed call is the message's own where Telegram answered a call for another chat since. Until it did,
    nobody has failed: the chat is suspected, and waits for a short pause. Two suspected chats show that
    Telegram is away; then only one probe at a time is sent, until one is answered. Any answer ends all
    pauses, a refusal too.
    """

    def __init__(self) -> None:
        # Answers and failures are counted, and each call begins at one of these counts.
        self._count = 0
        # Of the chats whose calls failed: the count since which no other chat got an answer.
        self._suspects: dict[int, int] = {}
        # Those of before the last answer, whose next failure is their own.
        self._former: dict[int, int] = {}
        # The last two chats that got an answer, with its count; the later one first.
        self._answers: list[tuple[int, int]] = []
        self._failures = self._last_count = 0
        self._last_failure = 0.0
        self._next_probe = 0.0

    @property
    def is_away(self) -> bool:
        """Return whether to send nothing but probes."""
        return len(self._suspects) >= AWAY

    @property
    def is_in_doubt(self) -> bool:
        """Return whether any chat has to wait because a call failed."""
        return bool(self._suspects)

    def pause(self, now: float) -> float:
        """Return the seconds until a suspected chat, or the next probe, may be tried; 0 for none."""
        return max(0.0, self._next_probe - now) if self._suspects else 0.0

    def paused_chats(self, now: float) -> set[int]:
        """Return the suspected chats that have to wait."""
        return set(self._suspects) if self.pause(now) else set()

    def begin(self) -> int:
        """Return the mark of a call that begins now."""
        return self._count

    def answered(self, chat_id: int) -> None:
        """Note that Telegram answered, which ends all pauses."""
        self._count += 1
        self._answers = [(chat_id, self._count), *(seen for seen in self._answers if seen[0] != chat_id)][:2]
        self._former.pop(chat_id, None)
        if self._suspects:
            if self.is_away:
                log.info("telegram_back", chats=len(self._suspects))
            self._suspects.pop(chat_id, None)
            self._former = self._suspects
            self._suspects, self._failures = {}, 0

    def failed(self, chat_id: int, began: int, now: float) -> bool:
        """Note that a call with the mark `began` failed; return whether that is the message's own failure."""
        self._count += 1
        since = self._suspects.get(chat_id, self._former.pop(chat_id, began))
        if any(chat != chat_id and count > since for chat, count in self._answers):
            return True
        was_away = self.is_away
        self._suspects[chat_id] = since
        # Calls that were under way together are one failure.
        if began >= self._last_count or not self._failures:
            self._failures += 1
            self._last_count, self._last_failure = self._count, now
            self._next_probe = now + min(2.0 ** (self._failures - 1), LONGEST_PAUSE)
        if self.is_away and not was_away:
            log.warning("telegram_away")
        return False

    def probe_soon(self) -> None:
        """Probe soon, as when an update arrives; no more often than once a second."""
        self._next_probe = min(self._next_probe, self._last_failure + 1.0)
