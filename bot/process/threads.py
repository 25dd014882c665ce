"""Run blocking work in a thread that does not outlive what waits for it, or not for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

# Seconds that a thread gets to end once nobody wants its work any more: less than any part of the bot gets to
# stop. One that takes longer, as on a disk that hangs, is left behind.
ENDING = 2.0


async def run_in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call `work` in a thread and return what it returns, or raise what it raises.

    A caller that is cancelled meanwhile waits until the thread has ended, for `ENDING` seconds at most, and
    raises CancelledError then: it is free to close and to remove what the thread worked on. Work that has not
    begun by then never does. What `work` returns is lost, so it must not be something that has to be closed.
    `asyncio.to_thread` waits for nothing.
    """
    call = _Call(partial(copy_context().run, work, *args, **kwargs))
    # No task: those are cancelled all at once where a process ends, while their threads go on.
    thread = asyncio.get_running_loop().run_in_executor(None, call)
    try:
        return cast(T, await asyncio.shield(thread))
    except asyncio.CancelledError:
        thread.add_done_callback(_forget)
        if not call.drop():
            await _outlast(thread)
        raise


def _forget(thread: asyncio.Future[Any]) -> None:
    """Take note of a failure, of which nobody is left to be told."""
    if not thread.cancelled():
        thread.exception()


async def _outlast(thread: asyncio.Future[Any]) -> None:
    """Wait until a thread has ended, for `ENDING` seconds at most, whoever cancels that."""
    loop = asyncio.get_running_loop()
    latest = loop.time() + ENDING
    while not thread.done() and (left := latest - loop.time()) > 0:
        with suppress(asyncio.CancelledError):
            await asyncio.wait([thread], timeout=left)


class _Call(Generic[T]):
    """A call that may be dropped until a thread begins it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._state = Lock()
        self._begun = self._dropped = False

    def __call__(self) -> T | None:
        with self._state:
            if self._dropped:
                return None
            self._begun = True
        return self._work()

    def drop(self) -> bool:
        """Keep the call from beginning; return False where it has begun."""
        with self._state:
            self._dropped = not self._begun
            return self._dropped
