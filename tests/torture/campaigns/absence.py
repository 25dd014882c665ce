"""Take Telegram away for a day, after which everything comes, and for three, after which all goes on."""

from __future__ import annotations

import asyncio

from tests.torture.campaigns.plan import Plan
from tests.torture.evidence import Allowed
from tests.torture.office import Office

_HOUR = 3600.0
# Seconds in which the bot has seen that its clock went on, and has tried again.
_TRIED_WITHIN = 1.5


async def day_away(office: Office, plan: Plan) -> Allowed:
    """Refuse everything for 24 hours; all that happened meanwhile is told afterwards."""
    await _away(office, plan, hours=24)
    return Allowed(repeats=office.kills)


async def three_days_away(office: Office, plan: Plan) -> Allowed:
    """Refuse everything for 72 hours; what is older than two days need not be told any more."""
    await _away(office, plan, hours=72)
    return Allowed(repeats=office.kills, unreached=frozenset(office.players))


async def _away(office: Office, plan: Plan, hours: int) -> None:
    await asyncio.sleep(max(20.0, plan.minutes * 60 / 3))
    for method in ("sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery"):
        office.box.misbehave(method, 502, times=-1)
    # People press on for a while: Telegram takes what they do, and only answers do not come.
    await asyncio.sleep(10.0)
    for _ in range(hours):
        office.lets_pass(_HOUR)
        await asyncio.sleep(_TRIED_WITHIN)
        await office.ensures_life()
    office.box.behave()
    await asyncio.sleep(max(20.0, plan.minutes * 60 / 3))
