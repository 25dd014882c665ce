"""Choose whom the courier sends something next: chats whose turn it is and whose rates allow it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sending.rate_limit import CallKind, RateLimiter, SendRates
from bot.sending.telegram_health import TelegramHealth
from core.messaging.outgoing import AmendAlert, ShowResult, ShowScreen
from storage.messaging.outbox import OutboxRow
from storage.messaging.send_queue import ANSWER, BEGINNING, GUEST
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# Chats that are read at a time.
READ = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows that are due, the most urgent first, and the seconds until another look may find more.

    `is_cut_off`: more rows may be due than were read at a time.
    """

    rows: list[OutboxRow] = field(default_factory=list)
    wait: float = 0.0
    is_cut_off: bool = False


class Chooser:
    """Choose rows of chats that may get a message now; `timer` gives seconds, for rates and pauses."""

    def __init__(
        self,
        units: UnitsOfWork,
        health: TelegramHealth,
        rates: SendRates | None,
        now: Callable[[], datetime],
        timer: Callable[[], float],
    ) -> None:
        self._units = units
        self._health = health
        self._now = now
        self._timer = timer
        self._limiter = RateLimiter(rates)
        # Until when chats may get nothing at all, or nothing but answers.
        self._shut: dict[int, float] = {}
        self._resting: dict[int, float] = {}
        # Cursors of the search for more chats, and for the chat of the next probe.
        self._cursor = self._probed = BEGINNING

    async def choose(self, busy: Collection[int], longest: float) -> Choice:
        """Return what is due of chats that are not busy; wait `longest` seconds at most before the next look.

        While Telegram is away this is one row at a time, each time of another chat.
        """
        now = self._timer()
        self._shut = {chat_id: until for chat_id, until in self._shut.items() if until > now}
        self._resting = {chat_id: until for chat_id, until in self._resting.items() if until > now}
        is_away = self._health.is_away
        if is_away:
            pause = self._health.pause(now)
            found = [] if pause or busy else await self._units.read(self._find_probe)
            return Choice(found, min(pause or longest, longest))
        return await self._choose_due(busy, longest, now)

    async def _choose_due(self, busy: Collection[int], longest: float, now: float) -> Choice:
        suspects = self._health.paused_chats(now)
        skipped = [*busy, *self._shut, *suspects]
        resting = list(self._resting)
        rows, later = await self._units.read(lambda unit: self._find_due(unit, skipped, resting))
        if self._health.is_away:
            # Calls under way failed during the reading: what it found is no probe.
            return Choice()
        waits = [until - now for until in (*self._shut.values(), *self._resting.values())]
        if suspects:
            waits.append(self._health.pause(now))
        if later is not None:
            waits.append(later.total_seconds())
        rows = sorted(rows, key=lambda row: (row.priority, row.id))
        return Choice(rows, max(0.0, min([*waits, longest])), is_cut_off=len(rows) >= READ)

    def delay(self, chat_id: int, row: OutboxRow) -> float:
        """Count a row that is sent now and return 0, or return the seconds that its rates let it wait."""
        now, kind = self._timer(), _call_kind(row)
        overall = self._limiter.overall_delay(chat_id, kind, now)
        own = self._limiter.chat_delay(chat_id, kind, now)
        if not overall and not own:
            self._limiter.count(chat_id, kind, now)
        elif own:
            is_shut = self._limiter.chat_delay(chat_id, CallKind(is_answer=True), now) > 0
            (self._shut if is_shut else self._resting)[chat_id] = now + own
        return max(overall, own)

    def told_to_wait(self, chat_id: int, seconds: float) -> None:
        """Send nothing to a chat for as long as Telegram asks, and slow down."""
        self._limiter.refused(chat_id, seconds, self._timer())

    def forget_idle(self) -> None:
        """Drop the rates of chats that are back at rest."""
        self._limiter.forget_idle(self._timer())

    def _find_due(
        self, unit: SqlUnitOfWork, skipped: list[int], resting: list[int]
    ) -> tuple[list[OutboxRow], timedelta | None]:
        """Return rows that are due, and how long the next one that has to wait has to."""
        queue = unit.send_queue
        now = queue.clock(self._now())
        rows, later = queue.due_and_next(now, READ, skipped, resting)
        if len(rows) == READ:
            # More chats wait than are read at a time: their turn comes whatever the chats before them get.
            more = queue.due(now, READ, skipped, resting, max(self._cursor, _turn(rows[-1])))
            self._cursor = _turn(more[-1]) if len(more) == READ else BEGINNING
            rows += more
        return rows, later - now if later is not None else None

    def _find_probe(self, unit: SqlUnitOfWork) -> list[OutboxRow]:
        queue = unit.send_queue
        now, shut = queue.clock(self._now()), list(self._shut)
        rows = queue.due(now, 1, shut, (), self._probed) or queue.due(now, 1, shut)
        self._probed = _turn(rows[0]) if rows else BEGINNING
        return rows


def _turn(row: OutboxRow) -> tuple[int, int]:
    """Return where a row stands in the order in which due chats are found."""
    return row.priority, row.chat_id or 0


def _call_kind(row: OutboxRow) -> CallKind:
    """Return how sending a row counts; an edit does not count as a new message."""
    match row.message:
        case ShowScreen(edits=edits) | ShowResult(edits=edits):
            is_new = not edits
        case AmendAlert():
            is_new = False
        case _:
            is_new = True
    is_guest = row.priority == GUEST
    return CallKind(is_new, is_answer=is_guest or row.priority == ANSWER, is_guest=is_guest)
