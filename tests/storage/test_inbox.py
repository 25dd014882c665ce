"""Updates as they come in: kept once, taken up in order, tried again, put aside and forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.inbox import Claim, Waiting
from storage.unit import Shelf, SqlUnit
from tests.storage.house import NOW, House


async def test_an_update_that_comes_twice_is_kept_once(house: House) -> None:
    first = [(7, "budi", "{}"), (8, "sari", "{}")]
    assert await house.do(lambda unit: unit.inbox.keep(first, NOW)) == [7, 8]
    again = [(8, "sari", "{}"), (9, "budi", "{}"), (9, "budi", "{}")]
    assert await house.do(lambda unit: unit.inbox.keep(again, NOW)) == [9]
    assert await house.do(lambda unit: unit.inbox.keep([], NOW)) == []
    assert await house.look(lambda unit: [row.update_id for row in unit.inbox.waiting(10)]) == [7, 8, 9]


async def test_an_update_waits_for_the_earlier_ones_of_its_lane_only(house: House) -> None:
    rows = [(1, "budi", "a"), (2, "sari", "b"), (3, "budi", "c")]
    await house.do(lambda unit: unit.inbox.keep(rows, NOW))
    assert await house.do(lambda unit: unit.inbox.claim(3, "budi")) is Claim.LATER
    assert await house.do(lambda unit: unit.inbox.claim(2, "sari")) is Claim.YOURS
    assert await house.do(lambda unit: unit.inbox.claim(1, "budi")) is Claim.YOURS
    await house.do(lambda unit: unit.inbox.done(1, NOW))
    assert await house.do(lambda unit: unit.inbox.claim(1, "budi")) is Claim.DONE
    assert await house.do(lambda unit: unit.inbox.claim(3, "budi")) is Claim.YOURS


async def test_an_update_that_was_never_kept_counts_as_done(house: House) -> None:
    assert await house.do(lambda unit: unit.inbox.claim(404, "budi")) is Claim.DONE


async def test_a_failed_update_is_counted_and_then_put_aside_so_that_its_lane_goes_on(house: House) -> None:
    await house.do(lambda unit: unit.inbox.keep([(1, "budi", "a"), (2, "budi", "b")], NOW))
    assert [await house.do(lambda unit: unit.inbox.failed(1, "boom")) for _ in range(3)] == [1, 2, 3]
    waiting = await house.look(lambda unit: unit.inbox.waiting(10))
    assert waiting == [Waiting(1, "budi", "a", 3), Waiting(2, "budi", "b", 0)]
    await house.do(lambda unit: unit.inbox.set_aside(1, "boom, for good", NOW))
    assert await house.do(lambda unit: unit.inbox.claim(2, "budi")) is Claim.YOURS
    assert await house.look(lambda unit: unit.inbox.waiting(10)) == [Waiting(2, "budi", "b", 0)]


async def test_what_waits_is_told_in_order_and_by_age(house: House) -> None:
    await house.do(lambda unit: unit.inbox.keep([(5, "budi", "e")], NOW))
    await house.do(lambda unit: unit.inbox.keep([(4, "sari", "d")], NOW + timedelta(minutes=1)))
    ids = [row.update_id for row in await house.look(lambda unit: unit.inbox.waiting(10))]
    assert ids == [4, 5]
    old = await house.look(lambda unit: unit.inbox.waiting(10, older_than=NOW))
    assert [row.update_id for row in old] == [5]
    assert len(await house.look(lambda unit: unit.inbox.waiting(1))) == 1


async def test_only_what_was_done_long_ago_is_forgotten(house: House) -> None:
    def three(unit: SqlUnit) -> None:
        unit.inbox.keep([(n, "budi", "") for n in (1, 2, 3)], NOW)
        unit.inbox.done(1, NOW)
        unit.inbox.done(2, NOW + timedelta(days=2))

    await house.do(three)
    assert await house.do(lambda unit: unit.inbox.forget(NOW + timedelta(days=1))) == 1
    kept = await house.do(lambda unit: unit.inbox.keep([(n, "budi", "") for n in (1, 2, 3)], NOW))
    assert kept == [1]


@pytest.mark.postgres
async def test_a_lane_that_somebody_works_in_is_closed_to_others_until_the_commit(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)

    async with engine.begin() as connection:
        rows = [(1, "budi", ""), (2, "budi", ""), (3, "sari", "")]
        await connection.run_sync(lambda c: SqlUnit(c, Shelf()).inbox.keep(rows, NOW))
    async with engine.connect() as one, engine.connect() as other:
        mine = await one.run_sync(lambda c: SqlUnit(c, Shelf()).inbox.claim(1, "budi"))
        assert mine is Claim.YOURS
        free = await other.run_sync(lambda c: SqlUnit(c, Shelf()).inbox.claim(3, "sari"))
        assert free is Claim.YOURS
        await other.rollback()

        await other.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            await other.run_sync(lambda c: SqlUnit(c, Shelf()).inbox.claim(2, "budi"))
        await other.rollback()

        await one.run_sync(lambda c: SqlUnit(c, Shelf()).inbox.done(1, NOW))
        await one.commit()
        assert await other.run_sync(lambda c: SqlUnit(c, Shelf()).inbox.claim(2, "budi")) is Claim.YOURS
    await engine.dispose()
