"""Let the machine be at its worst: full disks, locks, lost databases, wrong clocks, and frozen processes."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import time
from collections.abc import Awaitable, Callable

from sqlalchemy import make_url

from tests.storage.server import on_server
from tests.torture.campaigns.plan import Plan
from tests.torture.child import set_clock
from tests.torture.engines import Engine
from tests.torture.evidence import Allowed
from tests.torture.office import Office
from tests.torture.processes import BotProcess
from tests.torture.proxy import Proxy
from tests.torture.seams import Seam

Blow = Callable[[Office], Awaitable[None]]

# Seconds by which clocks are wrong.
_WRONG = (-3600, -20, 20, 300)
_SMALL = 32 * 1024


async def machine(office: Office, plan: Plan) -> Allowed:
    """Strike one blow after the other, each of which ends after some seconds."""
    blows = _blows(office)
    end, struck = time.monotonic() + plan.minutes * 60, 0
    while time.monotonic() < end or struck < len(blows):
        blow = blows[struck % len(blows)] if struck < len(blows) else office.random.choice(blows)
        await blow(office)
        struck += 1
        await office.ensures_life()
        # Time to work in peace, or there would be little that could be lost.
        await asyncio.sleep(office.random.uniform(plan.pause, 5 * plan.pause))
    # A message may be sent and its mark not be kept; whatever broke then may break several of them.
    return Allowed(repeats=office.kills + 3 * struck)


def _blows(office: Office) -> list[Blow]:
    common = [freezes, freezes_in_a_transaction, sets_clocks]
    if office.engine is Engine.SQLITE:
        return [*common, fills_disk, locks_file, runs_twice]
    return [*common, cuts, cuts_one_side, freezes_connections, is_away, ends_sessions]


async def _for_a_while(office: Office, most: float = 8.0) -> None:
    await asyncio.sleep(office.random.uniform(0.5, most))


async def freezes(office: Office) -> None:
    """Stop a process as a machine that is overloaded does, and let it go on."""
    victim = await office.somebody()
    victim.signal(signal.SIGSTOP)
    await _for_a_while(office, 15.0)
    victim.signal(signal.SIGCONT)


async def freezes_in_a_transaction(office: Office) -> None:
    """Replace a process by one that stops before a commit that changes tickets, with its locks held."""
    victim = await office.somebody()
    await victim.kill()
    office.kills += 1
    seam = Seam("commit history before", office.random.randint(0, 2), signal.SIGSTOP, time.monotonic() + 19.0)
    frozen = office.forks(seam)
    await asyncio.sleep(20.0)
    frozen.signal(signal.SIGCONT)


async def sets_clocks(office: Office) -> None:
    """Set the clocks of all processes wrong, each in its own way, and right again."""
    for clock in office.clocks:
        set_clock(clock, office.random.choice(_WRONG))
    await _for_a_while(office)
    for clock in office.clocks:
        set_clock(clock, 0.0)


async def fills_disk(office: Office) -> None:
    """Let no file grow beyond a size that the database has long reached, and free the disk again."""
    for process in office.living:
        _limit_files(process, _SMALL)
    await _for_a_while(office)
    for process in office.living:
        _limit_files(process, resource.RLIM_INFINITY)


def _limit_files(process: BotProcess, size: int) -> None:
    try:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    except ProcessLookupError:
        return


async def locks_file(office: Office) -> None:
    """Hold the file's write lock, at times for longer than the bot waits for it."""
    path = make_url(office.url).database
    assert path is not None
    locked = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    try:
        await asyncio.to_thread(locked.execute, "BEGIN IMMEDIATE")
        await asyncio.sleep(office.random.choice((1.0, 5.0, 35.0)))
        locked.execute("ROLLBACK")
    finally:
        locked.close()


async def runs_twice(office: Office) -> None:
    """Run a second process on the same file and token for a while."""
    await office.starts()
    await _for_a_while(office)
    await office.random.choice(office.living).kill()
    office.kills += 1


async def cuts(office: Office) -> None:
    """End all connections to the database."""
    _proxy(office).cut()


async def cuts_one_side(office: Office) -> None:
    """End all connections on the side of the database alone."""
    _proxy(office).cut_one_side()


async def freezes_connections(office: Office) -> None:
    """Let nothing through between the bot and the database for a while."""
    _proxy(office).freeze()
    await _for_a_while(office, 12.0)
    _proxy(office).thaw()


async def is_away(office: Office) -> None:
    """Take the database away, and bring it back."""
    proxy = _proxy(office)
    proxy.is_away = True
    proxy.cut()
    await asyncio.sleep(office.random.choice((1.0, 5.0, 12.0, 45.0)))
    proxy.is_away = False


async def ends_sessions(office: Office) -> None:
    """Let the server end all sessions of the bot."""
    name = make_url(office.url).database
    await on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def _proxy(office: Office) -> Proxy:
    assert office.proxy is not None
    return office.proxy
