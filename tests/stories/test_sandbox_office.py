"""Test what the sandbox's page asks of the bot: roles, signing in again, and how far the first ticket is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.imports.sandbox_people import PACKAGE_OF_TOUR, SURABAYA
from bot.imports.shipped_data import load_catalogue
from bot.sandbox_office import SandboxOffice
from core.organisation.roles import Role
from core.packages import PackageFacts, PackageKind
from core.packages.facts import Checked
from core.packages.package import Package
from core.tickets.attachments import Remark
from core.tickets.draft import TicketDraft
from core.tickets.lifecycle import Action
from core.tickets.rating import Rating
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from sandbox import OfficeRefusal, Persona, RoleWish
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import has_filed
from tests.stories.stage import SIDOARJO, Stage

ANI = Persona(9101, "Ani", "Sulastri 😀")
TICKET = TicketDraft(
    title="Tidak bisa unggah penawaran",
    lpse_id=SURABAYA,
    application="spse",
    version="4.5",
    category="Upload Dokumen Penawaran",
    subcategory="Unggah gagal / timeout",
    description="Unggah berhenti di 80 persen.",
    email="rina.wulandari@contoh.go.id",
    package=Package(Checked.VALIDATED, PACKAGE_OF_TOUR, PackageFacts(PackageKind.TENDER, PACKAGE_OF_TOUR)),
)


@pytest.fixture
def office(stage: Stage) -> SandboxOffice:
    return SandboxOffice(stage.app.units, stage.clock)


async def test_a_new_person_plays_any_role(stage: Stage, office: SandboxOffice) -> None:
    forms = await office.forms()
    assert [one["value"] for one in forms["roles"]] == [role.value for role in Role]
    for number, form in enumerate(forms["roles"]):
        lpse_id = SIDOARJO if form["needs"] == "lpse" else None
        directorate = "katalog" if form["needs"] == "directorate" else ""
        wish = RoleWish(form["value"], lpse_id, directorate)
        account = await office.give_role(Persona(9200 + number, "Orang"), None, wish)
        assert account.label.startswith(form["label"])
        assert account.chat == 9200 + number


async def test_whoever_gets_a_role_is_signed_in_and_works(
    stage: Stage, office: SandboxOffice, ppk: Actor
) -> None:
    account = await office.give_role(ANI, None, RoleWish("helpdesk_lpse", SIDOARJO))
    assert (account.email, account.label) == (
        "ani.sulastri.9101@contoh.go.id",
        "Helpdesk LPSE, Kabupaten Sidoarjo",
    )
    ani = stage.plays(ANI.id)
    await ani.types("/start")
    await ani.sees("Ani Sulastri", "Helpdesk LPSE")

    more = await office.give_role(ANI, account.id, RoleWish("ppk", SURABAYA))
    assert more.id == account.id
    assert more.label == "Helpdesk LPSE, Kabupaten Sidoarjo; PPK, Kota Surabaya"
    # The same role again is none the more.
    assert await office.give_role(ANI, account.id, RoleWish("ppk", SURABAYA)) == more


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (RoleWish("ppk"), "lpse_unknown"),
        (RoleWish("ppk", 10**12), "lpse_unknown"),
        (RoleWish("tim_teknis"), "directorate_unknown"),
        (RoleWish("tim_teknis", directorate="x"), "role_unknown"),
        (RoleWish("raja"), "role_unknown"),
        (RoleWish(""), "role_unknown"),
    ],
)
async def test_a_role_that_cannot_be_given(office: SandboxOffice, wish: RoleWish, code: str) -> None:
    with pytest.raises(OfficeRefusal, match=code):
        await office.give_role(ANI, None, wish)


async def test_whoever_signed_out_signs_in_again_by_an_invitation(
    stage: Stage, office: SandboxOffice, ppk: Actor
) -> None:
    before = await office.account(ppk.user.persona, None)
    assert before is not None
    assert before.chat == ppk.id
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.taps("Ya")
    await ppk.sees("Anda sudah keluar")
    gone = await office.account(ppk.user.persona, before.id)
    assert gone is not None
    assert (gone.id, gone.chat) == (before.id, None)
    assert await office.account_of(before.email.upper()) == gone

    await ppk.types(f"/start {await office.invite(gone.id)}")
    await ppk.sees("Selamat datang")
    assert await office.account(ppk.user.persona, None) == before


async def test_a_stranger_has_no_account(office: SandboxOffice) -> None:
    assert await office.account(ANI, None) is None
    with pytest.raises(OfficeRefusal, match="account_unknown"):
        await office.invite(10**6)


async def test_lpses_are_found_by_what_is_typed(office: SandboxOffice) -> None:
    found = await office.lpses("surabaya")
    assert {"id": SURABAYA, "name": "LPSE Kota Surabaya"} in found
    assert await office.lpses("") is not None


async def test_the_tour_follows_the_ticket(
    stage: Stage, office: SandboxOffice, ppk: Actor, helpdesk: Actor
) -> None:
    async def state() -> Any:
        return [one["state"] for one in (await office.tour())["tickets"]]

    async def acts(actor: Actor, action: Action, ticket_id: int) -> None:
        def work(unit: SqlUnitOfWork) -> None:
            chat = unit.chats.get(actor.id)
            assert chat is not None
            person = unit.people.get(chat.person_id or 0)
            assert person is not None
            request = ActionRequest(action, ticket_id, Remark("Sudah kami perbaiki."), rating=Rating(5))
            WorkTicket(unit.tickets, load_catalogue(), unit.people)(person, request, stage.clock())

        await stage.do(work)

    assert await state() == []
    ticket = await has_filed(stage, ppk, TICKET)
    seen = [await state()]
    for actor, action in (
        (helpdesk, Action.TAKE),
        (helpdesk, Action.SOLVE),
        (ppk, Action.CONFIRM),
        (ppk, Action.RATE),
    ):
        await acts(actor, action, ticket.id)
        seen.append(await state())
    assert seen == [["filed"], ["taken"], ["solved"], ["confirmed"], ["rated"]]
