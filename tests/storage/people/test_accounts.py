"""Test changes and the search of accounts, as administrators use them."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.administration.accounts import Account, AccountFilters
from core.errors import Refusal
from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.pages import Page
from core.people.people import Assignment, Person
from core.tickets.lifecycle import Action
from core.use_cases.accounts.change_roles import TakeRole
from core.use_cases.accounts.disable_account import DisableAccount
from core.use_cases.own_account.invitation import InvitePerson
from core.use_cases.own_account.sign_in_ports import SentCode
from storage.unit import SqlUnitOfWork
from tests.core.fake_accounts import FakeAccounts, FakeSignOuts
from tests.storage.helpdesk import BUDI, EVERYBODY, LINA, NOW, SARI, TONO, Helpdesk, file, work

ADMINISTRATOR = Assignment(Role.ADMINISTRATOR)
NINA = Person(0, "Niña Kartika", "nina.k@lkpp.go.id", "", "Biro Umum & Hukum", "id", (ADMINISTRATOR,))


async def found(
    helpdesk: Helpdesk, text: str = "", role: Role | None = None, lpse_id: int | None = None
) -> list[str]:
    page = await helpdesk.read(lambda unit: unit.account_search.page(AccountFilters(text, role, lpse_id)))
    return [account.person.name for account in page.items]


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
async def test_accounts_are_found_by_beginnings_of_words(
    helpdesk: Helpdesk, text: str, names: list[str]
) -> None:
    await helpdesk.run(lambda unit: unit.accounts.create(NINA, NOW))
    assert await found(helpdesk, text) == names


async def test_role_and_lpse_have_to_be_those_of_one_assignment(helpdesk: Helpdesk) -> None:
    assert await found(helpdesk, "", Role.HELPDESK_LPSE) == ["Tono", "Sari"]
    assert await found(helpdesk, "", Role.HELPDESK_LPSE, 10) == ["Tono", "Sari"]
    assert await found(helpdesk, "", Role.HELPDESK_LPSE, 20) == []
    assert await found(helpdesk, "", None, 20) == ["Tono"]
    assert await found(helpdesk, "sar", Role.HELPDESK_LPSE) == ["Sari"]
    assert await found(helpdesk, "surabaya", None, 20) == ["Tono"]
    assert await found(helpdesk, "sar", Role.PPK, 10) == []


async def test_the_search_follows_every_change(helpdesk: Helpdesk) -> None:
    renamed = replace(SARI, name="Puspa", office="Kantor")
    await helpdesk.run(lambda unit: unit.accounts.change(renamed))
    await helpdesk.run(lambda unit: unit.accounts.change_email(SARI, "puspa@bandung.go.id", NOW))
    assert await found(helpdesk, "puspa bandung kantor") == ["Puspa"]
    assert await found(helpdesk, "sari") == []
    await helpdesk.run(lambda unit: unit.people.change_profile(replace(renamed, name="Melati")))
    assert await found(helpdesk, "melati") == ["Melati"]
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert await found(helpdesk, "melati") == ["Melati"], "a disabled account is found too"


async def test_pages_of_ten_lead_to_and_fro(helpdesk: Helpdesk) -> None:
    def fill(unit: SqlUnitOfWork) -> None:
        for number in range(19):
            unit.accounts.create(replace(NINA, name=f"Orang {number}", email=f"o{number}@x.go.id"), NOW)

    await helpdesk.run(fill)

    async def page(text: str, cursor: str = "", *, back: bool = False) -> Page[Account]:
        filters = AccountFilters(text)
        return await helpdesk.read(lambda unit: unit.account_search.page(filters, cursor, back=back))

    for text, last in (("orang", "Orang 0"), ("", "Budi")):
        pages = [await page(text)]
        while pages[-1].next:
            pages.append(await page(text, pages[-1].next))
        names = [account.person.name for one in pages for account in one.items]
        assert (names[0], names[-1], len(set(names))) == ("Orang 18", last, len(names))
        assert pages[0].previous is None
        assert pages[1].previous is not None
        assert await page(text, pages[1].previous, back=True) == pages[0]
        for forged in ("x", "-1", "9" * 30, "9" * 10, "1'"):
            assert await page(text, forged) in (pages[0], await page(text))


async def test_an_account_is_shown_in_full(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.links.link(70, TONO.id, NOW))
    await helpdesk.run(lambda unit: unit.chats.set_reachable(70, False))
    await helpdesk.run(lambda unit: unit.people.set_disabled(TONO.id, True))
    account = await helpdesk.read(lambda unit: unit.accounts.get(TONO.id))
    assert account is not None
    assert (account.person, account.created_at) == (TONO, NOW)
    assert (account.is_disabled, account.is_linked, account.is_reachable) == (True, True, False)
    assert await helpdesk.read(lambda unit: unit.accounts.get(999)) is None
    assert await helpdesk.read(lambda unit: unit.accounts.id_of("TONO@surabaya.go.id")) == TONO.id


async def test_tickets_in_hand_are_counted(helpdesk: Helpdesk) -> None:
    def take_two(unit: SqlUnitOfWork) -> None:
        for _ in range(2):
            work(unit, SARI, Action.TAKE, file(unit).id)

    await helpdesk.run(take_two)
    account = await helpdesk.read(lambda unit: unit.accounts.get(SARI.id))
    assert account is not None
    assert account.in_hand == 2


async def test_an_address_has_one_account(helpdesk: Helpdesk) -> None:
    opened = await helpdesk.run(lambda unit: unit.accounts.create(NINA, NOW))
    assert opened is not None
    assert opened.id > len(EVERYBODY)
    twin = replace(NINA, email="NINA.K@lkpp.go.id")
    assert await helpdesk.run(lambda unit: unit.accounts.create(twin, NOW)) is None


async def test_roles_are_given_and_taken_by_their_key(helpdesk: Helpdesk) -> None:
    team = Assignment(Role.TIM_TEKNIS, directorate=Directorate.KATALOG)
    await helpdesk.run(lambda unit: unit.accounts.add_assignment(BUDI.id, team))
    await helpdesk.run(lambda unit: unit.accounts.remove_assignment(BUDI.id, BUDI.assignments[0]))
    budi = await helpdesk.read(lambda unit: unit.people.get(BUDI.id))
    assert budi is not None
    assert budi.assignments == (team,)


async def test_what_is_void_signs_nobody_in(helpdesk: Helpdesk) -> None:
    code = await helpdesk.run(lambda unit: InvitePerson(unit.invitations)(BUDI, NOW))
    later = NOW + timedelta(minutes=1)
    await helpdesk.run(lambda unit: unit.codes.put(SentCode(70, "address", BUDI.id, "digest", later)))
    assert await helpdesk.read(lambda unit: unit.accounts.count_invited(BUDI.id, NOW)) == 1
    assert await helpdesk.read(lambda unit: unit.accounts.count_invited(BUDI.id, later)) == 0
    await helpdesk.run(lambda unit: unit.accounts.void_invitations(BUDI.id, NOW))
    await helpdesk.run(lambda unit: unit.accounts.void_codes(BUDI.id))
    assert await helpdesk.read(lambda unit: unit.codes.get(70, "address")) is None
    assert await helpdesk.run(lambda unit: unit.invitations.use(code, later)) is None


@pytest.mark.parametrize("way", ["disable", "take"])
async def test_of_two_administrators_who_remove_each_other_at_once_one_stays(
    helpdesk: Helpdesk, way: str
) -> None:
    for person in (SARI, LINA):
        await helpdesk.run(lambda unit, p=person: unit.accounts.add_assignment(p.id, ADMINISTRATOR))  # type: ignore[misc]

    async def removes(by: Person, other: Person) -> str:
        me = replace(by, assignments=(*by.assignments, ADMINISTRATOR))

        def remove(unit: SqlUnitOfWork) -> None:
            if way == "take":
                TakeRole(unit.accounts, unit.lpses, unit.audit)(me, other.id, ADMINISTRATOR.key, NOW)
            else:
                sign_outs = FakeSignOuts(FakeAccounts((by, other), NOW))
                DisableAccount(unit.accounts, sign_outs, unit.audit)(me, other.id, NOW)

        try:
            await helpdesk.run(remove)
        except Refusal as refusal:
            return refusal.code
        return "done"

    outcomes = await asyncio.gather(removes(SARI, LINA), removes(LINA, SARI))
    assert sorted(outcomes) == ["done", "not_administrator"]
    assert len(await helpdesk.read(lambda unit: unit.accounts.administrators())) == 1
