"""Count what each sender sends against a budget, so that nobody keeps the others waiting."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

# Senders who are remembered; the one who has been silent for longest is forgotten first.
MOST_SENDERS = 4096
# For how long a stranger who has sent too much is not heard, and how often anybody is told so.
PAUSE = timedelta(minutes=5)
# Somebody above their budget for so long, with no pause in it, is reported to administrators, so often.
LASTING, REPORTED_EVERY = timedelta(minutes=3), timedelta(minutes=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class BudgetRates:
    """Updates a minute that are handled as they come: of somebody signed in, and of a stranger."""

    person: int = 120
    guest: int = 20


@dataclass(frozen=True, slots=True)
class Overrun:
    """A sender who has been above their budget since then, with so many updates."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """The part of a sender's next updates that is in the budget: the first `within` of them.

    `is_told` says that the sender is to be told that there are too many; `overrun` is to be reported.
    """

    within: int
    is_told: bool = False
    overrun: Overrun | None = None


@dataclass(slots=True)
class _Budget:
    """The budget of one sender: a bucket of tokens that fills evenly, and a minute's worth at most."""

    tokens: float
    at: datetime
    shut_until: datetime | None = None
    told_at: datetime | None = None
    reported_at: datetime | None = None
    # The present overrun: its beginning, its last update above the budget, and how many there were.
    since: datetime | None = None
    last: datetime | None = None
    over: int = 0

    def filled(self, rate: int, now: datetime) -> float:
        """Return the tokens that there are by now."""
        gained = max(0.0, (now - self.at) / MINUTE) * rate
        return min(float(rate), self.tokens + gained)

    def is_shut(self, now: datetime) -> bool:
        return self.shut_until is not None and now < self.shut_until

    def lasts(self, now: datetime) -> bool:
        """Return whether the last overrun is still the present one."""
        return self.last is not None and now - self.last <= PAUSE


class SenderBudgets:
    """The budgets of the senders of one process, in memory: a restart forgives everybody.

    A stranger who sends more than theirs is not heard for `PAUSE`. Of somebody who is signed in, nothing is
    dropped.
    """

    def __init__(self, rates: BudgetRates | None = None, most: int = MOST_SENDERS) -> None:
        self._rates = rates or BudgetRates()
        self._most = most
        self._budgets: OrderedDict[tuple[str, bool], _Budget] = OrderedDict()

    def allowance(self, sender: str, count: int, now: datetime, *, is_guest: bool) -> Allowance:
        """Return what is to be done with so many more updates; nothing is counted yet."""
        budget = self._budgets.get((sender, is_guest))
        rate = self._rate(is_guest=is_guest)
        room = rate if budget is None else 0 if budget.is_shut(now) else int(budget.filled(rate, now))
        within = min(count, room)
        if within == count:
            return Allowance(within)
        if budget is None:
            return Allowance(within, is_told=True)
        is_told = budget.told_at is None or now - budget.told_at >= PAUSE
        return Allowance(within, is_told, self._overrun(budget, count - within, now))

    def count(self, sender: str, count: int, allowance: Allowance, now: datetime, *, is_guest: bool) -> None:
        """Count so many updates, for which this was the allowance and with which it was done as it says."""
        key, rate = (sender, is_guest), self._rate(is_guest=is_guest)
        budget = self._budgets.setdefault(key, _Budget(float(rate), now))
        self._budgets.move_to_end(key)
        while len(self._budgets) > self._most:
            self._budgets.popitem(last=False)
        over = max(0, count - allowance.within)
        budget.tokens, budget.at = max(0.0, budget.filled(rate, now) - min(count, allowance.within)), now
        if not over:
            return
        if is_guest and not budget.is_shut(now):
            budget.shut_until, budget.tokens = now + PAUSE, 0.0
        if not budget.lasts(now):
            budget.since, budget.over = now, 0
        budget.last, budget.over = now, budget.over + over
        if allowance.is_told:
            budget.told_at = now
        if allowance.overrun is not None:
            budget.reported_at = now

    def _rate(self, *, is_guest: bool) -> int:
        return self._rates.guest if is_guest else self._rates.person

    def _overrun(self, budget: _Budget, over: int, now: datetime) -> Overrun | None:
        if budget.since is None or not budget.lasts(now) or now - budget.since < LASTING:
            return None
        if budget.reported_at is not None and now - budget.reported_at < REPORTED_EVERY:
            return None
        return Overrun(budget.over + over, budget.since)
