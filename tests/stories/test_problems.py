"""Test that operators see what failed, and that people get it once it is mended."""

from collections.abc import Coroutine
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO

import pytest

from bot.problems import all_problems, drop_problem, list_problems, retry_problems
from bot.scheduler import ABANDONED_AFTER
from core.messaging.outgoing import ShowScreen
from handlers.context.request_context import RequestContext
from handlers.screens import navigation
from storage.messaging.problems import ProblemId, ProblemSource
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.stage import Stage


async def printed(command: Coroutine[None, None, int], code: int = 0) -> list[str]:
    """Run a command beside the bot, and return the lines that it printed."""
    output = StringIO()
    with redirect_stdout(output):
        assert await command == code
    return output.getvalue().splitlines()


async def test_an_update_that_failed_by_a_bug_is_done_once_the_bug_is_mended(
    stage: Stage, ppk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.accepts("update_failed")

    def has_a_bug(context: RequestContext) -> None:
        raise KeyError(context.chat.chat_id)

    with monkeypatch.context() as patch:
        patch.setattr(navigation, "open_profile", has_a_bug)
        await ppk.types("/profil")
        await ppk.sees("Nomor rujukan:")
    [line, count] = await printed(list_problems(stage.settings))
    assert count == "1 problems"
    problem_id, kind, since, tries, reason = line.split("  ")
    assert (kind, tries) == ("message", "3 tries")
    assert reason.startswith("KeyError at handlers/updates.py:")
    assert since.startswith("since ")
    assert "/profil" not in line

    assert await printed(retry_problems(stage.settings, problem_id)) == ["done"]
    stage.clock.ahead += ABANDONED_AFTER
    await stage.app.scheduler.requeue_abandoned()
    await ppk.sees("Profil", "Rina Wulandari")
    assert await printed(list_problems(stage.settings)) == ["0 problems"]


async def test_a_screen_that_was_left_behind_is_dropped_and_the_current_one_keeps_its_buttons(
    stage: Stage, ppk: Actor
) -> None:
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")
    await stage.all_is_quiet()

    def fails(unit: SqlUnitOfWork) -> tuple[ProblemId, ProblemId]:
        """Give up a screen of a minute ago, and one of now."""
        rows = []
        for at in (stage.clock() - timedelta(minutes=1), stage.clock() + timedelta(seconds=1)):
            screen = ShowScreen({"text": "layar"}, edits=False)
            rows.append(unit.outbox.add(screen, chat_id=ppk.id, priority=0, at=at))
            unit.outbox.fail(rows[-1], "Bad Request", stage.clock())
        old, new = (ProblemId(ProblemSource.MESSAGE, row) for row in rows)
        return old, new

    def given_up(unit: SqlUnitOfWork) -> list[ProblemId]:
        return [problem.id for problem in all_problems(unit)]

    old, new = await stage.do(fails)
    assert await printed(retry_problems(stage.settings, str(old))) == [
        f"{old} was dropped: its chat has been shown a newer screen since",
        "done",
    ]
    assert await stage.do(given_up) == [new]
    assert await printed(retry_problems(stage.settings, None)) == ["1 problems are tried again"]
    await ppk.sees("layar")


async def test_an_id_that_is_none_is_told(stage: Stage) -> None:
    for wrong in ("update-7", "message-7", "7", "update-", "inbox-7", "update-²"):
        assert await printed(drop_problem(stage.settings, wrong), 1) == []
        assert await printed(retry_problems(stage.settings, wrong), 1) == []
    assert await printed(retry_problems(stage.settings, None)) == ["0 problems are tried again"]
