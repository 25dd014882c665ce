"""Test that nobody loses anything when Telegram, the network or the database fails."""

import asyncio
import sqlite3
from functools import partial
from itertools import count

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from bot.updates.processor import MOST_TRIES
from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.staff_groups import StaffGroup
from storage.schema import tables
from storage.tickets.numbers import SqlNumbers
from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, begins, describes, files, takes, works
from tests.stories.postman import text_of
from tests.stories.stage import Stage, count_unsent

AGUS, RINA = "agus.pratama@contoh.go.id", "rina.wulandari@contoh.go.id"


async def ready_to_send(reporter: Actor) -> None:
    """Fill in a ticket that only needs “Ya” to be sent."""
    await begins(reporter)
    await describes(reporter)
    await reporter.taps("Lanjut")
    await reporter.taps("Kirim Tiket")
    await reporter.sees("yakin")


async def test_told_to_wait_the_bot_waits_and_sends_in_order(stage: Stage, ppk: Actor) -> None:
    stage.box.misbehave("sendMessage", 429, retry_after=1, chat_id=ppk.id)
    await ppk.types("/buat")
    await ppk.types("Judul sambil menunggu")
    await ppk.sees("Aplikasi mana")
    refused, *later = [c for c in stage.box.calls if c.method == "sendMessage"]
    assert later
    assert later[0].at - refused.at >= 1


async def test_what_was_sent_while_the_disk_was_full_does_not_come_again(stage: Stage, ppk: Actor) -> None:
    stage.accepts("outcome_not_recorded")
    full = "CREATE TRIGGER full BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END"
    await stage.do(lambda unit: unit.connection.execute(text(full)))
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")
    tries = "outcome_not_recorded"
    await stage.until(lambda _unit: len([e for e in stage.log.entries if e["event"] == tries]) > 2)
    await stage.do(lambda unit: unit.connection.execute(text("DROP TRIGGER full")))
    await stage.until(lambda unit: count_unsent(unit) == 0)
    assert len([m for m in ppk.received if "Rina Wulandari" in m["text"]]) == 1


async def test_while_telegram_is_away_nothing_is_lost_and_all_goes_when_it_is_back(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    await ready_to_send(ppk)
    stage.box.misbehave("sendMessage", 502, times=-1)
    stage.box.misbehave("editMessageText", "drop", times=-1, before=True)
    calls = len(stage.box.calls)

    def has_tried(times: int) -> bool:
        since = list(stage.box.calls)[calls:]
        return sum(call.method in {"sendMessage", "editMessageText"} for call in since) >= times

    await ppk.taps("Ya")
    await stage.box.settled(partial(has_tried, 2))
    await stage.time_passes(days=3)
    await stage.box.settled(partial(has_tried, 4))
    stage.box.behave()
    await ppk.sees("berhasil disimpan")
    for member in (helpdesk, verifikator):
        await member.was_told("menunggu diambil")
    await stage.all_is_quiet()
    assert await stage.do(lambda unit: unit.outbox.count_failed(1)) == 0


async def test_a_server_that_fails_twice_is_asked_a_third_time(stage: Stage, ppk: Actor) -> None:
    stage.box.misbehave("sendMessage", 502, times=1, chat_id=ppk.id)
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")


async def test_an_answer_lost_on_the_way_may_be_said_twice_but_is_done_once(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.box.misbehave("sendMessage", "drop", chat_id=helpdesk.id)
    number = await files(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    # Telegram had sent it, which the bot can't know: better twice than never.
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    listed = await helpdesk.sees("Tiket Masuk")
    assert listed.count(number) == 1


async def test_an_edit_lost_on_the_way_is_made_once_more_without_harm(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("Judul")
    stage.box.misbehave("editMessageText", "drop", chat_id=ppk.id)
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
    assert len([m for m in helpdesk.received if "menunggu diambil" in m["text"]]) == 1


async def test_who_blocked_the_bot_is_written_to_by_mail_until_they_come_back(
    stage: Stage, ppk: Actor, verifikator: Actor
) -> None:
    verifikator.user.blocks_bot()
    number = await files(ppk)
    letter = await stage.letter_to(AGUS)
    assert number in letter["Subject"] + text_of(letter)
    verifikator.user.unblocks_bot()
    second = await files(ppk, "Yang kedua")
    await verifikator.was_told("menunggu diambil", second)
    assert not verifikator.saw(number)


async def test_refused_without_warning_the_notice_goes_by_mail(
    stage: Stage, ppk: Actor, verifikator: Actor
) -> None:
    stage.box.misbehave("sendMessage", 403, chat_id=verifikator.id)
    number = await files(ppk)
    letter = await stage.letter_to(AGUS)
    assert "menunggu diambil" in text_of(letter)
    assert number in text_of(letter)


async def test_a_reporter_who_blocked_the_bot_gets_one_letter_for_an_event(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    ppk.user.blocks_bot()
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await stage.all_is_quiet()
    letters = [text_of(letter) for letter in stage.postman.letters_to(RINA)]
    # The number of the new ticket; what the chat could not take; and what is written about in any case. Their
    # order says nothing, since several are on their way to the mail server at once.
    for words in ("sudah kami terima", "mulai mengerjakan tiket Anda", "diselesaikan"):
        assert sum(words in letter for letter in letters) == 1, words
    assert len(letters) == 3


async def test_what_nobody_could_deliver_is_seen_on_the_ticket(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    stage.accepts("message_given_up")
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
    apology = await ppk.sees("terjadi kesalahan", "Nomor rujukan:")
    reference = apology.rpartition(" ")[2]
    assert reference in {entry.get("reference") for entry in stage.log.entries}
    assert not ppk.saw("berhasil disimpan")

    await stage.do(lambda unit: unit.connection.execute(text("DROP TRIGGER full")))
    await ppk.taps("Ya", on="yakin akan mengirim")
    filed = await ppk.sees("berhasil disimpan")
    assert "0001 " in filed
    await helpdesk.was_told("menunggu diambil")
    assert not any(PROBLEM in str(entry) for entry in stage.log.entries)


async def test_a_group_that_became_a_supergroup_still_gets_its_alerts(stage: Stage, ppk: Actor) -> None:
    old, new = -4001, -1004001
    group = stage.box.group(old, "Helpdesk Surabaya", [2001, 2002])
    moved = stage.box.group(new, "Helpdesk Surabaya", [2001, 2002])
    there = Actor(stage.box, moved.member(2001), new)
    await stage.do(lambda unit: unit.groups.add(StaffGroup(old, Desk(Level.LPSE_1, lpse_id=10), "Helpdesk")))
    stage.tolerates("group chat was upgraded to a supergroup chat")
    stage.box.misbehave("sendMessage", 400, chat_id=old, migrate_to_chat_id=new)
    number = await files(ppk)
    await there.was_told("menunggu diambil", number)
    assert not group.messages


async def test_what_cannot_be_read_is_asked_for_again(stage: Stage, ppk: Actor) -> None:
    private = {"id": ppk.id, "type": "private"}
    message = {"message_id": 5, "date": 5, "chat": private, "from": ppk.user.persona.as_user()}
    stage.box.world.updates.add("message", {**message, "document": {"file_id": "of another world"}})
    await ppk.was_told("Mohon kirim ulang")
    stage.box.world.updates.add("edited_message", {**message, "text": ["?"]})
    await ppk.was_told("Mohon kirim ulang")
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    put_aside = select(tables.inbox.c.reason).where(tables.inbox.c.reason.is_not(None))
    assert await stage.do(lambda unit: unit.connection.scalars(put_aside).all()) == ["unreadable"] * 2


async def test_a_message_that_quotes_something_from_the_future_is_read(stage: Stage, ppk: Actor) -> None:
    message = {
        "message_id": 5,
        "date": 5,
        "chat": {"id": ppk.id, "type": "private"},
        "from": ppk.user.persona.as_user(),
        "text": "/tiket",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        "reply_to_message": {"forward_origin": {"type": "from_the_future"}},
    }
    stage.box.world.updates.add("message", message)
    await ppk.was_told("Tiket Saya")


async def test_a_database_that_is_away_for_a_while_costs_nobody_anything(
    stage: Stage, ppk: Actor, helpdesk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.accepts("outage_began")
    await ready_to_send(ppk)
    tried_often = asyncio.Event()
    loop, tries = asyncio.get_running_loop(), count(1)

    def is_full(_numbers: SqlNumbers, _head: str, _month: str) -> int:
        if next(tries) > MOST_TRIES:
            loop.call_soon_threadsafe(tried_often.set)
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OperationalError("", {}, full)

    with monkeypatch.context() as patch:
        patch.setattr(SqlNumbers, "next", is_full)
        await ppk.taps("Ya")
        await helpdesk.types("/start")
        await helpdesk.sees("Sari Lestari")
        await tried_often.wait()
    await ppk.sees("berhasil disimpan")
    await helpdesk.was_told("menunggu diambil")
    assert not ppk.saw("terjadi kesalahan")
    assert [e["event"] for e in stage.log.entries if e["event"].startswith("outage")] == [
        "outage_began",
        "outage_over",
    ]
