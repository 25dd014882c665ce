"""Requests of the chat page about accounts, with an office that keeps them in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp

from sandbox import OfficeRefusal, Persona, PersonAccount, RoleWish, Sandbox

from .conftest import PPK, RawBot

EMAIL = "siti@contoh.go.id"


@dataclass
class Office:
    """Accounts in memory: that of Siti, and those that are opened on the page."""

    accounts: dict[int, PersonAccount] = field(
        default_factory=lambda: {1: PersonAccount(1, EMAIL, "PPK", PPK.id)}
    )

    async def forms(self) -> dict[str, Any]:
        return {"roles": [{"value": "ppk", "label": "PPK", "needs": "lpse"}], "directorates": []}

    async def lpses(self, text: str) -> list[dict[str, Any]]:
        return [{"id": 10, "name": "LPSE Kota Surabaya"}] if "sura" in text else []

    async def account(self, persona: Persona, known: int | None) -> PersonAccount | None:
        here = [one for one in self.accounts.values() if one.chat == persona.id]
        return here[0] if here else self.accounts.get(known or 0)

    async def account_of(self, address: str) -> PersonAccount | None:
        return next((one for one in self.accounts.values() if one.email == address), None)

    async def give_role(self, persona: Persona, known: int | None, wish: RoleWish) -> PersonAccount:
        if wish.lpse_id is None:
            raise OfficeRefusal("lpse_unknown")
        before = await self.account(persona, known)
        number = before.id if before else len(self.accounts) + 1
        label = "; ".join(filter(None, (before.label if before else "", f"{wish.role} {wish.lpse_id}")))
        self.accounts[number] = PersonAccount(number, f"{number}@contoh.go.id", label, persona.id)
        return self.accounts[number]

    async def invite(self, account_id: int) -> str:
        return f"undangan-{account_id}"

    async def tour(self) -> dict[str, Any]:
        return {"code": "9876010", "reporter": PPK.id, "helpdesk": 1002, "tickets": []}

    def signs_out(self, number: int) -> None:
        """Take the account out of its chat."""
        self.accounts[number] = replace(self.accounts[number], chat=None)


async def test_without_an_office_the_page_offers_none(
    box: Sandbox, http: aiohttp.ClientSession, page: Callable[..., Any]
) -> None:
    assert (await page("/office/tour"))["error_code"] == 404
    async with http.get(f"{box.url}/sandbox/state") as reply:
        assert (await reply.json())["office"] is False
    told: list[Any] = []
    box.on_event(told.append)
    box.open_office(Office())
    assert told == [{"type": "office"}]
    async with http.get(f"{box.url}/sandbox/state") as reply:
        assert (await reply.json())["office"] is True


async def test_a_new_person_gets_a_role_and_is_named_by_it(
    box: Sandbox, bot: RawBot, page: Callable[..., Any]
) -> None:
    box.open_office(Office())
    person = await page("/personas", first_name="Ani")
    given = await page(f"/office/people/{person['id']}/role", role="ppk", lpse_id=10)
    assert given["account"] == {"email": "2@contoh.go.id", "label": "ppk 10", "signed_in": True}
    assert box.world.personas[person["id"]].label == "ppk 10"
    # Who works for an office hears of tickets at once, as the people do who were there from the beginning.
    await bot.does("sendMessage", chat_id=person["id"], text="Tiket menunggu")


async def test_a_role_without_its_place_is_refused(box: Sandbox, page: Callable[..., Any]) -> None:
    box.open_office(Office())
    refused = await page(f"/office/people/{PPK.id}/role", role="ppk")
    assert (refused["error_code"], refused["description"]) == (400, "lpse_unknown")
    assert (await page("/office/people/77/role", role="ppk"))["description"] == "Bad Request: user not found"


async def test_whoever_signed_out_comes_back_by_an_invitation(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    office = Office()

    async def asks(box: Sandbox, path: str) -> Any:
        url = f"{box.url}/sandbox/office/people/{PPK.id}/{path}"
        async with http.post(url, json={}, headers={"X-Sandbox": "1"}) as reply:
            return await reply.json()

    box = Sandbox(personas=[PPK], folder=tmp_path)
    await box.start()
    box.open_office(office)
    assert (await asks(box, "account"))["account"]["signed_in"] is True
    await box.stop()

    office.signs_out(1)
    box = Sandbox(personas=[PPK], folder=tmp_path)
    await box.start()
    box.open_office(office)
    account = (await asks(box, "account"))["account"]
    assert account == {"email": EMAIL, "label": "PPK", "signed_in": False}
    assert await asks(box, "invitation") == {"start": "undangan-1"}
    await box.stop()


async def test_a_role_is_still_shown_after_a_restart(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    office = Office()
    for label in (PPK.label, "PPK; pokja 10"):
        box = Sandbox(personas=[PPK], folder=tmp_path)
        await box.start()
        box.open_office(office)
        assert box.world.personas[PPK.id].label == label
        url = f"{box.url}/sandbox/office/people/{PPK.id}/role"
        body = {"role": "pokja", "lpse_id": 10}
        async with http.post(url, json=body, headers={"X-Sandbox": "1"}) as reply:
            assert reply.status == 200
        await box.stop()


async def test_half_a_character_finds_nobody(box: Sandbox, page: Callable[..., Any]) -> None:
    box.open_office(Office())
    assert await page("/office/owner", address="\ud800") == {"chat": None}
    assert await page("/office/lpses", text="\ud800") == {"lpses": []}


async def test_a_letter_finds_its_chat_also_after_signing_out(box: Sandbox, page: Callable[..., Any]) -> None:
    office = Office()
    box.open_office(office)
    await page(f"/office/people/{PPK.id}/account")
    assert await page("/office/owner", address=EMAIL) == {"chat": PPK.id}
    office.signs_out(1)
    assert await page("/office/owner", address=EMAIL) == {"chat": PPK.id}
    assert await page("/office/owner", address="lain@contoh.go.id") == {"chat": None}


async def test_the_page_asks_for_roles_and_places(box: Sandbox, page: Callable[..., Any]) -> None:
    box.open_office(Office())
    assert (await page("/office/forms"))["roles"][0]["needs"] == "lpse"
    assert await page("/office/lpses", text="sura") == {"lpses": [{"id": 10, "name": "LPSE Kota Surabaya"}]}
    assert (await page("/office/tour"))["code"] == "9876010"
