"""Test that a staff group is registered for a desk, gets its alerts, and is removed again."""

from dataclasses import replace
from functools import partial

from core.organisation.roles import Role
from core.people.people import Assignment
from sandbox import Group
from storage.people.people import assignment_row
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor, words_of
from tests.stories.acts import files
from tests.stories.stage import STRANGER, Stage
from tests.stories.test_former_staff import person_of
from tests.stories.test_leaving import loses_roles

GROUP = -1004001


def members(stage: Stage, *people: int, topics: dict[int, str] | None = None) -> tuple[Group, list[Actor]]:
    """Create a group of these people, with `topics` a forum; return it with each of them in it."""
    group = stage.box.group(GROUP, "Helpdesk Surabaya", people, topics)
    return group, [Actor(stage.box, group.member(person), GROUP) for person in people]


async def claims(there: Actor, own: Actor, *labels: str) -> None:
    """Type `/grup` in the group, and press these labels and “Ya” in the private chat."""
    await there.types("/grup")
    await there.sees("konfirmasikan di chat pribadi")
    for label in labels:
        await own.taps(label)
    await own.sees("Grup Petugas", "Lanjutkan?")
    await own.taps("Ya")
    await own.sees("sekarang menerima tiket")


async def test_a_group_gets_the_alerts_of_the_desk_that_was_confirmed_in_the_private_chat(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await sari.types("/grup")
    await helpdesk.sees("Helpdesk Surabaya", "Meja: Helpdesk LPSE · LPSE Kota Surabaya", "Lanjutkan?")
    early = await files(ppk, "Sebelum dikonfirmasi")
    await helpdesk.was_told(early)
    assert not agus.saw(early)
    await helpdesk.taps("Ya", on="Lanjutkan?")
    await agus.sees("Grup ini menerima tiket untuk: Helpdesk LPSE, LPSE Kota Surabaya.")
    number = await files(ppk)
    await agus.was_told("menunggu diambil", number, "Ambil Tiket")
    await helpdesk.taps("Ambil Tiket", on=number)
    await helpdesk.taps("Ya")
    await agus.was_told("diambil Sari Lestari", number)
    await sari.types("/grup lepas")
    await sari.sees("Grup ini tidak lagi menerima tiket untuk: Helpdesk LPSE, LPSE Kota Surabaya.")
    later = await files(ppk, "Setelah dilepas")
    await stage.all_is_quiet()
    assert not agus.saw(later)


async def test_an_administrator_hears_when_a_desk_gives_its_group_up(
    stage: Stage, helpdesk: Actor, administrator: Actor
) -> None:
    _, (sari,) = members(stage, helpdesk.id)
    await claims(sari, helpdesk)
    await sari.types("/grup lepas")
    await administrator.was_told(
        "Grup “Helpdesk Surabaya” tidak lagi menerima tiket untuk Helpdesk LPSE, LPSE Kota Surabaya",
        "dilepas oleh Sari Lestari",
    )


async def test_all_of_ones_desks_are_offered(stage: Stage, helpdesk: Actor, admin_ppe: Actor) -> None:
    _, (sari, _) = members(stage, helpdesk.id, admin_ppe.id)
    await stage.do(partial(gives, helpdesk, Assignment(Role.ADMIN_PPE, 10)))
    await sari.types("/grup")
    await helpdesk.sees("meja mana", "Helpdesk LPSE · LPSE Kota Surabaya", "Admin PPE · LPSE Kota Surabaya")
    await helpdesk.taps("Admin PPE · LPSE Kota Surabaya")
    await helpdesk.taps("Ya")
    await sari.was_told("Grup ini menerima tiket untuk: Admin PPE, LPSE Kota Surabaya.")


async def test_staff_of_another_lpse_neither_take_a_group_nor_release_it(
    stage: Stage, ppk: Actor, helpdesk: Actor, elsewhere: Actor
) -> None:
    _, (sari, tono) = members(stage, helpdesk.id, elsewhere.id)
    await claims(sari, helpdesk)
    await tono.types("/grup")
    await tono.sees("sudah menerima tiket untuk Helpdesk LPSE", "LPSE Kota Surabaya", "Sari Lestari")
    await tono.types("/grup lepas")
    await tono.sees("Hanya petugas di sana", "Sari Lestari", "administrator")
    await stage.all_is_quiet()
    assert not elsewhere.saw("Grup Petugas")
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)


async def test_a_role_that_was_lost_while_the_question_stood_claims_nothing(
    stage: Stage, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await sari.types("/grup")
    await helpdesk.sees("Lanjutkan?")
    await loses_roles(stage, helpdesk)
    await helpdesk.taps("Ya")
    await helpdesk.sees("Hanya petugas meja itu")
    assert not await stage.do(lambda unit: unit.groups.get(GROUP))


async def test_a_claimer_who_leaves_leaves_the_group_to_the_desk_for_a_week(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, administrator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    await loses_roles(stage, helpdesk)
    await stage.app.scheduler.review_groups()
    for concerned in (verifikator, administrator, agus):
        await concerned.was_told("Helpdesk Surabaya", "tidak lagi bertugas di sana", "/grup", "7 hari")
    number = await files(ppk)
    await agus.was_told("menunggu diambil", number)
    await stage.time_passes(days=7, minutes=1)
    late = await files(ppk, "Setelah tujuh hari")
    await verifikator.was_told(late)
    await stage.all_is_quiet()
    assert not agus.saw(late)
    await stage.app.scheduler.review_groups()
    await administrator.was_told("tidak lagi menerima tiket", "tidak ada petugas yang mengonfirmasinya")
    await agus.was_told("tidak lagi menerima tiket", "tidak ada petugas yang mengonfirmasinya")


async def test_a_colleague_confirms_the_group_of_a_claimer_who_left(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    await loses_roles(stage, helpdesk)
    await stage.app.scheduler.review_groups()
    await verifikator.was_told("tidak lagi bertugas di sana")
    await claims(agus, verifikator)
    await stage.time_passes(days=30)
    await stage.app.scheduler.review_groups()
    number = await files(ppk)
    await agus.was_told("menunggu diambil", number)


async def test_a_group_of_a_retired_lpse_ends(
    stage: Stage, helpdesk: Actor, verifikator: Actor, administrator: Actor
) -> None:
    _, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)

    def retire(unit: SqlUnitOfWork) -> None:
        lpse = unit.lpses.get_for_change(10)
        assert lpse is not None
        unit.lpses.save(replace(lpse, retired=True))

    await stage.do(retire)
    await stage.app.scheduler.review_groups()
    await sari.was_told("tidak lagi menerima tiket", "LPSE itu sudah nonaktif")
    await administrator.was_told("LPSE itu sudah nonaktif")


async def test_an_administrator_sees_all_groups_and_drops_one_and_the_trail_says_so(
    stage: Stage, helpdesk: Actor, verifikator: Actor, administrator: Actor
) -> None:
    _, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    await administrator.types("/start")
    await administrator.taps("Grup")
    await administrator.taps("Helpdesk Surabaya")
    await administrator.sees("Meja: Helpdesk LPSE, LPSE Kota Surabaya", "Didaftarkan oleh: Sari Lestari")
    await administrator.taps("Lepas Grup")
    await administrator.sees("Lepas grup “Helpdesk Surabaya”?")
    await administrator.taps("Ya")
    await administrator.sees("Grup dilepas.")
    await sari.was_told("Grup ini tidak lagi menerima tiket untuk: Helpdesk LPSE")
    await administrator.taps("Daftar Grup")
    await administrator.sees("Belum ada grup")
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.taps("Grup")
    await administrator.sees(
        "Ratna Dewanti\nGrup dilepas: Helpdesk Surabaya\n− Meja: Helpdesk LPSE, LPSE Kota Surabaya",
        "Sari Lestari\nGrup didaftarkan: Helpdesk Surabaya\n+ Meja: Helpdesk LPSE, LPSE Kota Surabaya",
    )


def gives(one: Actor, role: Assignment, unit: SqlUnitOfWork) -> None:
    """Give the person one more role."""
    row = assignment_row(person_of(unit, one).id, role)
    unit.connection.execute(tables.assignments.insert(), row)


async def test_who_serves_at_no_desk_makes_no_group_and_is_not_even_answered(
    stage: Stage, ppk: Actor
) -> None:
    group, (rina, nobody) = members(stage, ppk.id, STRANGER.id)
    await rina.types("/grup")
    await nobody.types("/grup")
    number = await files(ppk)
    await stage.all_is_quiet()
    answers = [words_of(message) for message in group.messages if not message.get("out")]
    assert not any("Grup ini" in words or number in words for words in answers)


async def test_a_group_in_which_the_bot_may_not_write_is_let_go_and_told_once(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, administrator: Actor
) -> None:
    _, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    words = "not enough rights to send text messages to the chat"
    stage.tolerates(words)
    stage.box.misbehave("sendMessage", 400, times=-1, chat_id=GROUP, description=f"Bad Request: {words}")
    first = await files(ppk)
    for concerned in (helpdesk, administrator):
        await concerned.was_told("Grup “Helpdesk Surabaya” tidak lagi menerima tiket untuk Helpdesk LPSE")
    second = await files(ppk, "Yang kedua")
    await helpdesk.taps("Ambil Tiket", on=second)
    await helpdesk.taps("Ya")
    await stage.all_is_quiet()
    asked = [call for call in stage.box.calls if str(call.params.get("chat_id")) == str(GROUP) and call.error]
    assert len(asked) == 1
    told = [[m for m in who.received if "tidak lagi" in m["text"]] for who in (administrator, verifikator)]
    assert [len(messages) for messages in told] == [1, 0]
    for number in (first, second):
        await helpdesk.types(number)
        card = await helpdesk.sees(number)
        assert "tidak dapat dikirim" not in card


async def test_when_the_bot_is_put_out_of_a_group_who_registered_it_is_told(
    stage: Stage, helpdesk: Actor, verifikator: Actor
) -> None:
    group, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    stage.box.world.updates.add(
        "my_chat_member",
        {
            "chat": {"id": group.id, "type": "supergroup", "title": "Helpdesk Surabaya"},
            "from": helpdesk.user.persona.as_user(),
            "date": int(stage.clock().timestamp()),
            "old_chat_member": {"user": stage.box.world.bot, "status": "member"},
            "new_chat_member": {"user": stage.box.world.bot, "status": "kicked", "until_date": 0},
        },
    )
    await helpdesk.was_told("tidak lagi menerima tiket untuk Helpdesk LPSE, LPSE Kota Surabaya")
