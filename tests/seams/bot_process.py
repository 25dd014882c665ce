"""`python -m bot run` in a process that is forked from one which has imported everything already."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.forks import FORKS


def fork_bot(
    folder: Path, environment: Mapping[str, str], stderr: Path, prepare: Callable[[], None]
) -> BaseProcess:
    """Start the bot in this folder after `prepare`; what it logs is appended to `stderr`."""
    process = FORKS.Process(target=_run, args=(folder, environment, stderr, prepare))
    process.start()
    return process


def _run(folder: Path, environment: Mapping[str, str], stderr: Path, prepare: Callable[[], None]) -> None:
    os.chdir(folder)
    os.environ.update(environment)
    with stderr.open("ab") as said:
        os.dup2(said.fileno(), sys.stderr.fileno())
    prepare()
    sys.argv = ["bot", "run"]
    runpy.run_module("bot", run_name="__main__")
