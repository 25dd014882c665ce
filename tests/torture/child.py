"""Run a command of the bot in a forked process that may die at a seam or have a wrong clock."""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.process import system_clock
from tests.forks import FORKS
from tests.torture.seams import Seam

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Start:
    """How a process is started: command and settings, where its log goes, and what goes wrong in it."""

    folder: Path
    command: str
    settings: Mapping[str, str] = field(default_factory=dict)
    seam: Seam | None = None
    # A file that `set_clock` has written, read with each look at a clock.
    clock: Path | None = None


def fork(start: Start) -> BaseProcess:
    """Start the bot; what it logs is appended to the file `log` in its folder."""
    process = FORKS.Process(target=_run, args=(start,), daemon=True)
    process.start()
    return process


def _run(start: Start) -> None:
    _end_with_parent()
    os.chdir(start.folder)
    os.environ.update(start.settings)
    with (start.folder / "log").open("ab") as log:
        # A process of its own writes the log, which is not to fill up with the disk of the bot.
        writer = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=log, start_new_session=True)
    assert writer.stdin is not None
    os.dup2(writer.stdin.fileno(), sys.stderr.fileno())
    os.dup2(writer.stdin.fileno(), sys.stdout.fileno())
    if start.seam is not None:
        start.seam.watch()
    if start.clock is not None:
        _watch_clock(start.clock)
    sys.argv = ["bot", start.command]
    runpy.run_module("bot", run_name="__main__")


def _end_with_parent() -> None:
    """Let the system kill this process when the one that forked it is gone; only Linux does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def set_clock(file: Path, wall: float, running: float = 0.0) -> None:
    """Write the seconds by which wall clock and running clock of processes with this file are ahead."""
    written = file.with_suffix(".new")
    written.write_text(f"{wall} {running}")
    written.replace(file)


def _watch_clock(file: Path) -> None:
    """Make every look of the bot at the clocks of this process wrong by the seconds in the file.

    What waits for the database measures how long it really takes: its server's clock is not put ahead.
    """

    def ahead(which: int) -> float:
        return float(file.read_text().split()[which])

    def wrong_now() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=ahead(0))

    def wrong_monotonic() -> float:
        return time.monotonic() + ahead(1)

    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "bot" and vars(module).get("monotonic") is time.monotonic:
            vars(module)["monotonic"] = wrong_monotonic
    # Others have imported the function already, so that it is what it does that is replaced.
    vars(system_clock)["_wrong_now"] = wrong_now
    system_clock.now.__code__ = (lambda: _wrong_now()).__code__  # type: ignore[name-defined]  # noqa: F821, PLW0108 - a global there
