"""Test what whoever monitors the bot is told over HTTP, and administrators in chat."""

from __future__ import annotations

import json
from datetime import timedelta

import aiohttp
import aiohttp.web
from sqlalchemy import text

from bot.monitoring.checks import STUCK
from bot.monitoring.health import Health
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import create_monitoring
from bot.monitoring.watch import Watch
from core.administration.service_faults import LASTS, RECOVERS, Fault
from storage.schema import tables as t
from tests.stories.actor import Actor
from tests.stories.acts import begins, describes, files, submits, takes
from tests.stories.stage import Stage

FULL = "CREATE TRIGGER disk_full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'full'); END"


async def ask(stage: Stage, path: str, watch: Watch | None = None) -> tuple[int, str]:
    """Ask as a monitor does, over HTTP."""
    runner = aiohttp.web.AppRunner(create_monitoring(watch or stage.app.watch, stage.app.metrics))
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{runner.addresses[0][1]}{path}") as answer,
        ):
            assert "Server" not in answer.headers
            return answer.status, await answer.text()
    finally:
        await runner.cleanup()


async def test_a_bot_that_serves_people_is_ready(stage: Stage) -> None:
    status, body = await ask(stage, "/health/ready")
    found = json.loads(body)
    assert (status, found["status"]) == (200, "ok"), found
    assert found["leads"] is True
    assert {"database", "leader", "updates", "messages", "letters", "disk"} <= found["checks"].keys()
    assert await ask(stage, "/health/live") == (200, '{"status": "ok"}')
    assert (await ask(stage, "/telegram"))[0] == 404


async def test_a_bot_that_can_keep_nothing_says_why_it_is_not_ready(stage: Stage) -> None:
    await stage.do(lambda unit: unit.connection.execute(text(FULL)))
    app = stage.app
    # One that has not looked yet: a good answer holds for some seconds.
    watch = Watch(stage.settings, app.units, app.telegram, Health(app.units), app.metrics, stage.clock)
    status, body = await ask(stage, "/health/ready", watch)
    found = json.loads(body)
    assert (status, found["status"]) == (503, "failing")
    assert found["checks"]["database"] == {"status": "failing", "reason": "updates can't be kept"}
    await stage.do(lambda unit: unit.connection.execute(text("DROP TRIGGER disk_full")))


async def test_metrics_count_what_people_did_and_name_nobody(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await begins(ppk, "Rahasia dapur")
    await describes(ppk)
    number = await submits(ppk)
    await takes(helpdesk, number)
    await stage.all_is_quiet()
    await stage.app.watch.look()
    status, body = await ask(stage, "/metrics")
    assert status == 200
    values = {
        line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
        for line in body.splitlines()
        if not line.startswith("#")
    }
    assert values['lpse_update_seconds_count{kind="message"}'] >= 3
    assert values['lpse_update_seconds_count{kind="callback_query"}'] >= 3
    assert values['lpse_telegram_call_seconds_count{method="sendMessage",outcome="ok"}'] >= 3
    assert values['lpse_letter_seconds_count{outcome="ok"}'] >= 1
    assert sum(value for name, value in values.items() if name.startswith("lpse_open_tickets{")) == 1
    assert values["lpse_leads"] == 1
    assert values['lpse_check{check="database"}'] == 1
    assert "Rahasia" not in body
    assert number not in body
    assert "Rina" not in body


async def test_administrators_are_told_of_stuck_letters_once_and_when_they_go_again(
    stage: Stage, ppk: Actor, helpdesk: Actor, administrator: Actor
) -> None:
    await stage.postman.close()
    await takes(helpdesk, await files(ppk))
    await stage.until(lambda unit: unit.backlog.read(stage.clock()).letters.count == 1)

    async def time_passes(amount: timedelta) -> None:
        stage.clock.ahead += amount
        await stage.app.scheduler.tell_faults()

    await time_passes(STUCK[Fault.LETTERS])
    assert not administrator.saw("E-mail tertahan")
    await time_passes(LASTS)
    await administrator.was_told("🚨", "E-mail tertahan")
    await time_passes(LASTS)
    await stage.postman.open()
    stage.app.wake()
    await stage.letter_to("rina.wulandari@contoh.go.id")
    await stage.all_is_quiet()
    await time_passes(timedelta())
    await time_passes(RECOVERS)
    await administrator.was_told("✅", "E-mail tertahan", "sudah teratasi")
    await stage.all_is_quiet()
    told = [sight for sight in administrator.sights if "E-mail tertahan" in sight.words]
    assert len(told) == 2


async def test_administrators_are_told_of_an_emergency_that_nobody_takes(
    stage: Stage, ppk: Actor, helpdesk: Actor, administrator: Actor
) -> None:
    number = await files(ppk)

    urgent = t.tickets.update().values(priority="emergency", rank=1)
    await stage.do(lambda unit: unit.connection.execute(urgent))
    stage.clock.ahead += timedelta(minutes=31)
    await stage.app.scheduler.tell_faults()
    stage.clock.ahead += LASTS
    await stage.app.scheduler.tell_faults()
    await administrator.was_told("Tiket Emergency belum diambil", number)
    await takes(helpdesk, number)
    await stage.app.scheduler.tell_faults()
    stage.clock.ahead += RECOVERS
    await stage.app.scheduler.tell_faults()
    await administrator.was_told("✅", number, "sudah teratasi")


def test_two_bots_in_one_process_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.leads.set(1)
    assert b"lpse_leads 0.0" in second.text()
