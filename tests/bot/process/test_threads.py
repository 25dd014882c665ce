"""Test that no thread outlives what waits for it, or not for long."""

from __future__ import annotations

import asyncio
import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest

from bot.process import threads
from bot.process.threads import run_in_thread

language: ContextVar[str] = ContextVar("language")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no thread behind on a slow machine."""
    monkeypatch.setattr(threads, "ENDING", 60.0)


async def test_a_thread_gives_what_it_returns_and_raises_and_knows_the_context() -> None:
    language.set("id")
    assert await run_in_thread(language.get) == "id"
    with pytest.raises(ValueError, match="invalid literal"):
        await run_in_thread(int, "satu")


@pytest.mark.parametrize("times", [1, 3])
async def test_who_is_cancelled_ends_after_the_thread(times: int) -> None:
    begun, goes_on, done = threading.Event(), threading.Event(), list[str]()

    def work() -> None:
        begun.set()
        goes_on.wait(10)
        done.append("written")

    async def write() -> None:
        try:
            await run_in_thread(work)
        finally:
            done.append("removed")

    task = asyncio.create_task(write())
    await asyncio.to_thread(begun.wait, 10)
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done()
    goes_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == ["written", "removed"]


async def test_what_fails_once_nobody_waits_is_not_told() -> None:
    begun, goes_on = threading.Event(), threading.Event()
    told = list[object]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))

    def fail() -> None:
        begun.set()
        goes_on.wait(10)
        raise OSError("no room")

    task = asyncio.create_task(run_in_thread(fail))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    await asyncio.sleep(0)
    goes_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    del task
    gc.collect()
    await asyncio.sleep(0)
    assert told == []


async def test_a_thread_that_takes_long_to_end_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "ENDING", 0.05)
    begun, goes_on = threading.Event(), threading.Event()

    def hang() -> None:
        begun.set()
        goes_on.wait(10)

    task = asyncio.create_task(run_in_thread(hang))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not goes_on.is_set()
    goes_on.set()


async def test_work_that_has_not_begun_never_does() -> None:
    begun, goes_on, done = threading.Event(), threading.Event(), list[int]()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))

    def work(number: int) -> None:
        begun.set()
        goes_on.wait(10)
        done.append(number)

    first, second = (asyncio.create_task(run_in_thread(work, number)) for number in (1, 2))
    while not begun.is_set():  # noqa: ASYNC110 - the only thread that could wait is taken
        await asyncio.sleep(0.001)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    goes_on.set()
    await first
    await run_in_thread(work, 3)
    assert done == [1, 3]
