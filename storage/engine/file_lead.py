"""Elect one process of several on one SQLite file as the leader, by a lock on a file beside it."""

from __future__ import annotations

import asyncio
import fcntl
import os
from math import inf
from pathlib import Path
from typing import IO

from storage.engine.lead_state import LeadState
from storage.engine.lead_term import Work, run_term
from storage.engine.private_file import open_private

# Seconds between tries to take the lead, and between looks whether the locked file is still the one.
TRY_EVERY, CHECK_EVERY = 1.0, 2.0


class CannotLead(Exception):
    """Raised where this process could never lead; the text says why, in a few words."""


def check_lead_file(path: Path) -> None:
    """Raise `CannotLead` where the file of the lock can't be opened."""
    try:
        open_private(path).close()
    except OSError as failure:
        raise CannotLead(f"{path} can't be opened ({failure.strerror})") from None


async def lead_by_file(path: Path | None, work: Work, state: LeadState) -> None:
    """Run `work` once this process has the lock on `path`, which other processes of this machine share.

    `path` is None for a database in memory, which belongs to one process: `work` runs at once. Raise what
    `work` raises, and OSError where the file can't be opened. When somebody takes the file away, so that
    another process could lock a new one, `work` is cancelled and the lead is sought again.
    """
    if path is None:
        state.begin(0, inf)
        await run_term(work, _never, state)
        return
    while True:
        with open_private(path) as file:
            await _acquire(file, state)
            if _is_at(path, file):
                state.begin(0, inf)
                if await run_term(work, lambda: _watch(path, file), state):
                    return


async def _acquire(file: IO[str], state: LeadState) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            state.see_other()
            await asyncio.sleep(TRY_EVERY)
        else:
            return


def _is_at(path: Path, file: IO[str]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


async def _never() -> None:
    await asyncio.Event().wait()


async def _watch(path: Path, file: IO[str]) -> None:
    while _is_at(path, file):  # noqa: ASYNC110 - nobody tells of a file that is taken away
        await asyncio.sleep(CHECK_EVERY)
