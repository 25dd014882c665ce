"""Test that a process which can't do its work says so, or ends, instead of going on as if it did."""

from pathlib import Path

import aiohttp
import aiohttp.web
import pytest
from sqlalchemy import text

from bot.app import App, LeadFailed
from bot.archive.fetcher import FileArchiver
from bot.jobs.worker import JobWorker
from bot.monitoring.health import Health
from bot.process.settings import WrongSettings
from bot.running import run_until_stopped
from bot.sending.courier import Courier
from bot.webhook import create_web
from bot.wiring import create_app
from storage.units import open_units
from tests.stories.stage import TOKEN, Stage

FULL = "CREATE TRIGGER disk_full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'full'); END"


async def asked(health: Health, app: App) -> tuple[int, str]:
    """Ask as a monitor does, over HTTP."""
    runner = aiohttp.web.AppRunner(create_web(app.intake, health, "/telegram", "secret"))
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{runner.addresses[0][1]}/health") as answer,
        ):
            return answer.status, await answer.text()
    finally:
        await runner.cleanup()


async def test_a_process_that_can_not_keep_updates_says_so_until_it_can(stage: Stage) -> None:
    # One that has not looked yet: a good answer holds for some seconds.
    health = Health(stage.app.units)
    await stage.do(lambda unit: unit.connection.execute(text(FULL)))
    assert await asked(health, stage.app) == (503, "updates can't be kept")
    await stage.do(lambda unit: unit.connection.execute(text("DROP TRIGGER disk_full")))
    assert await asked(health, stage.app) == (200, "ok")


async def test_a_process_that_knows_of_no_leader_says_so(stage: Stage, tmp_path: Path) -> None:
    units = open_units(f"sqlite:///{tmp_path}/alone.sqlite3")
    await units.upgrade()
    assert await asked(Health(units, leaderless=0.0), stage.app) == (503, "nobody leads: nothing is sent")
    assert await asked(Health(units, leaderless=60.0), stage.app) == (200, "ok")
    await units.close()


async def test_a_process_that_stops_says_so(stage: Stage) -> None:
    app = stage.app
    await stage.bot_stops()
    assert await asked(app.health, app) == (503, "stopping")


@pytest.mark.parametrize("part", [Courier, JobWorker, FileArchiver])
@pytest.mark.parametrize("raises", [True, False], ids=["raises", "returns"])
async def test_a_part_of_the_leader_that_ends_ends_the_process_loudly(
    stage: Stage,
    part: type[Courier | JobWorker | FileArchiver],
    raises: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await stage.bot_stops()

    async def run(_part: object) -> None:
        if raises:
            raise ZeroDivisionError

    monkeypatch.setattr(part, "run", run)
    stage.accepts("lead_ended")
    with pytest.raises(LeadFailed):
        await runs(stage)
    assert [e["log_level"] for e in stage.log.entries if e["event"] == "lead_ended"] == ["critical"]


async def test_a_lead_file_that_can_not_be_opened_is_told_at_the_start(stage: Stage, tmp_path: Path) -> None:
    await stage.bot_stops()
    (tmp_path / "bot.sqlite3-lead").unlink()
    (tmp_path / "bot.sqlite3-lead").mkdir()
    with pytest.raises(WrongSettings, match=r"DATABASE_URL: .*-lead can't be opened \(Is a directory\)"):
        await runs(stage)


async def runs(stage: Stage) -> None:
    """Run the bot until it ends by itself."""
    app = await create_app(stage.settings, TOKEN, stage.clock)
    await run_until_stopped(app, app.polling().run())
