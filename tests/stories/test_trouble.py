"""Telegram, the network, the database and people at their worst: nobody loses anything."""

from sqlalchemy import text

from core.desks import Desk
from core.roles import Level
from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, begins, describes, files
from tests.stories.postman import text_of
from tests.stories.stage import Stage

AGUS = "agus.pratama@contoh.go.id"


async def ready_to_send(reporter: Actor) -> None:
    """One “Ya” away from a ticket."""
    await begins(reporter)
    await describes(reporter)
    await reporter.taps("Selesai")
    await reporter.taps("Pakai Alamat Ini")
    await reporter.taps("Kirim Tiket")
    await reporter.sees("yakin")


async def test_told_to_wait_the_bot_waits_and_sends_in_order(stage: Stage, ppk: Actor) -> None:
    stage.box.misbehave("sendMessage", 429, retry_after=1, chat_id=ppk.id)
    await ppk.types("/buat")
    await ppk.types("Judul sambil menunggu")
    await ppk.sees("LPSE mana")
    refused, *later = [c for c in stage.box.calls if c.method == "sendMessage"]
    assert later
    assert later[0].at - refused.at >= 1


async def test_a_server_that_fails_twice_is_asked_a_third_time(stage: Stage, ppk: Actor) -> None:
    stage.box.misbehave("sendMessage", 502, times=1, chat_id=ppk.id)
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")


async def test_an_answer_lost_on_the_way_may_be_said_twice_but_is_done_once(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.box.misbehave("sendMessage", "drop", chat_id=helpdesk.id)
    number = await files(ppk)
    await helpdesk.was_told("Tiket menunggu", number)
    # Telegram had done it, and nobody can know that: better twice than never.
    await helpdesk.was_told("Tiket menunggu", number)
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    listed = await helpdesk.sees("Tiket Masuk")
    assert listed.count(number) == 1


async def test_an_edit_lost_on_the_way_is_made_once_more_without_harm(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("Judul")
    stage.box.misbehave("editMessageText", "drop", chat_id=ppk.id)
    await ppk.taps("LPSE Kota Surabaya")
    await ppk.sees("Aplikasi mana")
    await stage.all_is_quiet()
    await ppk.taps("SPSE")
    await ppk.sees("Versi")


async def test_updates_that_come_twice_are_done_once(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await ready_to_send(ppk)
    stage.box.repeat_updates(3)
    await ppk.taps("Ya")
    await ppk.sees("berhasil disimpan")
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    await stage.all_is_quiet()
    assert len([m for m in ppk.received if "berhasil disimpan" in m["text"]]) == 1
    assert len([m for m in helpdesk.received if "Tiket menunggu" in m["text"]]) == 1


async def test_who_blocked_the_bot_is_written_to_by_mail_until_they_come_back(
    stage: Stage, ppk: Actor, verifikator: Actor
) -> None:
    verifikator.user.blocks_bot()
    number = await files(ppk)
    letter = await stage.letter_to(AGUS)
    assert number in letter["Subject"] + text_of(letter)
    verifikator.user.unblocks_bot()
    second = await files(ppk, "Yang kedua")
    await verifikator.was_told("Tiket menunggu", second)
    assert not verifikator.saw(number)


async def test_refused_without_warning_the_notice_goes_by_mail(
    stage: Stage, ppk: Actor, verifikator: Actor
) -> None:
    stage.box.misbehave("sendMessage", 403, chat_id=verifikator.id)
    number = await files(ppk)
    letter = await stage.letter_to(AGUS)
    assert "Tiket menunggu" in text_of(letter)
    assert number in text_of(letter)


async def test_what_nobody_could_deliver_is_seen_on_the_ticket(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    stage.postman.refused.add(AGUS)
    stage.box.misbehave("sendMessage", 403, chat_id=verifikator.id)
    number = await files(ppk)
    await stage.all_is_quiet()
    await helpdesk.types(number)
    await helpdesk.sees("1 pemberitahuan tentang tiket ini tidak dapat dikirim")


async def test_an_update_that_cannot_be_read_is_put_aside_and_the_next_one_is_done(
    stage: Stage, ppk: Actor
) -> None:
    stage.box.world.updates.add("message", {"from": ppk.user.persona.as_user(), "chat": "?", "date": []})
    stage.box.world.updates.add("message", {"text": "from nobody"})
    stage.box.world.updates.add("callback_query", {"id": 7, "from": {"id": "?"}})
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")


async def test_what_keeps_failing_is_admitted_with_a_reference_and_the_draft_is_as_it_was(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.accepts("update_failed")
    await ready_to_send(ppk)
    broken = "CREATE TRIGGER full BEFORE INSERT ON tickets BEGIN SELECT RAISE(ABORT, 'full'); END"
    await stage.do(lambda unit: unit.connection.execute(text(broken)))
    await ppk.taps("Ya")
    said = await ppk.sees("terjadi kesalahan", "Nomor rujukan:")
    reference = said.rpartition(" ")[2]
    assert reference in {entry.get("reference") for entry in stage.log.entries}
    assert not ppk.saw("berhasil disimpan")

    await stage.do(lambda unit: unit.connection.execute(text("DROP TRIGGER full")))
    await ppk.taps("Ya", on="yakin akan mengirim")
    filed = await ppk.sees("berhasil disimpan")
    assert "0001 " in filed
    await helpdesk.was_told("Tiket menunggu")
    assert not any(PROBLEM in str(entry) for entry in stage.log.entries)


async def test_a_group_that_became_a_supergroup_still_gets_its_alerts(stage: Stage, ppk: Actor) -> None:
    old, new = -4001, -1004001
    group = stage.box.group(old, "Helpdesk Surabaya", [2001, 2002])
    moved = stage.box.group(new, "Helpdesk Surabaya", [2001, 2002])
    there = Actor(stage.box, moved.member(2001), new)
    await stage.do(lambda unit: unit.groups.set(old, Desk(Level.LPSE_1, lpse_id=10), "Helpdesk"))
    stage.tolerates("group chat was upgraded to a supergroup chat")
    stage.box.misbehave("sendMessage", 400, chat_id=old, migrate_to_chat_id=new)
    number = await files(ppk)
    await there.was_told("Tiket menunggu", number)
    assert not group.messages
