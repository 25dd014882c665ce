"""Say how long and how hard a campaign is, and run one from the opening of the office to the report."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.imports.sandbox_people import Player
from tests.torture.cast import OFFICE
from tests.torture.engines import Engine
from tests.torture.evidence import Allowed, gather
from tests.torture.office import Office, opened_office
from tests.torture.person import Temper
from tests.torture.report import Report, judge
from tests.torture.seams import SEAMS


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done: kills at least, minutes at least, by whom."""

    engine: Engine
    folder: Path
    seed: int = 1
    kills: int = 500
    minutes: float = 0.0
    players: Mapping[int, Player] | None = None
    temper: Temper | None = None
    # Seconds between blows.
    pause: float = 2.0
    patience: float = 180.0
    seams: tuple[str, ...] = SEAMS


Trouble = Callable[[Office, Plan], Awaitable[Allowed]]


async def carry_out(name: str, plan: Plan, trouble: Trouble) -> Report:
    """Let everybody work while `trouble` goes on, then compare; it returns what it brought about."""
    began = time.monotonic()
    players = plan.players or OFFICE
    async with opened_office(plan.folder, plan.engine, plan.seed, players, plan.temper) as office:
        office.begins_work()
        allowed = await trouble(office, plan)
        office.behave()
        await office.ensures_life()
        await office.ends_work()
        evidence = await gather(office, allowed=allowed, patience=plan.patience)
        return judge(name, plan.seed, began, office, evidence)


async def calm(office: Office, plan: Plan) -> Allowed:
    """Let everybody work in peace, to know what is found when nothing breaks."""
    end = time.monotonic() + plan.minutes * 60
    while time.monotonic() < end:
        await asyncio.sleep(1.0)
        await office.ensures_life()
    return Allowed()
