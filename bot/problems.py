"""List what the bot has given up, and try it again or forget it: the command `problems`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson
import typer

from bot.imports.database import opened_units
from bot.process.settings import Settings
from bot.process.system_clock import now
from handlers.context.request_context import SHOWN_AT
from storage.messaging.problems import Problem, ProblemId, ProblemSource
from storage.unit import SqlUnitOfWork

# Problems of each kind that are shown or tried again at once.
MOST = 1_000


async def list_problems(settings: Settings) -> int:
    """Print a line for each problem, without anything that people wrote; return 0."""
    async with opened_units(settings) as units:
        found = await units.read(all_problems)
    for problem in found:
        typer.echo(describe_problem(problem))
    typer.echo(f"{len(found)} problems")
    return 0


async def retry_problems(settings: Settings, problem_id: str | None) -> int:
    """Let the running bot try one problem again, or all; return 0, or 1 where there is none of this id.

    A screen that its chat has left behind is dropped instead: it would come below the present one, and take
    the buttons of that away.
    """
    at = now()
    one = _problem_id(problem_id) if problem_id is not None else None
    async with opened_units(settings) as units:
        if problem_id is None:
            tried, dropped = await units.run(lambda unit: _retry(unit, _all_ids(unit), at))
        elif one is not None:
            tried, dropped = await units.run(lambda unit: _retry(unit, [one], at))
        else:
            tried, dropped = 0, []
    if problem_id is not None and not tried and not dropped:
        return _not_found(problem_id)
    for screen in dropped:
        typer.echo(f"{screen} was dropped: its chat has been shown a newer screen since")
    typer.echo("done" if problem_id is not None else f"{tried} problems are tried again")
    return 0


def _retry(unit: SqlUnitOfWork, wanted: Sequence[ProblemId], at: datetime) -> tuple[int, list[ProblemId]]:
    """Try these again; return how many there were, and the screens that were dropped instead."""
    stale = [one for one in wanted if _is_stale_screen(unit, one)]
    for screen in stale:
        unit.problems.drop(screen)
    return sum(unit.problems.retry(one, at) for one in wanted if one not in stale), stale


def _is_stale_screen(unit: SqlUnitOfWork, one: ProblemId) -> bool:
    """Return whether it is a screen, and a newer one was made for its chat."""
    screen = unit.problems.failed_screen(one)
    chat = unit.chats.get(screen.chat_id) if screen is not None else None
    if screen is None or chat is None:
        return False
    return int(chat.memo.get(SHOWN_AT, 0)) > int(screen.made_at.timestamp())


def _all_ids(unit: SqlUnitOfWork) -> list[ProblemId]:
    return [one.id for one in all_problems(unit)]


async def drop_problem(settings: Settings, problem_id: str) -> int:
    """Forget one problem; return 0, or 1 where there is none of this id."""
    one = _problem_id(problem_id)
    async with opened_units(settings) as units:
        if one is None or not await units.run(lambda unit: unit.problems.drop(one)):
            return _not_found(problem_id)
    typer.echo("done")
    return 0


def _problem_id(written: str) -> ProblemId | None:
    source, _, number = written.partition("-")
    is_id = source in set(ProblemSource) and number.isascii() and number.isdigit()
    return ProblemId(ProblemSource(source), int(number)) if is_id else None


def _not_found(problem_id: str) -> int:
    typer.echo(f"error: there is no problem {problem_id}", err=True)
    return 1


def all_problems(unit: SqlUnitOfWork) -> list[Problem]:
    """Return what the bot has given up, at most `MOST` of each kind."""
    return unit.problems.all(MOST, _kind)


def _kind(raw: str) -> str:
    """Return the kind of an update, which is the name of its only part beside the id."""
    return next((name for name in orjson.loads(raw) if name != "update_id"), "update")


def describe_problem(problem: Problem) -> str:
    """Return the line of a problem."""
    since = problem.since.strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{problem.id}  {problem.kind}  since {since}  {problem.tries} tries  {problem.reason}"
