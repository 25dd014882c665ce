"""Keep within Telegram's rates: never more in a window than it allows, and less after a refusal."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

# Messages at once, after a rest: over all chats, to a person, to a group.
OVERALL_BURST, CHAT_BURST, GROUP_BURST = 10, 20, 4
# The part of the overall rate that answers to strangers get at most.
GUESTS_PART = 1 / 2
# The smallest part of a rate that is left after refusals, and the seconds in which it doubles again.
SLOWEST, DOUBLES_IN = 1 / 16, 60.0
# Refusals within this many seconds count as one: they answer calls that were under way together.
TOGETHER = 1.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class SendRates:
    """Messages that may be sent: a second over all chats, a second to one chat, and a minute to one group."""

    overall: int = 30
    chat: float = 1.0
    group: int = 20


@dataclass(frozen=True, slots=True)
class CallKind:
    """How a call counts: a new message or an edit, an answer to a person's own update or anything else.

    An answer `is_guest` where nobody is signed in.
    """

    is_new: bool = True
    is_answer: bool = False
    is_guest: bool = False


NOTICE = CallKind()


@dataclass(slots=True)
class RateFactor:
    """The part of its rate at which something is sent: halved by each refusal, and rising again slowly."""

    part: float = 1.0
    since: float = 0.0

    def at(self, now: float) -> float:
        """Return the part at this time, from `SLOWEST` to 1."""
        return min(1.0, self.part * 2 ** ((now - self.since) / DOUBLES_IN)) if self.part < 1 else 1.0

    def halve(self, now: float) -> None:
        """Slow down, once for refusals that come together."""
        if self.part == 1 or now - self.since >= TOGETHER:
            self.part, self.since = max(SLOWEST, self.at(now) / 2), now


@dataclass(slots=True)
class Window:
    """At most `most` messages within any `seconds`."""

    most: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def delay(self, now: float, part: float) -> float:
        """Return how many seconds to wait before the next message at this part of the rate."""
        most = max(1, int(self.most * part))
        return self.times[-most] + self.seconds - now if len(self.times) >= most else 0.0

    def count(self, now: float) -> None:
        """Count one more message."""
        self.times.append(now)
        while len(self.times) > self.most:
            self.times.popleft()

    def is_idle(self, now: float) -> bool:
        """Return whether nothing was sent within the window."""
        return not self.times or self.times[-1] + self.seconds <= now


@dataclass(slots=True)
class TokenBucket:
    """Even spacing with a burst (the generic cell rate algorithm); times are seconds of one clock."""

    rate: float
    burst: int
    due: float = 0.0

    def delay(self, now: float, part: float) -> float:
        """Return how many seconds to wait before the next message at this part of the rate."""
        return self.due - max(1, int(self.burst * part) - 1) / self.rate - now if self.due > now else 0.0

    def count(self, now: float, part: float) -> None:
        """Count one more message; those that did not keep to the rate delay later ones by a burst at most."""
        due = max(self.due, now) + 1 / (self.rate * part)
        self.due = min(due, now + self.burst / (self.rate * part))

    def is_idle(self, now: float) -> bool:
        """Return whether a full burst may be sent."""
        return self.due <= now


class ChatLimit:
    """Limit what one chat gets; a group has a limit a minute for new messages, and one for edits."""

    def __init__(self, rates: SendRates, *, is_group: bool) -> None:
        self.factor = RateFactor()
        self.paused_until = 0.0
        self._bucket = TokenBucket(rates.chat, GROUP_BURST if is_group else CHAT_BURST)
        self._new, self._edits = (Window(rates.group, MINUTE) if is_group else None for _ in range(2))

    def delay(self, kind: CallKind, now: float) -> float:
        """Return how many seconds the chat's own rates let the call wait; 0 or less where it may go now."""
        part, window = self.factor.at(now), self._window(kind)
        waits = [window.delay(now, part)] if window is not None else [0.0]
        return max(*waits, self._bucket.delay(now, part) if kind.is_new else 0.0)

    def count(self, kind: CallKind, now: float) -> None:
        """Count one more call."""
        window = self._window(kind)
        if window is not None:
            window.count(now)
        if kind.is_new:
            self._bucket.count(now, self.factor.at(now))

    def is_idle(self, now: float) -> bool:
        """Return whether forgetting the chat changes nothing."""
        windows = (window for window in (self._new, self._edits) if window is not None)
        is_free = self.paused_until <= now and self.factor.at(now) == 1
        return is_free and self._bucket.is_idle(now) and all(window.is_idle(now) for window in windows)

    def _window(self, kind: CallKind) -> Window | None:
        return self._new if kind.is_new else self._edits


class RateLimiter:
    """The rates of all chats and of the bot as a whole; ids of groups are negative.

    Answers to people go at once as long as Telegram does not refuse: they count, and all else makes way.
    Answers to strangers have only a part of the overall rate, however many there are.
    """

    def __init__(self, rates: SendRates | None = None) -> None:
        self._rates = rates or SendRates()
        self._factor = RateFactor()
        self._window = Window(self._rates.overall, 1.0)
        self._bucket = TokenBucket(self._rates.overall, OVERALL_BURST)
        self._guests = TokenBucket(self._rates.overall * GUESTS_PART, OVERALL_BURST)
        self._paused_until = 0.0
        self.chats: dict[int, ChatLimit] = {}

    def overall_delay(self, chat_id: int, kind: CallKind, now: float) -> float:
        """Return how many seconds the rates of the bot as a whole let a call wait; 0 where it may go now."""
        pause, part = max(0.0, self._paused_until - now), self._factor.at(now)
        if self._is_free(chat_id, kind, now) and not kind.is_guest:
            return pause
        guests = self._guests.delay(now, part) if kind.is_guest else 0.0
        return max(pause, guests, self._window.delay(now, part), self._bucket.delay(now, part))

    def chat_delay(self, chat_id: int, kind: CallKind, now: float) -> float:
        """Return how many seconds the rates of its chat let a call wait; 0 where it may go now."""
        chat = self._chat(chat_id)
        pause = max(0.0, chat.paused_until - now)
        return pause if self._is_free(chat_id, kind, now) else max(pause, chat.delay(kind, now))

    def _is_free(self, chat_id: int, kind: CallKind, now: float) -> bool:
        """Return whether the call answers a person, and nothing was refused lately."""
        is_answer = kind.is_answer and chat_id > 0
        return is_answer and self._factor.at(now) == 1 and self._chat(chat_id).factor.at(now) == 1

    def count(self, chat_id: int, kind: CallKind, now: float) -> None:
        """Count a call that is made now."""
        self._window.count(now)
        self._bucket.count(now, self._factor.at(now))
        if kind.is_guest:
            self._guests.count(now, self._factor.at(now))
        self._chat(chat_id).count(kind, now)

    def refused(self, chat_id: int, seconds: float, now: float) -> None:
        """Pause a chat for as long as Telegram asks, and slow down.

        Two people who are told to wait at the same time show that the bot as a whole is too fast.
        """
        chat = self._chat(chat_id)
        if chat_id > 0:
            self._factor.halve(now)
            if any(i > 0 and i != chat_id and other.paused_until > now for i, other in self.chats.items()):
                self._paused_until = max(self._paused_until, now + seconds)
        chat.factor.halve(now)
        chat.paused_until = max(chat.paused_until, now + seconds)

    def forget_idle(self, now: float) -> None:
        """Drop the limits of chats that are back at rest."""
        self.chats = {chat_id: limit for chat_id, limit in self.chats.items() if not limit.is_idle(now)}

    def _chat(self, chat_id: int) -> ChatLimit:
        found = self.chats.get(chat_id)
        if found is None:
            found = self.chats[chat_id] = ChatLimit(self._rates, is_group=chat_id < 0)
        return found
