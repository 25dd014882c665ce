"""Test changed e-mail addresses: one account each, tickets that follow, and files with the former address."""

import asyncio
from dataclasses import replace

from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.tickets.lifecycle import Action
from core.use_cases.own_account.sign_in_ports import SentCode
from storage.master_data.bulk_import import AccountCounts
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, SARI, Helpdesk, file, ticket_draft, work
from tests.storage.master_data.test_bulk_import import rows

NEW = "budi.santoso@surabaya.go.id"


async def moves(helpdesk: Helpdesk, address: str = NEW, former: str = BUDI.email) -> bool:
    moving = replace(BUDI, email=former)
    return await helpdesk.run(lambda unit: unit.people.change_email(moving, address, NOW))


async def test_a_changed_address_is_found_and_the_former_is_nobodys(helpdesk: Helpdesk) -> None:
    assert await moves(helpdesk, NEW.upper())
    assert await helpdesk.read(lambda unit: unit.people.by_email(NEW)) == replace(BUDI, email=NEW)
    assert await helpdesk.read(lambda unit: unit.people.by_email(BUDI.email)) is None


async def test_another_accounts_address_is_refused_and_the_work_goes_on(helpdesk: Helpdesk) -> None:
    def tries(unit: SqlUnitOfWork) -> bool:
        unit.people.set_language(BUDI.id, "en")
        return unit.people.change_email(BUDI, SARI.email, NOW)

    assert not await helpdesk.run(tries)
    assert await helpdesk.read(lambda unit: unit.people.get(BUDI.id)) == replace(BUDI, language="en")
    assert await helpdesk.read(lambda unit: unit.people.get(SARI.id)) == SARI


async def test_the_address_of_a_disabled_account_is_refused_too(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert not await moves(helpdesk, SARI.email)


async def test_of_two_who_want_the_same_address_at_once_one_gets_it(helpdesk: Helpdesk) -> None:
    def wants(unit: SqlUnitOfWork, person: Person) -> bool:
        return unit.people.change_email(person, NEW, NOW)

    outcomes = await asyncio.gather(helpdesk.run(wants, BUDI), helpdesk.run(wants, SARI))
    assert sorted(outcomes) == [False, True]


async def test_a_file_that_names_the_former_address_brings_roles_to_whoever_had_it(
    helpdesk: Helpdesk,
) -> None:
    await moves(helpdesk)
    old_file = rows(
        "budi@surabaya.go.id,Budi Santoso,0899,Dinas PU,ppk,10,",
        "budi@surabaya.go.id,Budi Santoso,0899,Dinas PU,helpdesk_lpse,10,",
        "nina@surabaya.go.id,Nina,0812,Dinas,ppk,10,",
    )
    counted = await helpdesk.run(lambda unit: unit.bulk.import_accounts(old_file, NOW))
    assert counted == AccountCounts(rows=3, new_people=1, new_roles=2)
    budi = await helpdesk.read(lambda unit: unit.people.by_email(NEW))
    assert budi is not None
    assert (budi.id, budi.name, budi.phone, budi.office) == (BUDI.id, "Budi Santoso", "0899", "Dinas PU")
    assert budi.assignments == (*BUDI.assignments, Assignment(Role.HELPDESK_LPSE, 10))
    assert await helpdesk.read(lambda unit: unit.people.by_email(BUDI.email)) is None


async def test_a_file_that_names_both_addresses_of_somebody_makes_one_account_of_them(
    helpdesk: Helpdesk,
) -> None:
    await moves(helpdesk)
    both = rows(
        "budi@surabaya.go.id,Budi,0812,Dinas,ppk,10,",
        f"{NEW},Budi,0812,Dinas,helpdesk_lpse,10,",
    )
    counted = await helpdesk.run(lambda unit: unit.bulk.import_accounts(both, NOW))
    assert counted == AccountCounts(rows=2, new_people=0, new_roles=1)


async def test_an_address_that_was_passed_on_is_its_new_holders(helpdesk: Helpdesk) -> None:
    await moves(helpdesk)
    assert await helpdesk.run(lambda unit: unit.people.change_email(SARI, BUDI.email, NOW))
    theirs = rows("budi@surabaya.go.id,Sari,0812,Dinas,ppk,10,")
    await helpdesk.run(lambda unit: unit.bulk.import_accounts(theirs, NOW))
    sari = await helpdesk.read(lambda unit: unit.people.by_email(BUDI.email))
    assert sari is not None
    assert sari.id == SARI.id
    assert Assignment(Role.PPK, 10) in sari.assignments
    assert await helpdesk.run(lambda unit: unit.people.change_email(sari, SARI.email, NOW))
    # When they give it up as well, a file with this address means them, its last person.
    await helpdesk.run(lambda unit: unit.bulk.import_accounts(theirs, NOW))
    assert await helpdesk.read(lambda unit: unit.people.by_email(BUDI.email)) is None


async def test_somebody_may_take_their_former_address_back(helpdesk: Helpdesk) -> None:
    await moves(helpdesk)
    assert await moves(helpdesk, BUDI.email, former=NEW)
    assert await helpdesk.read(lambda unit: unit.people.get(BUDI.id)) == BUDI
    again = rows(f"{NEW},Budi,0812,Dinas,ppk,10,")
    counted = await helpdesk.run(lambda unit: unit.bulk.import_accounts(again, NOW))
    assert counted == AccountCounts(rows=1, new_people=0, new_roles=0)


async def test_letters_about_open_tickets_follow_and_those_of_closed_ones_stay(helpdesk: Helpdesk) -> None:
    shouted = replace(ticket_draft(), email="Budi@surabaya.go.id")
    elsewhere = replace(ticket_draft(), email="sekretariat@surabaya.go.id")
    opened = await helpdesk.run(file, BUDI, shouted)
    asked_elsewhere = await helpdesk.run(file, BUDI, elsewhere)
    closed = await helpdesk.run(file)
    await helpdesk.run(work, BUDI, Action.CLOSE, closed.id)
    of_another = await helpdesk.run(file, SARI)
    await helpdesk.run(lambda unit: unit.tickets.redirect(BUDI.id, BUDI.email, NEW))

    async def address(ticket_id: int) -> str:
        ticket = await helpdesk.read(lambda unit: unit.tickets.get(ticket_id))
        assert ticket is not None
        return ticket.email

    assert await address(opened.id) == NEW
    assert await address(asked_elsewhere.id) == "sekretariat@surabaya.go.id"
    assert await address(closed.id) == BUDI.email
    assert await address(of_another.id) == BUDI.email
    # Work on the ticket goes on as before.
    await helpdesk.run(work, SARI, Action.TAKE, opened.id)
    assert await address(opened.id) == NEW


async def test_all_codes_that_wait_for_somebody_can_be_dropped(helpdesk: Helpdesk) -> None:
    def leaves(unit: SqlUnitOfWork) -> None:
        for chat, who in ((1, BUDI.id), (2, BUDI.id), (3, SARI.id), (4, None)):
            unit.codes.put(SentCode(chat, "address", who, "digest", NOW))
        unit.codes.drop_of(BUDI.id)

    await helpdesk.run(leaves)
    waiting = await helpdesk.read(
        lambda unit: [chat for chat in (1, 2, 3, 4) if unit.codes.get(chat, "address")]
    )
    assert waiting == [3, 4]
