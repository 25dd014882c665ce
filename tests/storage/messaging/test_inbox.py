"""Test incoming updates: stored once, claimed in order, tried again, put aside and deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine.edition_cache import EditionCache
from storage.messaging.inbox import Claim, ClaimStatus, PendingUpdate
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, SARI, Helpdesk


async def test_an_update_that_comes_twice_is_kept_once(helpdesk: Helpdesk) -> None:
    first = [(7, "budi", "{}"), (8, "sari", "{}")]
    assert await helpdesk.run(lambda unit: unit.inbox.store(first, NOW)) == [7, 8]
    again = [(8, "sari", "{}"), (9, "budi", "{}"), (9, "budi", "{}")]
    assert await helpdesk.run(lambda unit: unit.inbox.store(again, NOW)) == [9]
    assert await helpdesk.run(lambda unit: unit.inbox.store([], NOW)) == []
    assert await helpdesk.read(lambda unit: [row.update_id for row in unit.inbox.pending(10)]) == [7, 8, 9]


async def test_an_update_waits_for_the_earlier_ones_of_its_lane_only(helpdesk: Helpdesk) -> None:
    rows = [(1, "budi", "a"), (2, "sari", "b"), (3, "budi", "c")]
    await helpdesk.run(lambda unit: unit.inbox.store(rows, NOW))
    first = PendingUpdate(1, "budi", "a", 0, maybe_begun=True)
    assert await helpdesk.run(lambda unit: unit.inbox.claim(3, "budi")) == Claim(ClaimStatus.NOT_YET, first)
    assert await helpdesk.run(lambda unit: unit.inbox.claim(2, "sari")) == Claim(ClaimStatus.GRANTED)
    assert await helpdesk.run(lambda unit: unit.inbox.claim(1, "budi")) == Claim(ClaimStatus.GRANTED)
    await helpdesk.run(lambda unit: unit.inbox.mark_done(1, NOW))
    assert await helpdesk.run(lambda unit: unit.inbox.claim(1, "budi")) == Claim(ClaimStatus.DONE)
    assert await helpdesk.run(lambda unit: unit.inbox.claim(3, "budi")) == Claim(ClaimStatus.GRANTED)


async def test_an_update_that_was_never_kept_counts_as_done(helpdesk: Helpdesk) -> None:
    assert await helpdesk.run(lambda unit: unit.inbox.claim(404, "budi")) == Claim(ClaimStatus.DONE)


async def test_a_failed_update_is_counted_and_then_put_aside_so_that_its_lane_goes_on(
    helpdesk: Helpdesk,
) -> None:
    await helpdesk.run(lambda unit: unit.inbox.store([(1, "budi", "a"), (2, "budi", "b")], NOW))
    assert [await helpdesk.run(lambda unit: unit.inbox.count_try(1, "boom")) for _ in range(3)] == [
        1,
        2,
        3,
    ]
    waiting = await helpdesk.read(lambda unit: unit.inbox.pending(10))
    assert waiting == [PendingUpdate(1, "budi", "a", 3, True), PendingUpdate(2, "budi", "b", 0, True)]
    await helpdesk.run(lambda unit: unit.inbox.put_aside(1, "budi", "boom, for good", NOW))
    assert await helpdesk.run(lambda unit: unit.inbox.claim(2, "budi")) == Claim(ClaimStatus.GRANTED)
    assert await helpdesk.read(lambda unit: unit.inbox.pending(10)) == [
        PendingUpdate(2, "budi", "b", 0, True)
    ]


async def test_updates_of_people_who_are_signed_in_make_way_for_nobody(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.links.link(70, BUDI.id, NOW))
    await helpdesk.run(lambda unit: unit.links.link(71, SARI.id, NOW))
    await helpdesk.run(lambda unit: unit.links.unlink(71))
    odd = ["nobody", "", "-5", "9" * 40, "\N{ARABIC-INDIC DIGIT SEVEN}\N{ARABIC-INDIC DIGIT ZERO}"]
    lanes = ["70", "71", "72", *odd]
    assert await helpdesk.read(lambda unit: unit.inbox.signed_in_lanes(lanes)) == {"70"}
    rows = [(n, lane, "{}") for n, lane in enumerate(lanes)]
    await helpdesk.run(lambda unit: unit.inbox.store(rows, NOW))
    waiting = await helpdesk.read(lambda unit: unit.inbox.pending(10))
    assert [one.lane for one in waiting if not one.makes_way] == ["70"]


async def test_what_waits_is_told_in_order_and_by_age(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.inbox.store([(5, "budi", "e")], NOW))
    await helpdesk.run(lambda unit: unit.inbox.store([(4, "sari", "d")], NOW + timedelta(minutes=1)))
    ids = [row.update_id for row in await helpdesk.read(lambda unit: unit.inbox.pending(10))]
    assert ids == [4, 5]
    old = await helpdesk.read(lambda unit: unit.inbox.pending(10, older_than=NOW))
    assert [row.update_id for row in old] == [5]
    assert len(await helpdesk.read(lambda unit: unit.inbox.pending(1))) == 1


@pytest.mark.postgres
async def test_a_lane_that_somebody_works_in_is_closed_to_others_until_the_commit(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)

    async with engine.begin() as connection:
        rows = [(1, "budi", ""), (2, "budi", ""), (3, "sari", "")]
        await connection.run_sync(lambda c: SqlUnitOfWork(c, EditionCache()).inbox.store(rows, NOW))
    async with engine.connect() as one, engine.connect() as other:
        mine = await one.run_sync(lambda c: SqlUnitOfWork(c, EditionCache()).inbox.claim(1, "budi"))
        assert mine == Claim(ClaimStatus.GRANTED)
        free = await other.run_sync(lambda c: SqlUnitOfWork(c, EditionCache()).inbox.claim(3, "sari"))
        assert free == Claim(ClaimStatus.GRANTED)
        await other.rollback()

        await other.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            await other.run_sync(lambda c: SqlUnitOfWork(c, EditionCache()).inbox.claim(2, "budi"))
        await other.rollback()

        await one.run_sync(lambda c: SqlUnitOfWork(c, EditionCache()).inbox.mark_done(1, NOW))
        await one.commit()
        assert await other.run_sync(
            lambda c: SqlUnitOfWork(c, EditionCache()).inbox.claim(2, "budi")
        ) == Claim(ClaimStatus.GRANTED)
    await engine.dispose()
