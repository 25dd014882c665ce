"""Test reading people by id, address and desk, and that disabled accounts are not found."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from tests.storage.helpdesk import BUDI, DEWI, EVERYBODY, NOW, SARI, TONO, Helpdesk


async def test_people_come_back_with_their_roles_in_order(helpdesk: Helpdesk) -> None:
    ids = [person.id for person in EVERYBODY]
    assert await helpdesk.read(lambda unit: tuple(map(unit.people.get, ids))) == EVERYBODY
    assert await helpdesk.read(lambda unit: unit.people.get(404)) is None


async def test_an_address_is_found_whatever_its_case(helpdesk: Helpdesk) -> None:
    assert await helpdesk.read(lambda unit: unit.people.by_email("BUDI@Surabaya.GO.id")) == BUDI
    assert await helpdesk.read(lambda unit: unit.people.by_email("siapa@surabaya.go.id")) is None
    shouting = replace(BUDI, id=0, email="BUDI@surabaya.go.id")
    with pytest.raises(IntegrityError):
        await helpdesk.run(lambda unit: unit.people.add(shouting, NOW))


async def test_everybody_who_serves_at_a_desk_is_found_once_and_in_pages(helpdesk: Helpdesk) -> None:
    first = Desk(Level.LPSE_1, lpse_id=10)
    assert await helpdesk.read(lambda unit: unit.people.at_desk(first)) == [SARI.id, TONO.id]
    team = Desk(Level.TIM_TEKNIS, directorate=Directorate.SPSE)
    assert await helpdesk.read(lambda unit: unit.people.at_desk(team)) == [DEWI.id]
    other_team = Desk(Level.TIM_TEKNIS, directorate=Directorate.KATALOG)
    assert await helpdesk.read(lambda unit: unit.people.at_desk(other_team)) == []
    both_roles = replace(
        SARI,
        id=0,
        email="umar@surabaya.go.id",
        assignments=(*SARI.assignments, Assignment(Role.VERIFIKATOR_LPSE, 10)),
    )
    umar = await helpdesk.run(lambda unit: unit.people.add(both_roles, NOW))
    assert await helpdesk.read(lambda unit: unit.people.at_desk(first)) == [SARI.id, TONO.id, umar.id]
    assert await helpdesk.read(lambda unit: unit.people.at_desk(first, limit=2)) == [SARI.id, TONO.id]
    assert await helpdesk.read(lambda unit: unit.people.at_desk(first, after=TONO.id)) == [umar.id]
    among = [BUDI.id, TONO.id, umar.id, 404]
    assert await helpdesk.read(lambda unit: unit.people.serving_at(first, among)) == {TONO.id, umar.id}


async def test_a_disabled_account_is_nobody_but_keeps_its_name(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert await helpdesk.read(lambda unit: unit.people.get(SARI.id)) is None
    assert await helpdesk.read(lambda unit: unit.people.by_email(SARI.email)) is None
    assert await helpdesk.read(lambda unit: unit.people.at_desk(Desk(Level.LPSE_1, lpse_id=10))) == [TONO.id]
    names = await helpdesk.read(lambda unit: unit.people.names([SARI.id, BUDI.id, 404]))
    assert names == {SARI.id: "Sari", BUDI.id: "Budi"}
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, False))
    assert await helpdesk.read(lambda unit: unit.people.get(SARI.id)) == SARI


async def test_a_person_without_a_role_and_with_another_language_is_a_person_too(helpdesk: Helpdesk) -> None:
    nina = await helpdesk.run(lambda unit: unit.people.add(Person(0, "Nina", "nina@bandung.go.id"), NOW))
    await helpdesk.run(lambda unit: unit.people.set_language(nina.id, "en"))
    assert await helpdesk.read(lambda unit: unit.people.get(nina.id)) == replace(nina, language="en")


async def test_nobody_holds_the_same_role_twice(helpdesk: Helpdesk) -> None:
    twice = Person(0, "Nina", "nina@bandung.go.id", assignments=(Assignment(Role.ADMINISTRATOR),) * 2)
    with pytest.raises(IntegrityError):
        await helpdesk.run(lambda unit: unit.people.add(twice, NOW))
