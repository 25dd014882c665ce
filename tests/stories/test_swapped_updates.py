"""Test what people see where Telegram brings what they did in another order than they did it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.organisation.roles import Level
from core.people.desks import Desk
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor, words_of
from tests.stories.acts import PROBLEM, begins, describes, submits
from tests.stories.gate import GatedStage
from tests.stories.stage import QUICK

# A tender of the examples that the sandbox loads.
CODE = "9876010"


@pytest.fixture
async def stage(tmp_path: Path, furnished: Path) -> AsyncIterator[GatedStage]:
    stage = GatedStage(tmp_path, furnished, waits=QUICK)
    await stage.open()
    yield stage
    await stage.close()


async def test_a_file_that_comes_after_the_press_that_followed_it_is_kept(
    stage: GatedStage, ppk: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    stage.holds("message")
    await ppk.sends("surat.pdf", caption="Ini surat dari pimpinan kami di kantor.")
    await ppk.taps("E-mail Lain", on="Tambah kode error")
    await ppk.sees("Pakai Alamat Ini")
    await stage.lets_go()
    await ppk.was_told("Berkas itu sudah kami simpan.")
    await ppk.was_told("Tulisan pada berkas ini baru sampai setelah langkah berikutnya")
    await ppk.taps("Pakai Alamat Ini", on="Berkas itu sudah kami simpan.")
    await ppk.taps("Lanjut")
    review = await ppk.sees("Periksa tiket Anda", "surat.pdf")
    assert "pimpinan" not in review


async def test_a_text_that_comes_after_the_press_that_followed_it_answers_no_other_question(
    stage: GatedStage, ppk: Actor
) -> None:
    await begins(ppk)
    stage.holds("message")
    await ppk.types("ERR-0815-dari-layar-kami")
    await ppk.taps("Lewati", on="kode tender")
    await ppk.sees("Ceritakan masalahnya")
    await stage.lets_go()
    await ppk.was_told("Pesan ini baru sampai setelah langkah berikutnya")
    assert "Ceritakan masalahnya" in words_of(ppk.received[-1])
    await ppk.types(PROBLEM)
    await ppk.sees("Tambah kode error")
    await ppk.taps("Lanjut")
    review = await ppk.sees("Periksa tiket Anda", PROBLEM)
    assert "ERR-0815" not in review


async def test_a_press_that_comes_after_the_text_that_followed_it_is_told_to_be_outdated(
    stage: GatedStage, ppk: Actor
) -> None:
    await begins(ppk)
    stage.holds("callback_query")
    await ppk.taps("Lewati")
    await ppk.types(CODE)
    await ppk.sees("Tervalidasi", "Ceritakan masalahnya")
    stage.clock.ahead += timedelta(seconds=5)
    await stage.lets_go()
    await ppk.reads_over_screen("Tombol ini sudah lama. Pakai pesan terbaru di bawah.")
    assert "Ceritakan masalahnya" in words_of(ppk.received[-1])
    await ppk.types(PROBLEM)
    await ppk.sees("Tambah kode error")
    await ppk.taps("Lanjut")
    await ppk.sees("Periksa tiket Anda", PROBLEM, CODE)


async def test_a_text_that_comes_after_the_ticket_was_sent_is_kept_for_a_new_one(
    stage: GatedStage, ppk: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    stage.holds("message")
    await ppk.types("Oh ya, ini terjadi sejak kemarin siang.")
    await ppk.taps("Ya", on="yakin")
    await ppk.sees("berhasil disimpan")
    await stage.lets_go()
    await ppk.was_told("Teks ini kami simpan sebagai deskripsi tiket baru")


async def test_who_blocked_the_bot_and_came_back_is_not_taken_for_gone(stage: GatedStage, ppk: Actor) -> None:
    stage.holds("my_chat_member")
    ppk.user.blocks_bot()
    ppk.user.unblocks_bot()
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    await stage.lets_go()
    assert await stage.do(lambda unit: _is_reachable(unit, ppk.id))


async def test_a_group_that_put_the_bot_out_and_in_again_keeps_its_alerts(
    stage: GatedStage, helpdesk: Actor
) -> None:
    group = stage.box.group(-1004001, "Helpdesk Surabaya", [2001, 2002])
    there = Actor(stage.box, group.member(2001), -1004001)
    stage.holds("my_chat_member")
    stage.box.world.updates.add(
        "my_chat_member",
        {
            "chat": {"id": -1004001, "type": "supergroup", "title": "Helpdesk Surabaya"},
            "from": there.user.persona.as_user(),
            "date": int(stage.clock().timestamp()),
            "old_chat_member": {"status": "member", "user": there.user.persona.as_user()},
            "new_chat_member": {"status": "left", "user": there.user.persona.as_user()},
        },
    )
    await there.types("/grup")
    await helpdesk.taps("Ya", on="Helpdesk Surabaya")
    await there.sees("Grup ini menerima tiket untuk")
    await stage.lets_go()
    desk = Desk(Level.LPSE_1, lpse_id=10)
    assert await stage.do(lambda unit: unit.groups.of_desk(desk)) != []


async def test_both_at_once_in_their_right_order_are_as_ever(stage: GatedStage, ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("surat.pdf")
    await ppk.sees("surat.pdf")
    await submits(ppk)


def _is_reachable(unit: SqlUnitOfWork, chat_id: int) -> bool:
    chat = unit.chats.get(chat_id)
    return chat is not None and chat.reachable
