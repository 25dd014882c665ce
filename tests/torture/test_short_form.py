"""Test in a few seconds what the campaigns try for hours: processes are killed, and nobody notices."""

from pathlib import Path

import pytest

from tests.torture.campaigns.kills import kills
from tests.torture.campaigns.plan import Plan, carry_out
from tests.torture.cast import SMALL_OFFICE
from tests.torture.engines import Engine, is_there
from tests.torture.person import Temper

# Processes start one after the other, each of which takes its time on a busy machine.
pytestmark = pytest.mark.timeout(300)

ENGINES = [Engine.SQLITE, pytest.param(Engine.POSTGRES, marks=pytest.mark.postgres)]


@pytest.mark.parametrize("engine", ENGINES)
async def test_nothing_is_lost_or_done_twice_when_processes_are_killed(
    tmp_path: Path, engine: Engine
) -> None:
    if not await is_there(engine):
        pytest.skip("PostgreSQL can't be used")
    temper = Temper(pause=0.0, most_open=1)
    seams = ("commit chats after", "call sendMessage after", "commit outbox before")
    plan = Plan(engine, tmp_path, kills=3, players=SMALL_OFFICE, temper=temper, pause=3.0, seams=seams)
    report = await carry_out("kills", plan, kills)
    assert report.is_kept, "\n".join((str(report), *report.office.journal.diary))
    assert report.office.journal.entries, "nobody did anything"
