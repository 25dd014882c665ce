"""Accounts: who they are, where they serve, and that a disabled one is nobody."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from core.catalogue import Directorate
from core.desks import Desk
from core.people import Assignment, Person
from core.roles import Level, Role
from tests.storage.house import BUDI, DEWI, EVERYBODY, NOW, SARI, TONO, House


async def test_people_come_back_with_their_roles_in_order(house: House) -> None:
    ids = [person.id for person in EVERYBODY]
    assert await house.look(lambda unit: tuple(map(unit.people.get, ids))) == EVERYBODY
    assert await house.look(lambda unit: unit.people.get(404)) is None


async def test_an_address_is_found_whatever_its_case(house: House) -> None:
    assert await house.look(lambda unit: unit.people.by_email("BUDI@Surabaya.GO.id")) == BUDI
    assert await house.look(lambda unit: unit.people.by_email("siapa@surabaya.go.id")) is None
    shouting = replace(BUDI, id=0, email="BUDI@surabaya.go.id")
    with pytest.raises(IntegrityError):
        await house.do(lambda unit: unit.people.add(shouting, NOW))


async def test_everybody_who_serves_at_a_desk_is_found_with_all_their_roles(house: House) -> None:
    first = Desk(Level.LPSE_1, lpse_id=10)
    assert await house.look(lambda unit: unit.people.at_desk(first)) == [SARI, TONO]
    team = Desk(Level.TIM_TEKNIS, directorate=Directorate.SPSE)
    assert await house.look(lambda unit: unit.people.at_desk(team)) == [DEWI]
    other_team = Desk(Level.TIM_TEKNIS, directorate=Directorate.KATALOG)
    assert await house.look(lambda unit: unit.people.at_desk(other_team)) == []


async def test_a_disabled_account_is_nobody_but_keeps_its_name(house: House) -> None:
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert await house.look(lambda unit: unit.people.get(SARI.id)) is None
    assert await house.look(lambda unit: unit.people.by_email(SARI.email)) is None
    assert await house.look(lambda unit: unit.people.at_desk(Desk(Level.LPSE_1, lpse_id=10))) == [TONO]
    names = await house.look(lambda unit: unit.people.names([SARI.id, BUDI.id, 404]))
    assert names == {SARI.id: "Sari", BUDI.id: "Budi"}
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, False))
    assert await house.look(lambda unit: unit.people.get(SARI.id)) == SARI


async def test_a_person_without_a_role_and_with_another_language_is_a_person_too(house: House) -> None:
    nina = await house.do(lambda unit: unit.people.add(Person(0, "Nina", "nina@bandung.go.id"), NOW))
    await house.do(lambda unit: unit.people.set_language(nina.id, "en"))
    assert await house.look(lambda unit: unit.people.get(nina.id)) == replace(nina, language="en")


async def test_nobody_holds_the_same_role_twice(house: House) -> None:
    twice = Person(0, "Nina", "nina@bandung.go.id", assignments=(Assignment(Role.ADMINISTRATOR),) * 2)
    with pytest.raises(IntegrityError):
        await house.do(lambda unit: unit.people.add(twice, NOW))
