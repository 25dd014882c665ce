"""Run the leader's work for one term, until it ends by itself or the lead is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from storage.engine.lead_state import LeadState

Work: TypeAlias = Callable[[], Awaitable[None]]


async def run_term(work: Work, watch: Work, state: LeadState) -> bool:
    """Run `work` beside `watch`; return True where it ended by itself, and False where the lead is lost.

    The lead is lost when `watch` ends, or where a part of `work` raised `lead_lost()`. Then the state says so
    before `work` is cancelled; in either case nothing of it runs any more on return. Raise what `work` or
    `watch` raises.
    """
    working, watching = asyncio.ensure_future(work()), asyncio.ensure_future(watch())
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            state.end()
    finally:
        for task in (watching, working):
            task.cancel()
        await asyncio.gather(watching, working, return_exceptions=True)
        state.end()
    is_done = not working.cancelled()
    for task in (working, watching):
        if not task.cancelled():
            task.result()
    return is_done and watching.cancelled()
