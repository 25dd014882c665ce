"""Addresses that are changed: one holder each, letters that follow, and files that still know the former."""

import asyncio
from dataclasses import replace

from core.lifecycle import Action
from core.people import Assignment, Person
from core.roles import Role
from core.use_cases.sign_in import SentCode
from storage.imports import AccountCounts, import_accounts
from storage.unit import SqlUnit
from tests.storage.house import BUDI, NOW, SARI, House, file, report, work
from tests.storage.test_imports import rows

NEW = "budi.santoso@surabaya.go.id"


async def moves(house: House, address: str = NEW, former: str = BUDI.email) -> bool:
    moving = replace(BUDI, email=former)
    return await house.do(lambda unit: unit.people.change_email(moving, address, NOW))


async def test_a_changed_address_is_found_and_the_former_is_nobodys(house: House) -> None:
    assert await moves(house, NEW.upper())
    assert await house.look(lambda unit: unit.people.by_email(NEW)) == replace(BUDI, email=NEW)
    assert await house.look(lambda unit: unit.people.by_email(BUDI.email)) is None


async def test_another_accounts_address_is_refused_and_the_work_goes_on(house: House) -> None:
    def tries(unit: SqlUnit) -> bool:
        unit.people.set_language(BUDI.id, "en")
        return unit.people.change_email(BUDI, SARI.email, NOW)

    assert not await house.do(tries)
    assert await house.look(lambda unit: unit.people.get(BUDI.id)) == replace(BUDI, language="en")
    assert await house.look(lambda unit: unit.people.get(SARI.id)) == SARI


async def test_the_address_of_a_disabled_account_is_refused_too(house: House) -> None:
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert not await moves(house, SARI.email)


async def test_of_two_who_want_the_same_address_at_once_one_gets_it(house: House) -> None:
    def wants(unit: SqlUnit, person: Person) -> bool:
        return unit.people.change_email(person, NEW, NOW)

    outcomes = await asyncio.gather(house.do(wants, BUDI), house.do(wants, SARI))
    assert sorted(outcomes) == [False, True]


async def test_a_file_that_names_the_former_address_brings_roles_to_whoever_had_it(house: House) -> None:
    await moves(house)
    old_file = rows(
        "budi@surabaya.go.id,Budi Santoso,0899,Dinas PU,ppk,10,",
        "budi@surabaya.go.id,Budi Santoso,0899,Dinas PU,helpdesk_lpse,10,",
        "nina@surabaya.go.id,Nina,0812,Dinas,ppk,10,",
    )
    counted = await house.do(lambda unit: import_accounts(unit.connection, old_file, NOW))
    assert counted == AccountCounts(rows=3, new_people=1, new_roles=2)
    budi = await house.look(lambda unit: unit.people.by_email(NEW))
    assert budi is not None
    assert (budi.id, budi.name, budi.phone, budi.office) == (BUDI.id, "Budi Santoso", "0899", "Dinas PU")
    assert budi.assignments == (*BUDI.assignments, Assignment(Role.HELPDESK_LPSE, 10))
    assert await house.look(lambda unit: unit.people.by_email(BUDI.email)) is None


async def test_a_file_that_names_both_addresses_of_somebody_makes_one_account_of_them(house: House) -> None:
    await moves(house)
    both = rows(
        "budi@surabaya.go.id,Budi,0812,Dinas,ppk,10,",
        f"{NEW},Budi,0812,Dinas,helpdesk_lpse,10,",
    )
    counted = await house.do(lambda unit: import_accounts(unit.connection, both, NOW))
    assert counted == AccountCounts(rows=2, new_people=0, new_roles=1)


async def test_an_address_that_was_passed_on_is_its_new_holders(house: House) -> None:
    await moves(house)
    assert await house.do(lambda unit: unit.people.change_email(SARI, BUDI.email, NOW))
    theirs = rows("budi@surabaya.go.id,Sari,0812,Dinas,ppk,10,")
    await house.do(lambda unit: import_accounts(unit.connection, theirs, NOW))
    sari = await house.look(lambda unit: unit.people.by_email(BUDI.email))
    assert sari is not None
    assert sari.id == SARI.id
    assert Assignment(Role.PPK, 10) in sari.assignments
    assert await house.do(lambda unit: unit.people.change_email(sari, SARI.email, NOW))
    # And when they leave it as well, a file that names it means them, the latest who had it.
    await house.do(lambda unit: import_accounts(unit.connection, theirs, NOW))
    assert await house.look(lambda unit: unit.people.by_email(BUDI.email)) is None


async def test_somebody_may_take_their_former_address_back(house: House) -> None:
    await moves(house)
    assert await moves(house, BUDI.email, former=NEW)
    assert await house.look(lambda unit: unit.people.get(BUDI.id)) == BUDI
    again = rows(f"{NEW},Budi,0812,Dinas,ppk,10,")
    counted = await house.do(lambda unit: import_accounts(unit.connection, again, NOW))
    assert counted == AccountCounts(rows=1, new_people=0, new_roles=0)


async def test_letters_about_open_tickets_follow_and_those_of_closed_ones_stay(house: House) -> None:
    shouted = replace(report(), email="Budi@surabaya.go.id")
    elsewhere = replace(report(), email="sekretariat@surabaya.go.id")
    opened = await house.do(file, BUDI, shouted)
    asked_elsewhere = await house.do(file, BUDI, elsewhere)
    closed = await house.do(file)
    await house.do(work, BUDI, Action.CLOSE, closed.id)
    of_another = await house.do(file, SARI)
    await house.do(lambda unit: unit.tickets.redirect(BUDI.id, BUDI.email, NEW))

    async def address(ticket_id: int) -> str:
        ticket = await house.look(lambda unit: unit.tickets.get(ticket_id))
        assert ticket is not None
        return ticket.email

    assert await address(opened.id) == NEW
    assert await address(asked_elsewhere.id) == "sekretariat@surabaya.go.id"
    assert await address(closed.id) == BUDI.email
    assert await address(of_another.id) == BUDI.email
    # Work on it goes on as before.
    await house.do(work, SARI, Action.TAKE, opened.id)
    assert await address(opened.id) == NEW


async def test_all_codes_that_wait_for_somebody_can_be_dropped(house: House) -> None:
    def leaves(unit: SqlUnit) -> None:
        for chat, who in ((1, BUDI.id), (2, BUDI.id), (3, SARI.id), (4, None)):
            unit.codes.put(SentCode(chat, who, "digest", NOW))
        unit.codes.drop_of(BUDI.id)

    await house.do(leaves)
    waiting = await house.look(lambda unit: [chat for chat in (1, 2, 3, 4) if unit.codes.get(chat)])
    assert waiting == [3, 4]
