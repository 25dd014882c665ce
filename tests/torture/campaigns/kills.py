"""Kill processes at random moments and at every named seam, and start them again."""

from __future__ import annotations

import asyncio
import time

from tests.torture.campaigns.plan import Plan
from tests.torture.evidence import Allowed
from tests.torture.office import Office
from tests.torture.seams import Seam

# Seconds in which a process reaches its seam; one that does not is killed where it is.
_REACHED_WITHIN = 6.0


async def kills(office: Office, plan: Plan) -> Allowed:
    """Kill as often as planned, every second time at the next seam.

    A kill takes along what is on its way: one message in each chat, since a chat gets the next one only when
    the one before is recorded. So nobody may get more of them twice than there were kills. Over many kills
    that is one for each at most; a single kill, while a whole desk is being told, repeats one to everybody.
    """
    seams = list(plan.seams)
    office.random.shuffle(seams)
    tried: list[bool] = []
    turn = 0
    end = time.monotonic() + plan.minutes * 60
    while office.kills < plan.kills or time.monotonic() < end:
        turn += 1
        if turn % 2 == 0:
            seam = Seam(seams[len(tried) % len(seams)], office.random.randint(0, 3))
            tried.append(await _kill_at(office, seam))
        else:
            await asyncio.sleep(office.random.uniform(0, plan.pause))
            victim = await office.somebody()
            await victim.kill()
            office.kills += 1
        await office.ensures_life()
    office.notes.append(f"{sum(tried)} kills at {min(len(tried), len(seams))} of {len(seams)} seams")
    return Allowed(repeats=office.kills + len(office.players), repeats_in_chat=office.kills)


async def _kill_at(office: Office, seam: Seam) -> bool:
    """Replace a process by one that ends at the seam; return False where it had to be killed elsewhere."""
    victim = await office.somebody()
    await victim.kill()
    office.kills += 1
    marked = office.forks(seam)
    is_reached = await marked.ends(_REACHED_WITHIN)
    await marked.kill()
    office.kills += 1
    return is_reached
