"""Let strangers flood the bot, and count how many of their messages go before somebody's who is signed in."""

from __future__ import annotations

from typing import Any

from bot.updates.budgets import BudgetRates
from bot.updates.lanes import LATER_AT_ONCE
from tests.attack.crowd import opened_crowd
from tests.attack.player import Findings
from tests.storage.office.driver import chat_of

STRANGERS, STICKERS, BUDGET = 60, 40, 20
_FIRST = 8_200_000_000
STICKER: dict[str, Any] = {"sticker": {"file_id": "s", "file_unique_id": "s"}}


async def attack_floods(url: str, strangers: int = STRANGERS) -> Findings:
    """Return what was found: somebody who waits behind a crowd, or strangers of whom too much is kept."""
    findings = Findings()
    crowd_ids = [_FIRST + number for number in range(strangers)]
    async with opened_crowd(url, BudgetRates(120, BUDGET)) as crowd:
        person = chat_of(2)
        flood = [(chat_id, STICKER) for _ in range(STICKERS) for chat_id in crowd_ids]
        findings.ways = len(flood) + 1
        inbox = {row["update_id"] for row in await crowd.rows("inbox")}
        await crowd.sends([*flood, (person, {"text": "/profil"})])
        rows = [row for row in await crowd.rows("inbox") if row["update_id"] not in inbox]
        kept = [row for row in rows if row["lane"] != str(person)]
        order = [row["lane"] for row in sorted(rows, key=lambda row: row["done_at"])]
        before = order.index(str(person))
        outbox = [row for row in await crowd.rows("outbox") if row["chat_id"] in set(crowd_ids)]
        findings.updates = len(rows)
        findings.events.update({"kept": len(kept), "answers": len(outbox), "before a person": before})
        if before > LATER_AT_ONCE:
            findings.add(f"somebody signed in waits for {before} strangers, not {LATER_AT_ONCE}", "")
        if len(kept) > strangers * BUDGET:
            findings.add(f"{len(kept)} updates of strangers kept, not {strangers * BUDGET}", "")
        if len(outbox) > 3 * strangers:
            findings.add(f"{len(outbox)} answers wait for {strangers} strangers", "")
        for error in crowd.errors():
            findings.add(f"logged {error}", "")
    return findings
