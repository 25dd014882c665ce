"""Test changes of master data: other processes see them, and a failed unit of work undoes them."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import null, update
from sqlalchemy.exc import DBAPIError

from bot.imports.shipped_data import DATA
from core.administration.audit import AuditChange, ChangeType
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, to_document
from core.master_data.ports import MasterDataKind
from storage.engine.edition_cache import EditionCache
from storage.master_data.catalogue_documents import ChangedMeanwhile
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk

SHORTER = {**to_document(DEFAULT_SETTINGS), "reminder_days": 1}


def filled(unit: SqlUnitOfWork) -> None:
    unit.master.fill_in(MasterDataKind.RULES, to_document(DEFAULT_SETTINGS))


async def test_a_change_is_seen_at_once_and_by_other_processes(helpdesk: Helpdesk) -> None:
    await helpdesk.run(filled)
    other = Helpdesk(helpdesk.database, EditionCache())
    assert (await other.read(lambda unit: unit.master.settings)) == DEFAULT_SETTINGS

    def change(unit: SqlUnitOfWork) -> int:
        unit.master.put(MasterDataKind.RULES, SHORTER)
        return unit.master.settings.reminder_days

    assert await helpdesk.run(change) == 1
    assert (await other.read(lambda unit: unit.master.settings)).reminder_days == 1


@pytest.mark.timeout(20)
async def test_those_who_come_at_once_to_a_process_that_has_just_started_do_not_wait_for_each_other(
    helpdesk: Helpdesk,
) -> None:
    await helpdesk.run(filled)
    other = Helpdesk(helpdesk.database, EditionCache())
    read = [other.read(lambda unit: unit.master.settings) for _ in range(5)]
    assert await asyncio.gather(*read) == [DEFAULT_SETTINGS] * 5


async def test_what_was_undone_is_not_remembered(helpdesk: Helpdesk) -> None:
    await helpdesk.run(filled)

    def change_and_fail(unit: SqlUnitOfWork) -> None:
        unit.master.put(MasterDataKind.RULES, SHORTER)
        assert unit.master.settings.reminder_days == 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await helpdesk.run(change_and_fail)
    assert (await helpdesk.run(lambda unit: unit.master.settings)) == DEFAULT_SETTINGS
    await helpdesk.run(lambda unit: unit.master.put(MasterDataKind.RULES, {**SHORTER, "reminder_days": 2}))
    assert (await helpdesk.run(lambda unit: unit.master.settings)).reminder_days == 2


async def test_of_two_who_change_the_same_body_the_second_has_to_look_again(helpdesk: Helpdesk) -> None:
    await helpdesk.run(filled)

    def change_behind_its_back(unit: SqlUnitOfWork) -> None:
        seen = SqlUnitOfWork(unit.connection, EditionCache())
        assert seen.master.settings == DEFAULT_SETTINGS
        unit.master.put(MasterDataKind.RULES, SHORTER)
        seen.master.put(MasterDataKind.RULES, SHORTER)

    with pytest.raises(ChangedMeanwhile):
        await helpdesk.run(change_behind_its_back)


async def test_what_nobody_can_read_is_not_kept(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.master.fill_in(MasterDataKind.APPLICATIONS, _applications()))
    with pytest.raises(ValueError, match="letter"):
        await helpdesk.run(
            lambda unit: unit.master.put(MasterDataKind.APPLICATIONS, _applications(letter="SPSE"))
        )
    assert (await helpdesk.run(lambda unit: unit.master.catalogue)).applications


async def test_what_ships_later_comes_in_until_somebody_changed_it_by_hand(helpdesk: Helpdesk) -> None:
    assert await helpdesk.run(
        lambda unit: unit.master.fill_in(MasterDataKind.RULES, to_document(DEFAULT_SETTINGS))
    )
    assert not await helpdesk.run(
        lambda unit: unit.master.fill_in(MasterDataKind.RULES, to_document(DEFAULT_SETTINGS))
    )
    assert await helpdesk.run(lambda unit: unit.master.fill_in(MasterDataKind.RULES, SHORTER))
    await helpdesk.run(lambda unit: unit.master.put(MasterDataKind.RULES, {**SHORTER, "invitation_days": 30}))
    assert not await helpdesk.run(
        lambda unit: unit.master.fill_in(MasterDataKind.RULES, to_document(DEFAULT_SETTINGS))
    )
    assert (await helpdesk.run(lambda unit: unit.master.settings)).invitation_days == 30


async def test_the_trail_tells_the_newest_first_and_is_never_changed(helpdesk: Helpdesk) -> None:
    def changes(unit: SqlUnitOfWork) -> None:
        for number in range(1, 5):
            unit.audit.add(
                AuditChange(
                    ChangeType.RULE_CHANGED, f"aturan {number}", NOW, None, {"a": number}, {"a": -number}
                )
            )

    await helpdesk.run(changes)
    newest = await helpdesk.read(lambda unit: unit.audit.newest(2))
    assert [line.change.subject for line in newest] == ["aturan 4", "aturan 3"]
    older = await helpdesk.read(lambda unit: unit.audit.newest(9, newest[-1].id))
    assert [(line.change.before, line.by) for line in older] == [({"a": 2}, ""), ({"a": 1}, "")]


@pytest.mark.parametrize("statement", ["UPDATE audit SET subject = 'x'", "DELETE FROM audit"])
async def test_the_trail_can_t_be_changed(helpdesk: Helpdesk, statement: str) -> None:
    change = AuditChange(ChangeType.RULE_CHANGED, "aturan", NOW, None)
    await helpdesk.run(lambda unit: unit.audit.add(change))
    with pytest.raises(DBAPIError, match="append-only"):
        await helpdesk.run(lambda unit: unit.connection.exec_driver_sql(statement))


def _applications(letter: str = "S") -> object:
    """Return the catalogue as a document, whose first application has this letter."""
    documents = json.loads((DATA / "applications.json").read_text(encoding="utf-8"))
    documents[0]["letter"] = letter
    return documents


async def test_new_categories_reach_an_office_that_changed_its_own(helpdesk: Helpdesk) -> None:
    former, shipped = (_parsed(name) for name in ("former_applications.json", "applications.json"))

    def fill_in(unit: SqlUnitOfWork) -> bool:
        return unit.master.fill_in(MasterDataKind.APPLICATIONS, shipped, lambda: former)

    def edited_before_the_upgrade(unit: SqlUnitOfWork) -> None:
        unit.master.fill_in(MasterDataKind.APPLICATIONS, former)
        application = {**former[0], "name": "SPSE kami"}
        unit.master.put(MasterDataKind.APPLICATIONS, [application, *former[1:]])
        unit.connection.execute(update(t.editions).values(shipped=null()))

    await helpdesk.run(edited_before_the_upgrade)
    assert await helpdesk.run(fill_in)
    assert not await helpdesk.run(fill_in), "once is enough"
    catalogue = await helpdesk.run(lambda unit: unit.master.catalogue)
    assert catalogue.application("spse").name == "SPSE kami"
    assert catalogue.category("spse", "spse-lainnya").name == "Lainnya"


async def test_what_an_office_removed_since_the_last_edition_does_not_come_back(helpdesk: Helpdesk) -> None:
    shipped = _parsed("faq.json")

    def removes_one(unit: SqlUnitOfWork) -> None:
        unit.master.fill_in(MasterDataKind.FAQ, shipped[:-1])
        unit.master.put(MasterDataKind.FAQ, shipped[1:-1])

    await helpdesk.run(removes_one)
    assert await helpdesk.run(lambda unit: unit.master.fill_in(MasterDataKind.FAQ, shipped))
    codes = {one.code for one in (await helpdesk.run(lambda unit: unit.master.faq)).questions}
    assert codes == {one["code"] for one in shipped[1:]}


async def test_what_can_not_be_merged_stops_no_start(helpdesk: Helpdesk) -> None:
    former = _parsed("former_applications.json")

    def names_another_like_a_new_name(unit: SqlUnitOfWork) -> None:
        unit.master.fill_in(MasterDataKind.APPLICATIONS, former)
        own = {**former[0], "code": "kami", "letter": "Z", "name": "SPSE Nasional"}
        own["categories"] = [{**former[0]["categories"][0], "code": "kami-satu"}]
        unit.master.put(MasterDataKind.APPLICATIONS, [*former, own])

    await helpdesk.run(names_another_like_a_new_name)
    renamed = [{**former[0], "name": "SPSE Nasional"}, *former[1:]]
    assert not await helpdesk.run(lambda unit: unit.master.fill_in(MasterDataKind.APPLICATIONS, renamed))
    assert (await helpdesk.run(lambda unit: unit.master.catalogue)).application("spse").name == "SPSE"


def _parsed(name: str) -> list[Any]:
    found: list[Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found
