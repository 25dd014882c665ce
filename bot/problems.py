"""List what the bot has given up, and try it again or forget it: the command `problems`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import orjson
import typer

from bot.imports.database import opened_units
from bot.process.settings import Settings
from bot.process.system_clock import now
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
    """Let the running bot try one problem again, or all; return 0, or 1 where there is none of this id."""
    at = now()
    if problem_id is not None:
        return await _change(settings, problem_id, lambda unit, one: unit.problems.retry(one, at))
    async with opened_units(settings) as units:
        retried = await units.run(lambda unit: _retry_all(unit, at))
    typer.echo(f"{retried} problems are tried again")
    return 0


def _retry_all(unit: SqlUnitOfWork, at: datetime) -> int:
    return sum(unit.problems.retry(one.id, at) for one in all_problems(unit))


async def drop_problem(settings: Settings, problem_id: str) -> int:
    """Forget one problem; return 0, or 1 where there is none of this id."""
    return await _change(settings, problem_id, lambda unit, one: unit.problems.drop(one))


async def _change(
    settings: Settings, problem_id: str, change: Callable[[SqlUnitOfWork, ProblemId], bool]
) -> int:
    source, _, number = problem_id.partition("-")
    is_id = source in set(ProblemSource) and number.isascii() and number.isdigit()
    one = ProblemId(ProblemSource(source), int(number)) if is_id else None
    async with opened_units(settings) as units:
        if one is None or not await units.run(lambda unit: change(unit, one)):
            typer.echo(f"error: there is no problem {problem_id}", err=True)
            return 1
    typer.echo("done")
    return 0


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
