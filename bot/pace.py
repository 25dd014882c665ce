"""Telegram's pace: evenly spaced sending, with short bursts, for each chat and over all."""

from __future__ import annotations

from dataclasses import dataclass, field

# A second over all chats; bursts let a quiet bot answer at once.
OVERALL_RATE, OVERALL_BURST = 30.0, 30
# One a second in a private chat, with room for a person who answers quickly; twenty a minute in a group.
CHAT_RATE, CHAT_BURST = 1.0, 20
GROUP_RATE, GROUP_BURST = 20 / 60, 4


@dataclass(slots=True)
class Gauge:
    """Even spacing with a burst (the generic cell rate algorithm); times are seconds of one clock."""

    rate: float
    burst: int
    due: float = 0.0

    def delay(self, now: float) -> float:
        """How long to wait before the next sending; 0 when it may go now."""
        return max(0.0, self.due - (self.burst - 1) / self.rate - now)

    def count(self, now: float) -> None:
        """One more was sent."""
        self.due = max(self.due, now) + 1 / self.rate

    def is_idle(self, now: float) -> bool:
        return self.due <= now


@dataclass(slots=True)
class Pace:
    """All gauges. Group ids are negative."""

    overall: Gauge = field(default_factory=lambda: Gauge(OVERALL_RATE, OVERALL_BURST))
    chats: dict[int, Gauge] = field(default_factory=dict)

    def reserve(self, chat_id: int, now: float, *, is_new: bool = True) -> float:
        """Count one call, and say how long it has to wait; only new messages count against their chat."""
        fresh = Gauge(GROUP_RATE, GROUP_BURST) if chat_id < 0 else Gauge(CHAT_RATE, CHAT_BURST)
        gauges = [self.overall, self.chats.setdefault(chat_id, fresh)] if is_new else [self.overall]
        delay = max(gauge.delay(now) for gauge in gauges)
        for gauge in gauges:
            gauge.count(now)
        return delay

    def forget_idle(self, now: float) -> None:
        """Gauges that say nothing any more."""
        self.chats = {chat_id: gauge for chat_id, gauge in self.chats.items() if not gauge.is_idle(now)}
