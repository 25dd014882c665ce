"""Test accounts with forged buttons, abandoned forms, and two administrators at once."""

import asyncio

from core.organisation.roles import Role
from core.people.people import Assignment
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.stage import Stage

PLACES = (
    "accounts:",
    "account_list:",
    "account_list:f5",
    "account_refine:",
    "account:1",
    "account_add:",
    "account_change:1",
    "account_import:",
    "account_invite:1",
    "account_disable:1",
    "account_enable:1",
    "account_unlink:1",
    "role_give:1",
    "role_take:1",
)
CONVERSATIONS = ("account_search", "account_import", "account", "role_give", "role_take", "account_standing")


async def appoints(stage: Stage, person: Actor) -> None:
    """Make a person an administrator too."""

    def appoint(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(person.id)
        assert chat is not None
        assert chat.person_id is not None
        unit.accounts.add_assignment(chat.person_id, Assignment(Role.ADMINISTRATOR))

    await stage.do(appoint)


async def test_a_forged_button_is_refused_to_people_who_are_no_administrator(
    ppk: Actor, helpdesk: Actor
) -> None:
    for person in (ppk, helpdesk):
        await person.types("/bantuan")
        await person.sees("/buat")
        for address in (
            *(f"a:adm:{place}" for place in PLACES),
            *(f"a:talk:{name}:" for name in CONVERSATIONS),
        ):
            await person.forges("a:menu")
            await person.sees("Keluar")
            await person.forges(address)
            await person.sees("Hanya administrator yang dapat melakukan itu.")


async def test_a_stranger_gets_the_way_in(stranger: Actor) -> None:
    await stranger.types("/start")
    await stranger.sees("Ketik alamat e-mail akun", "Batal")
    for place in PLACES:
        await stranger.forges(f"a:adm:{place}")
        await stranger.sees("Ketik alamat e-mail akun")


async def test_an_account_that_nobody_has_is_told_apart(administrator: Actor) -> None:
    await administrator.types("/bantuan")
    await administrator.sees("/buat")
    for number in ("0", "999999", "9" * 18):
        for place in ("account", "account_change", "account_invite", "account_disable", "role_take"):
            await administrator.forges("a:menu")
            await administrator.sees("Pengaturan")
            await administrator.forges(f"a:adm:{place}:{number}")
            await administrator.sees("Akun itu tidak ditemukan.")
    for number in ("9" * 30, "x", "-1", ""):
        await administrator.types("/bantuan")
        await administrator.sees("/buat")
        await administrator.forges(f"a:adm:account:{number}")
        await administrator.sees("Pengaturan")


async def test_of_two_administrators_who_disable_each_other_one_is_left(
    stage: Stage, administrator: Actor, lkpp: Actor
) -> None:
    await appoints(stage, lkpp)
    people = {}
    for person, address in ((administrator, "ratna.dewanti"), (lkpp, "hendra.gunawan")):
        found = await stage.do(lambda unit, a=address: unit.accounts.id_of(f"{a}@contoh.go.id"))  # type: ignore[misc]
        people[person] = found
    for person, other in ((administrator, lkpp), (lkpp, administrator)):
        await person.types("/start")
        await person.sees("Akun")
        await person.forges(f"a:adm:account_disable:{people[other]}")
        await person.sees("Nonaktifkan akun ini?")
    await asyncio.gather(administrator.taps("Ya"), lkpp.taps("Ya"))
    await stage.all_is_quiet()
    assert len(await stage.do(lambda unit: unit.accounts.administrators())) == 1


async def test_a_role_that_somebody_else_took_meanwhile_is_said_to_be_gone(
    stage: Stage, administrator: Actor
) -> None:
    budi = await stage.do(lambda unit: unit.accounts.id_of("budi.santoso@contoh.go.id"))
    assert budi is not None
    await administrator.types("/start")
    await administrator.sees("Akun")
    await administrator.forges(f"a:adm:role_take:{budi}")
    await administrator.taps("Pelaku Usaha, LPSE Kota Surabaya")
    await administrator.sees("Cabut peran ini?")
    await stage.do(lambda unit: unit.accounts.remove_assignment(budi, Assignment(Role.PELAKU_USAHA, 10)))
    await administrator.taps("Ya")
    await administrator.sees("Peran itu sudah tidak dimiliki akun ini.")
    await administrator.forges(f"a:adm:account:{budi}")
    await administrator.sees("Belum punya peran.")


async def test_a_role_twice_is_refused(stage: Stage, administrator: Actor) -> None:
    budi = await stage.do(lambda unit: unit.accounts.id_of("budi.santoso@contoh.go.id"))
    await administrator.types("/start")
    await administrator.sees("Akun")
    await administrator.forges(f"a:adm:role_give:{budi}")
    await administrator.taps("Pelaku Usaha")
    await administrator.types("kota surabaya")
    await administrator.sees("Peran itu sudah dimiliki akun ini.")


async def test_a_press_twice_disables_once(stage: Stage, administrator: Actor, budi: Actor) -> None:
    number = await stage.do(lambda unit: unit.accounts.id_of("budi.santoso@contoh.go.id"))
    await administrator.types("/start")
    await administrator.sees("Akun")
    await administrator.forges(f"a:adm:account_disable:{number}")
    await administrator.taps("Ya", times=2)
    await administrator.sees("Akun dinonaktifkan.")
    await stage.all_is_quiet()
    told = [sight for sight in budi.sights if "dinonaktifkan oleh administrator" in sight.words]
    assert len(told) == 1
    lines = await stage.do(lambda unit: unit.audit.newest(10))
    assert [line.change.kind for line in lines] == ["account_disabled"]


async def test_a_lost_telephone_is_parted_from_a_disabled_account_too(
    stage: Stage, administrator: Actor
) -> None:
    budi = await stage.do(lambda unit: unit.accounts.id_of("budi.santoso@contoh.go.id"))
    assert budi is not None
    # Set in the database directly, since disabling in the chat also signs the person out.
    await stage.do(lambda unit: unit.accounts.set_disabled(budi, True))
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.types("budi.santoso@contoh.go.id")
    await administrator.taps("Putuskan Telegram")
    await administrator.taps("Ya")
    await stage.all_is_quiet()
    assert await stage.do(lambda unit: unit.chats.of_person(budi)) is None
