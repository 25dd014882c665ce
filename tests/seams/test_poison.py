"""Test that an update which kills or hangs the process stops nobody for good."""

import os
import re
import signal
from collections.abc import Callable

import pytest

from bot.process import watchdog
from bot.updates import processor
from handlers import acts
from handlers.context.request_context import RequestContext
from tests.seams.child import Child, count_waiting

# Processes start one after the other.
pytestmark = pytest.mark.timeout(300)

PPK = 1001


def kill(_context: RequestContext) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def loop(_context: RequestContext) -> None:
    while True:
        pass


def backtrack(_context: RequestContext) -> None:
    """Hold the interpreter, as a pattern does that takes time without end."""
    re.match(r"(a+)+b", "a" * 60)


def killing() -> None:
    """Make the process die of `/profil`, and try it again soon after its start."""
    processor.PROBATION = 0.1
    acts.COMMANDS = {**acts.COMMANDS, "profil": kill}


def waiting() -> None:
    """Make the process wait for so long that it begins nothing that was begun again before."""
    processor.PROBATION = 600.0


def looping() -> None:
    """Make the process hang at `/profil`, and notice it soon."""
    acts.COMMANDS = {**acts.COMMANDS, "profil": loop}
    watchdog.LIMIT = 4.0


def backtracking() -> None:
    """Make the process hang at `/profil` without letting any other thread go on, and notice it soon."""
    acts.COMMANDS = {**acts.COMMANDS, "profil": backtrack}
    watchdog.LIMIT = 4.0


async def test_an_update_that_kills_the_process_is_put_aside_after_the_third_start(child: Child) -> None:
    ppk, budi = child.plays(PPK), child.plays(1002)
    await child.is_killed()
    child.prepare = killing
    await child.starts()
    await ppk.types("/profil")
    assert await child.ends() == -signal.SIGKILL
    await ppk.types("/tiket")
    await budi.types("/tiket")
    for _ in range(2):
        child.launches()
        assert await child.ends() == -signal.SIGKILL
    await child.starts()
    await ppk.was_told("terjadi kesalahan", "Nomor rujukan:")
    await ppk.was_told("Tiket Saya")
    await budi.was_told("Tiket Saya")
    await child.until(lambda unit: count_waiting(unit) == 0)
    [problem] = await child.look(lambda unit: unit.problems.all(10, lambda _raw: "message"))
    assert problem.tries == 3
    assert "update_ended_process" in child.said.read_text()


async def test_a_process_that_ends_without_it_lets_the_count_of_an_update_begin_anew(child: Child) -> None:
    ppk = child.plays(PPK)
    await child.is_killed()
    child.prepare = killing
    await child.starts()
    await ppk.types("/profil")
    assert await child.ends() == -signal.SIGKILL
    child.launches()
    assert await child.ends() == -signal.SIGKILL
    [update] = await child.look(lambda unit: unit.inbox.pending(10))
    assert (update.attempts, update.begun_again) == (1, 1)

    child.prepare = waiting
    await child.starts()
    await child.is_killed()
    child.prepare = killing
    child.launches()
    assert await child.ends() == -signal.SIGKILL
    [update] = await child.look(lambda unit: unit.inbox.pending(10))
    assert (update.attempts, update.begun_again) == (0, 2)


@pytest.mark.parametrize(
    ("prepare", "code", "said"),
    [
        (looping, watchdog.EXIT_CODE, "process_hangs"),
        (backtracking, 1, "Timeout"),
    ],
)
async def test_a_process_that_hangs_ends_by_itself_and_loudly(
    child: Child, prepare: Callable[[], None], code: int, said: str
) -> None:
    ppk = child.plays(PPK)
    await child.is_killed()
    child.prepare = prepare
    await child.starts()
    await ppk.types("/profil")
    assert await child.ends() == code
    logged = child.said.read_text()
    assert said in logged
    assert "test_poison.py" in logged, "it says where it hangs"
    [update] = await child.look(lambda unit: unit.inbox.pending(10))
    assert update.attempts == 0

    child.prepare = killing
    child.launches()
    await child.ends()
    [update] = await child.look(lambda unit: unit.inbox.pending(10))
    assert update.attempts == 1
