"""Test which updates are put aside for ends of processes: those that end each of them in a row."""

import asyncio

import pytest
from sqlalchemy import update as update_rows

from bot.process.system_clock import now
from bot.updates.processor import LEFT_TO_OTHERS, MOST_BEGUN_AGAIN, MOST_TRIES
from storage.messaging.inbox import PendingUpdate
from storage.schema import tables
from tests.bot.updates.processing import Machine, Office


async def test_an_update_that_no_process_survives_is_put_aside_after_the_third_start(
    office: Office, machine: Machine
) -> None:
    machine.poisonous = {1}
    await machine.lives(await office.store((1, "budi"), (2, "budi"), (3, "sari")))
    for _process in range(4):
        await machine.lives()
    assert machine.begun.count(1) == MOST_TRIES
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]
    assert sorted(office.transaction.handled) == [2, 3]
    assert (await office.reasons())[1] == office.transaction.apologies[0][1]


async def test_an_update_is_not_blamed_for_what_ends_every_process(office: Office, machine: Machine) -> None:
    """Test that whatever ends processes soon after their start does not make an update put aside."""
    machine.poisonous = {1}
    await machine.lives(await office.store((1, "budi"), (2, "budi")))
    await machine.lives()
    for _process in range(2 * MOST_TRIES):
        await machine.is_killed_early()
    assert [update.attempts for update in await office.left()] == [1, 0]

    machine.poisonous = set()
    await machine.lives()
    assert sorted(office.transaction.handled) == [1, 2]
    assert not office.transaction.apologies


async def test_an_update_is_not_blamed_where_processes_also_end_without_it(
    office: Office, machine: Machine
) -> None:
    """Test that only ends in a row count: what ends each process in a row is begun by each of them."""
    machine.poisonous = {1}
    await machine.lives(await office.store((1, "budi")))
    for _round in range(2 * MOST_TRIES):
        await machine.lives()
        await machine.is_killed_early()
    machine.poisonous = set()
    await machine.lives()
    assert office.transaction.handled == [1]
    assert not office.transaction.apologies


async def test_an_end_that_is_not_its_own_lets_an_update_begin_anew(office: Office, machine: Machine) -> None:
    """Test that what does end processes is put aside after three ends in a row, whatever came before."""
    machine.poisonous = {1}
    await machine.lives(await office.store((1, "budi")))
    await machine.lives()
    await machine.is_killed_early()
    begun = len(machine.begun)
    for _process in range(MOST_TRIES + 1):
        await machine.lives()
    assert len(machine.begun) - begun == MOST_TRIES
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]


async def test_an_update_that_ends_several_processes_each_time_is_put_aside_in_the_end(
    office: Office, machine: Machine
) -> None:
    """Test that a machine which starts all its processes again each time does not do so for ever."""
    machine.poisonous = {1}
    await machine.lives(await office.store((1, "budi")))
    for _restart in range(3 * MOST_BEGUN_AGAIN):
        await machine.starts()
        await machine.starts()
        await machine.lives()
    assert len(machine.begun) == 1 + MOST_BEGUN_AGAIN
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]


async def test_two_updates_that_end_processes_are_both_put_aside(office: Office, machine: Machine) -> None:
    """Test that they are not begun by turns, so that each looks as if the other did it."""
    machine.poisonous = {2, 4}
    await machine.lives(await office.store((1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e")))
    for _process in range(4 * MOST_TRIES):
        await machine.lives()
    # What the database has: the one may end the process right after the other was put aside there.
    assert sorted(update_id for update_id, reason in (await office.reasons()).items() if reason) == [2, 4]
    assert sorted(office.transaction.handled) == [1, 3, 5]


async def test_the_update_that_was_begun_last_goes_first(office: Office, machine: Machine) -> None:
    await office.store((1, "budi"), (2, "sari"), (3, "agus"))
    for begun in ({1, 2, 3}, {3}):
        await machine.starts()
        await machine.starts()
        left = [update for update in await office.left() if update.update_id in begun]
        await office.units.run(lambda unit: [unit.inbox.begin_again(one) for one in left])  # noqa: B023 - awaited here
    await machine.lives()
    assert machine.begun == [3, 1, 2]


async def test_an_update_that_waits_for_an_earlier_one_is_not_counted(
    office: Office, machine: Machine
) -> None:
    """Test it where the earlier one ends processes, and the later one is found first by each."""
    machine.poisonous = {1}
    await office.store((1, "budi"), (2, "budi"))
    for _process in range(MOST_TRIES - 1):
        later = [update for update in await office.left() if update.update_id == 2]
        await machine.lives(later)
    assert machine.begun == [1, 1]
    assert [(update.attempts, update.begun_again) for update in await office.left()] == [(2, 2), (0, 0)]
    await machine.lives([update for update in await office.left() if update.update_id == 2])
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]
    assert office.transaction.handled == [2]


async def test_an_update_that_was_counted_and_finds_an_earlier_one_is_not_counted_twice(
    office: Office, machine: Machine
) -> None:
    await office.store((2, "budi"))
    run = office.transaction.run
    counted: list[tuple[int, int]] = []

    async def earlier_comes(pending: PendingUpdate) -> PendingUpdate | None:
        await office.store((1, "budi"))
        counted.extend((update.update_id, update.attempts) for update in await office.left())
        return await run(pending)

    office.transaction.run = earlier_comes  # type: ignore[method-assign]
    await machine.lives()
    assert office.transaction.handled == [1, 2]
    assert counted == [(1, 0), (2, 1), (1, 1), (2, 1), (2, 1)]


@pytest.mark.parametrize("lived", [0.0, 60.0])
async def test_processes_that_read_the_same_backlog_do_not_count_an_update_for_each_other(
    office: Office, machine: Machine, lived: float
) -> None:
    """Test that one which another process has begun since it was read has time to be finished there."""
    await office.store((1, "budi"))
    all_have_asked, finished = asyncio.Event(), asyncio.Event()
    others = 2 * MOST_TRIES - 1
    asked: list[float] = []

    async def others_ask(seconds: float) -> None:
        asked.append(seconds)
        if len(asked) == others:
            all_have_asked.set()
        await finished.wait()

    async def takes_long(pending: PendingUpdate) -> PendingUpdate | None:
        await all_have_asked.wait()
        await run(pending)
        finished.set()
        return None

    processes = [await machine.starts(others_ask, lived) for _ in range(1 + others)]
    [read] = await office.left()
    run = office.transaction.run
    office.transaction.run = takes_long  # type: ignore[method-assign]
    await asyncio.gather(*(process(read) for process in processes))
    assert asked[:others] == [LEFT_TO_OTHERS] * others
    assert office.transaction.handled == [1]
    assert not office.transaction.apologies


async def test_a_process_that_lives_takes_over_what_another_did_not_survive(
    office: Office, machine: Machine
) -> None:
    """Test that an update is put aside after the third end, whichever processes it ended."""
    machine.poisonous = {1}
    alive = [await machine.starts() for _ in range(3)]
    [update] = await office.store((1, "budi"))
    await machine.ends_with(alive[0](update))
    for process in alive[1:]:
        await machine.ends_with(process((await office.left())[0]))
    await machine.lives()
    assert machine.begun == [1, 1, 1]
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]


async def test_a_process_that_ends_while_another_starts_counts(office: Office, machine: Machine) -> None:
    """Test it for one that hangs until its watchdog ends it, and is started again beside another one."""
    machine.poisonous = {1}
    hung, beside = await machine.starts(), await machine.starts()
    [update] = await office.store((1, "budi"))
    await machine.ends_with(hung(update))
    await machine.lives()
    await machine.lives()
    await machine.ends_with(beside((await office.left())[0]))
    assert machine.begun == [1, 1, 1]
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]


async def test_an_update_of_an_earlier_release_is_counted_as_before(office: Office, machine: Machine) -> None:
    await office.store((1, "budi"))
    await office.units.run(
        lambda unit: unit.connection.execute(update_rows(tables.inbox).values(attempts=MOST_TRIES - 1))
    )
    await machine.starts()
    await machine.lives()
    assert machine.begun == []
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]


async def test_an_update_that_another_process_finishes_meanwhile_is_not_given_up(
    office: Office, machine: Machine
) -> None:
    """Test that processes that start while another one works do not give up what that one has in hand."""
    machine.poisonous = {1}
    await machine.lives(await office.store((1, "budi")))
    for _process in range(MOST_TRIES - 1):
        await machine.lives()

    async def other_finishes(_seconds: float) -> None:
        await office.units.run(lambda unit: unit.inbox.mark_done(1, now()))

    processor = await machine.starts(other_finishes)
    await processor((await office.left())[0])
    assert not office.transaction.apologies
    assert (await office.reasons())[1] is None


async def test_those_that_were_left_by_a_killed_process_are_not_counted_for_another(
    office: Office, machine: Machine
) -> None:
    """Test that what was counted before is begun alone, so that it can take down nothing else with it."""
    await office.store((1, "budi"), (2, "sari"), (3, "agus"))
    left = await office.left()
    await office.units.run(lambda unit: [unit.inbox.begin_again(update) for update in left])
    begun: list[int] = []
    one_is, goes_on = asyncio.Event(), asyncio.Event()
    run = office.transaction.run

    async def waits(pending: PendingUpdate) -> PendingUpdate | None:
        begun.append(pending.update_id)
        one_is.set()
        await goes_on.wait()
        return await run(pending)

    office.transaction.run = waits  # type: ignore[method-assign]
    office.lanes.put(await office.left())
    await one_is.wait()
    [attempts] = {update.attempts for update in await office.left() if update.update_id not in begun}
    assert attempts == 1
    assert begun == [1]
    goes_on.set()
    await office.lanes.idle()
    assert sorted(office.transaction.handled) == [1, 2, 3]
