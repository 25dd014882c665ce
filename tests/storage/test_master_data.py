"""Master data as administrators change it: kept for all processes, undone with its unit of work."""

import asyncio
import json

import pytest
from sqlalchemy.exc import DBAPIError

from bot.master_data import DATA
from core.audit import Change, Changed
from core.house_rules import SHIPPED, to_document
from core.ports import Body
from storage.master_data import ChangedMeanwhile
from storage.unit import Shelf, SqlUnit
from tests.storage.house import NOW, House

SHORTER = {**to_document(SHIPPED), "reminder_days": 1}


def filled(unit: SqlUnit) -> None:
    unit.master.fill_in(Body.RULES, to_document(SHIPPED))


async def test_a_change_is_seen_at_once_and_by_other_processes(house: House) -> None:
    await house.do(filled)
    other = House(house.database, Shelf())
    assert (await other.look(lambda unit: unit.master.rules)) == SHIPPED

    def change(unit: SqlUnit) -> int:
        unit.master.put(Body.RULES, SHORTER)
        return unit.master.rules.reminder_days

    assert await house.do(change) == 1
    assert (await other.look(lambda unit: unit.master.rules)).reminder_days == 1


@pytest.mark.timeout(20)
async def test_those_who_come_at_once_to_a_process_that_has_just_started_do_not_wait_for_each_other(
    house: House,
) -> None:
    await house.do(filled)
    other = House(house.database, Shelf())
    read = [other.look(lambda unit: unit.master.rules) for _ in range(5)]
    assert await asyncio.gather(*read) == [SHIPPED] * 5


async def test_what_was_undone_is_not_remembered(house: House) -> None:
    await house.do(filled)

    def change_and_fail(unit: SqlUnit) -> None:
        unit.master.put(Body.RULES, SHORTER)
        assert unit.master.rules.reminder_days == 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.do(change_and_fail)
    assert (await house.do(lambda unit: unit.master.rules)) == SHIPPED
    await house.do(lambda unit: unit.master.put(Body.RULES, {**SHORTER, "reminder_days": 2}))
    assert (await house.do(lambda unit: unit.master.rules)).reminder_days == 2


async def test_of_two_who_change_the_same_body_the_second_has_to_look_again(house: House) -> None:
    await house.do(filled)

    def change_behind_its_back(unit: SqlUnit) -> None:
        seen = SqlUnit(unit.connection, Shelf())
        assert seen.master.rules == SHIPPED
        unit.master.put(Body.RULES, SHORTER)
        seen.master.put(Body.RULES, SHORTER)

    with pytest.raises(ChangedMeanwhile):
        await house.do(change_behind_its_back)


async def test_what_nobody_can_read_is_not_kept(house: House) -> None:
    await house.do(lambda unit: unit.master.fill_in(Body.APPLICATIONS, _applications()))
    with pytest.raises(ValueError, match="letter"):
        await house.do(lambda unit: unit.master.put(Body.APPLICATIONS, _applications(letter="SPSE")))
    assert (await house.do(lambda unit: unit.master.catalogue)).applications


async def test_what_ships_later_comes_in_until_somebody_changed_it_by_hand(house: House) -> None:
    assert await house.do(lambda unit: unit.master.fill_in(Body.RULES, to_document(SHIPPED)))
    assert not await house.do(lambda unit: unit.master.fill_in(Body.RULES, to_document(SHIPPED)))
    assert await house.do(lambda unit: unit.master.fill_in(Body.RULES, SHORTER))
    await house.do(lambda unit: unit.master.put(Body.RULES, {**SHORTER, "invitation_days": 30}))
    assert not await house.do(lambda unit: unit.master.fill_in(Body.RULES, to_document(SHIPPED)))
    assert (await house.do(lambda unit: unit.master.rules)).invitation_days == 30


async def test_the_trail_tells_the_newest_first_and_is_never_changed(house: House) -> None:
    def changes(unit: SqlUnit) -> None:
        for number in range(1, 5):
            unit.audit.add(
                Change(Changed.RULE_CHANGED, f"aturan {number}", NOW, None, {"a": number}, {"a": -number})
            )

    await house.do(changes)
    newest = await house.look(lambda unit: unit.audit.newest(2))
    assert [line.change.subject for line in newest] == ["aturan 4", "aturan 3"]
    older = await house.look(lambda unit: unit.audit.newest(9, newest[-1].id))
    assert [(line.change.before, line.by) for line in older] == [({"a": 2}, ""), ({"a": 1}, "")]


@pytest.mark.parametrize("statement", ["UPDATE audit SET subject = 'x'", "DELETE FROM audit"])
async def test_the_trail_can_t_be_changed(house: House, statement: str) -> None:
    change = Change(Changed.RULE_CHANGED, "aturan", NOW, None)
    await house.do(lambda unit: unit.audit.add(change))
    with pytest.raises(DBAPIError, match="append-only"):
        await house.do(lambda unit: unit.connection.exec_driver_sql(statement))


def _applications(letter: str = "S") -> object:
    """The catalogue as a document, its first application with this letter."""
    documents = json.loads((DATA / "applications.json").read_text(encoding="utf-8"))
    documents[0]["letter"] = letter
    return documents
