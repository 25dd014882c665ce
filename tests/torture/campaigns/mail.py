"""Let the mail server be at its worst: busy, failing, slow, forgetful, and gone for a while."""

from __future__ import annotations

import asyncio
import time

from tests.torture.campaigns.plan import Plan
from tests.torture.evidence import Allowed
from tests.torture.mailbox import Mood
from tests.torture.office import Office

# Whose address takes nothing, for good.
_UNREACHED = 1004


async def mail(office: Office, plan: Plan) -> Allowed:
    """Change the mail server's mood over and over, and take it away now and then."""
    postman = office.postman
    postman.refused = {office.players[_UNREACHED].email} if _UNREACHED in office.players else set()
    moods = [*Mood, None]
    end, blows = time.monotonic() + plan.minutes * 60, 0
    while time.monotonic() < end or blows < len(moods):
        mood = moods[blows] if blows < len(moods) else office.random.choice(moods)
        blows += 1
        if mood is None:
            await postman.close()
            await asyncio.sleep(office.random.uniform(1, 8))
            await postman.open()
        else:
            postman.mood = mood
            await asyncio.sleep(office.random.uniform(0, 3 * plan.pause))
        await office.ensures_life()
    postman.mood = Mood.WELL
    return Allowed(repeats=postman.forgotten, unreached=frozenset({_UNREACHED}))
