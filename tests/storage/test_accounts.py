"""Accounts as administrators keep them, and the search among them, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.accounts import AccountFilters
from core.catalogue import Directorate
from core.errors import Refusal
from core.lifecycle import Action
from core.people import Assignment, Person
from core.roles import Role
from core.use_cases.change_roles import TakeRole
from core.use_cases.close_account import DisableAccount
from core.use_cases.sign_in import InvitePerson, SentCode
from storage.account_search import AccountPage
from storage.unit import SqlUnit
from tests.core.fake_accounts import FakeAccounts, FakeSignOuts
from tests.storage.house import BUDI, EVERYBODY, LINA, NOW, SARI, TONO, House, file, work

ADMINISTRATOR = Assignment(Role.ADMINISTRATOR)
NINA = Person(0, "Niña Kartika", "nina.k@lkpp.go.id", "", "Biro Umum & Hukum", "id", (ADMINISTRATOR,))


async def found(
    house: House, text: str = "", role: Role | None = None, lpse_id: int | None = None
) -> list[str]:
    page = await house.look(lambda unit: unit.account_search.page(AccountFilters(text, role, lpse_id)))
    return [account.person.name for account in page.lines]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nina", ["Niña Kartika"]),
        ("NIÑA kart", ["Niña Kartika"]),
        ("kart nin", ["Niña Kartika"]),
        ("nina.k@lkpp", ["Niña Kartika"]),
        ("lkpp.go.id", ["Niña Kartika"]),
        ("hukum biro", ["Niña Kartika"]),
        ("surabaya", ["Dewi", "Lina", "Adi", "Tono", "Sari", "Budi"]),
        ("di", ["Dewi", "Lina", "Adi", "Tono", "Sari", "Budi"]),
        ("k", ["Niña Kartika"]),
        ("b", []),
        ("ina", []),
        ("nina sari", []),
        ("& ' \" * :) %", []),
        ('kartika\' OR "1"', []),
        ("a" * 5000, []),
        ("nina " * 500, ["Niña Kartika"]),
    ],
)
async def test_accounts_are_found_by_beginnings_of_words(house: House, text: str, names: list[str]) -> None:
    await house.do(lambda unit: unit.accounts.open(NINA, NOW))
    assert await found(house, text) == names


async def test_role_and_lpse_have_to_be_those_of_one_assignment(house: House) -> None:
    assert await found(house, "", Role.HELPDESK_LPSE) == ["Tono", "Sari"]
    assert await found(house, "", Role.HELPDESK_LPSE, 10) == ["Tono", "Sari"]
    assert await found(house, "", Role.HELPDESK_LPSE, 20) == []
    assert await found(house, "", None, 20) == ["Tono"]
    assert await found(house, "sar", Role.HELPDESK_LPSE) == ["Sari"]
    assert await found(house, "surabaya", None, 20) == ["Tono"]
    assert await found(house, "sar", Role.PPK, 10) == []


async def test_the_search_follows_every_change(house: House) -> None:
    renamed = replace(SARI, name="Puspa", office="Kantor")
    await house.do(lambda unit: unit.accounts.change(renamed))
    await house.do(lambda unit: unit.accounts.change_email(SARI, "puspa@bandung.go.id", NOW))
    assert await found(house, "puspa bandung kantor") == ["Puspa"]
    assert await found(house, "sari") == []
    await house.do(lambda unit: unit.people.change_profile(replace(renamed, name="Melati")))
    assert await found(house, "melati") == ["Melati"]
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert await found(house, "melati") == ["Melati"], "a disabled account is found too"


async def test_pages_of_ten_lead_to_and_fro(house: House) -> None:
    def fill(unit: SqlUnit) -> None:
        for number in range(19):
            unit.accounts.open(replace(NINA, name=f"Orang {number}", email=f"o{number}@x.go.id"), NOW)

    await house.do(fill)

    async def page(text: str, cursor: str = "", *, back: bool = False) -> AccountPage:
        filters = AccountFilters(text)
        return await house.look(lambda unit: unit.account_search.page(filters, cursor, back=back))

    for text, last in (("orang", "Orang 0"), ("", "Budi")):
        pages = [await page(text)]
        while pages[-1].next:
            pages.append(await page(text, pages[-1].next))
        names = [account.person.name for one in pages for account in one.lines]
        assert (names[0], names[-1], len(set(names))) == ("Orang 18", last, len(names))
        assert pages[0].previous is None
        assert pages[1].previous is not None
        assert await page(text, pages[1].previous, back=True) == pages[0]
        for forged in ("x", "-1", "9" * 30, "9" * 10, "1'"):
            assert await page(text, forged) in (pages[0], await page(text))


async def test_an_account_is_shown_whole(house: House) -> None:
    await house.do(lambda unit: unit.links.link(70, TONO.id, NOW))
    await house.do(lambda unit: unit.chats.set_reachable(70, False))
    await house.do(lambda unit: unit.people.set_disabled(TONO.id, True))
    account = await house.look(lambda unit: unit.accounts.get(TONO.id))
    assert account is not None
    assert (account.person, account.created_at) == (TONO, NOW)
    assert (account.is_disabled, account.is_linked, account.is_reachable) == (True, True, False)
    assert await house.look(lambda unit: unit.accounts.get(999)) is None
    assert await house.look(lambda unit: unit.accounts.id_of("TONO@surabaya.go.id")) == TONO.id


async def test_tickets_in_hand_are_counted(house: House) -> None:
    def take_two(unit: SqlUnit) -> None:
        for _ in range(2):
            work(unit, SARI, Action.TAKE, file(unit).id)

    await house.do(take_two)
    account = await house.look(lambda unit: unit.accounts.get(SARI.id))
    assert account is not None
    assert account.in_hand == 2


async def test_an_address_has_one_account(house: House) -> None:
    opened = await house.do(lambda unit: unit.accounts.open(NINA, NOW))
    assert opened is not None
    assert opened.id > len(EVERYBODY)
    twin = replace(NINA, email="NINA.K@lkpp.go.id")
    assert await house.do(lambda unit: unit.accounts.open(twin, NOW)) is None


async def test_roles_are_given_and_taken_by_their_seat(house: House) -> None:
    team = Assignment(Role.TIM_TEKNIS, directorate=Directorate.KATALOG)
    await house.do(lambda unit: unit.accounts.give(BUDI.id, team))
    await house.do(lambda unit: unit.accounts.take(BUDI.id, BUDI.assignments[0]))
    budi = await house.look(lambda unit: unit.people.get(BUDI.id))
    assert budi is not None
    assert budi.assignments == (team,)


async def test_what_is_void_signs_nobody_in(house: House) -> None:
    code = await house.do(lambda unit: InvitePerson(unit.invitations)(BUDI, NOW))
    later = NOW + timedelta(minutes=1)
    await house.do(lambda unit: unit.codes.put(SentCode(70, BUDI.id, "digest", later)))
    assert await house.look(lambda unit: unit.accounts.count_invited(BUDI.id, NOW)) == 1
    assert await house.look(lambda unit: unit.accounts.count_invited(BUDI.id, later)) == 0
    await house.do(lambda unit: unit.accounts.void_invitations(BUDI.id, NOW))
    await house.do(lambda unit: unit.accounts.void_codes(BUDI.id))
    assert await house.look(lambda unit: unit.codes.get(70)) is None
    assert await house.do(lambda unit: unit.invitations.use(code, later)) is None


@pytest.mark.parametrize("way", ["disable", "take"])
async def test_of_two_administrators_who_unseat_each_other_at_once_one_stays(house: House, way: str) -> None:
    for person in (SARI, LINA):
        await house.do(lambda unit, p=person: unit.accounts.give(p.id, ADMINISTRATOR))  # type: ignore[misc]

    async def unseats(by: Person, other: Person) -> str:
        me = replace(by, assignments=(*by.assignments, ADMINISTRATOR))

        def unseat(unit: SqlUnit) -> None:
            if way == "take":
                TakeRole(unit.accounts, unit.offices, unit.audit)(me, other.id, ADMINISTRATOR.seat, NOW)
            else:
                sign_outs = FakeSignOuts(FakeAccounts((by, other), NOW))
                DisableAccount(unit.accounts, sign_outs, unit.audit)(me, other.id, NOW)

        try:
            await house.do(unseat)
        except Refusal as no:
            return no.code
        return "done"

    outcomes = await asyncio.gather(unseats(SARI, LINA), unseats(LINA, SARI))
    assert sorted(outcomes) == ["done", "not_administrator"]
    assert len(await house.look(lambda unit: unit.accounts.administrators())) == 1
