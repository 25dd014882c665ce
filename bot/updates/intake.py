"""Keep raw updates in the inbox before they are acknowledged, within the budget of each sender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import orjson
import structlog

from bot.updates.budgets import PAUSE, Allowance, SenderBudgets
from bot.updates.lanes import Lanes
from bot.updates.sender import read_sender, sender_name
from core.administration.alarms import Alarm, AlarmKind
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.alarms import tell_too_many
from handlers.router import UPDATE_KINDS
from storage.messaging.inbox import PendingUpdate
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# The largest number of an update that every database takes.
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Kept:
    """The updates of each lane that one transaction kept, how many it dropped, and their allowance."""

    new: Mapping[str, list[PendingUpdate]]
    dropped: Mapping[str, int]
    allowances: Mapping[str, Allowance]
    signed_in: set[str]


class UpdateIntake:
    """Take in updates from polling or the webhook: one durable commit before anybody is told of them.

    Of a stranger, those above the budget are dropped. Those of people who are signed in are all kept, and
    make way for others where they are above it.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        lanes: Lanes,
        now: Callable[[], datetime],
        helpdesk: HelpdeskServices,
        budgets: SenderBudgets,
    ) -> None:
        self._units = units
        self._lanes = lanes
        self._now = now
        self._helpdesk = helpdesk
        self._budgets = budgets

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Keep these updates and put them into their lanes; drop those that are known already."""
        by_lane: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for update in updates:
            if has_id(update):
                by_lane[lane_of(update)].append(update)
        if not by_lane:
            return
        at = self._now()
        kept = await self._units.run(partial(self._keep, by_lane, at))
        for lane, new in kept.new.items():
            self._budgets.count(
                lane,
                len(new) + kept.dropped[lane],
                kept.allowances[lane],
                at,
                is_guest=lane not in kept.signed_in,
            )
        self._lanes.put(sorted((one for new in kept.new.values() for one in new), key=_id))
        if dropped := sum(kept.dropped.values()):
            log.info("updates_dropped", updates=dropped)

    def _keep(self, by_lane: Mapping[str, list[dict[str, Any]]], at: datetime, unit: SqlUnitOfWork) -> _Kept:
        """Store what is kept and have senders told; count nothing, since it may run again."""
        signed_in = unit.inbox.signed_in_lanes(by_lane)
        new: dict[str, list[PendingUpdate]] = {}
        dropped: dict[str, int] = {}
        allowances: dict[str, Allowance] = {}
        for lane, updates in by_lane.items():
            is_guest = lane not in signed_in
            allowance = self._budgets.allowance(lane, len(updates), at, is_guest=is_guest)
            kept = updates[: allowance.within] if is_guest else updates
            allowances[lane], dropped[lane] = allowance, len(updates) - len(kept)
            new[lane] = self._store(unit, lane, kept, allowance, at, is_guest=is_guest)
            if len(updates) > allowance.within:
                self._tell(unit, updates[-1], allowance, at, is_guest=is_guest)
        return _Kept(new, dropped, allowances, signed_in)

    def _store(
        self,
        unit: SqlUnitOfWork,
        lane: str,
        updates: Sequence[dict[str, Any]],
        allowance: Allowance,
        at: datetime,
        *,
        is_guest: bool,
    ) -> list[PendingUpdate]:
        """Return those that are new."""
        rows = [(u["update_id"], lane, orjson.dumps(u).decode()) for u in updates]
        new = set(unit.inbox.store(rows, at))
        return [
            PendingUpdate(update_id, lane, raw, 0, makes_way=is_guest or n >= allowance.within)
            for n, (update_id, lane, raw) in enumerate(rows)
            if update_id in new
        ]

    def _tell(
        self,
        unit: SqlUnitOfWork,
        update: dict[str, Any],
        allowance: Allowance,
        at: datetime,
        *,
        is_guest: bool,
    ) -> None:
        sender = read_sender(update)
        if sender is None:
            return
        if allowance.is_told and sender.is_in_private_chat:
            context = TransactionContext(self._helpdesk, unit, at)
            tell_too_many(context, sender.chat_id, sender.language, PAUSE if is_guest else None)
        overrun = allowance.overrun
        if overrun is not None:
            name = sender_name(update)
            unit.alarms.report(Alarm(AlarmKind.FLOOD, sender.chat_id, name, overrun.count, overrun.since, at))


def lane_of(update: dict[str, Any]) -> str:
    """Return the lane of an update: the id of the person who caused it, whichever chat they did it in."""
    for kind in UPDATE_KINDS:
        part = update.get(kind)
        if isinstance(part, dict):
            sender = part.get("from")
            if isinstance(sender, dict) and "id" in sender:
                return str(sender["id"])
    return "nobody"


def has_id(update: dict[str, Any]) -> bool:
    """Return whether Telegram has numbered the update; what has no number is no update."""
    update_id = update.get("update_id")
    return isinstance(update_id, int) and 0 <= update_id <= LARGEST_ID


def _id(update: PendingUpdate) -> int:
    return update.update_id
