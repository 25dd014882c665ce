"""Test that an answer to an alert in a staff group acts on its ticket, in the private chat of who answers."""

from typing import Any

from tests.stories.actor import Actor
from tests.stories.acts import files, takes
from tests.stories.stage import STRANGER, Stage
from tests.stories.test_group_chats import BOT_OF_ANONYMOUS
from tests.stories.test_groups import GROUP, claims, members

ALERT = "menunggu diambil"
SOLUTION = "Sudah kami perbaiki, silakan unggah lagi."


async def test_the_holder_answers_in_the_group_and_goes_on_in_their_own_chat(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    await takes(helpdesk, number)
    await sari.was_told("diambil Sari Lestari", number)
    async with stage.nothing_reaches(agus):
        await sari.sends("bukti.png", caption=SOLUTION, reply_on=number)
        await helpdesk.was_told("Untuk apa pesan ini?", number, SOLUTION, "bukti.png")
        await helpdesk.taps("Selesaikan Masalah", on="Untuk apa pesan ini?")
        await helpdesk.sees("Apakah semua data sudah benar?", SOLUTION)
        await helpdesk.taps("Ya")
        await helpdesk.sees("Tiket berhasil dikerjakan!!", number)
    await ppk.was_told("masalah Anda sudah selesai", SOLUTION)


async def test_an_answer_to_an_alert_leads_to_taking_and_is_kept_for_what_follows(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    await agus.types(SOLUTION, reply_on=number)
    await verifikator.was_told("yakin akan mengambil tiket ini?", number, SOLUTION)
    await verifikator.taps("Ya", on="yakin akan mengambil")
    await verifikator.sees("Anda sekarang menangani tiket ini.")
    await verifikator.sees("Untuk apa pesan ini?", SOLUTION)
    await verifikator.taps("Selesaikan Masalah", on="Untuk apa pesan ini?")
    await verifikator.taps("Ya")
    await ppk.was_told("masalah Anda sudah selesai", SOLUTION)


async def test_words_for_a_ticket_that_is_not_taken_after_all_stay_as_a_draft(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types(SOLUTION, reply_on=number)
    await helpdesk.sees("yakin akan mengambil tiket ini?", SOLUTION)
    await helpdesk.taps("Tidak")
    await helpdesk.types("/start")
    await helpdesk.sees("Draf yang belum dikirim: pesan untuk tiket", number, SOLUTION)
    await helpdesk.taps("Lanjutkan draf")
    await helpdesk.sees("Untuk apa pesan ini?", SOLUTION, "Ambil Tiket")


async def test_words_outlive_that_a_colleague_was_faster(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types(SOLUTION, reply_on=number)
    await helpdesk.sees("yakin akan mengambil tiket ini?")
    await takes(verifikator, number)
    await helpdesk.taps("Ya", on="yakin akan mengambil")
    await helpdesk.sees("Agus")
    await helpdesk.types("/start")
    await helpdesk.sees("Draf yang belum dikirim: pesan untuk tiket", number, SOLUTION)


async def test_several_files_in_the_group_come_together(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    await takes(helpdesk, number)
    await sari.sends("satu.png", "dua.png", caption=SOLUTION, reply_on=number)
    await helpdesk.was_told("Untuk apa pesan ini?", "satu.png", "dua.png", SOLUTION)


async def test_what_is_being_written_is_parked_and_nothing_is_confirmed_by_the_group(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    await takes(helpdesk, number)
    await helpdesk.types(number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.types(SOLUTION)
    await helpdesk.sees("Apakah semua data sudah benar?")
    await sari.types("Ya", reply_on=number)
    await helpdesk.was_told("Untuk apa pesan ini?", number)
    await helpdesk.taps("Selesaikan Masalah", on="Untuk apa pesan ini?")
    await helpdesk.sees("Apakah semua data sudah benar?", f"{SOLUTION}\nYa")
    assert not ppk.saw("masalah Anda sudah selesai")


async def test_who_is_not_signed_in_or_has_no_right_is_shown_the_way_once_an_hour(
    stage: Stage, ppk: Actor, helpdesk: Actor, elsewhere: Actor
) -> None:
    _, (sari, tono, orang) = members(stage, helpdesk.id, elsewhere.id, STRANGER.id)
    await claims(sari, helpdesk)
    number = await files(ppk, "Judul rahasia")
    await sari.was_told(ALERT, number)
    await orang.types("Saya coba jawab ya", reply_on=ALERT)
    shown = await sari.was_told("masuk dulu")
    assert f"?start=t_{number}" in shown
    await tono.types("Saya juga", reply_on=ALERT)
    await stage.all_is_quiet()
    assert count(sari, "masuk dulu") == 2
    # Nothing of the ticket, nor of what they wrote, reaches their own chats.
    assert not elsewhere.saw(number)
    async with stage.nothing_reaches(sari):
        await orang.types("Halo?", reply_on=ALERT)
        await tono.types("Halo?", reply_on=ALERT)
    await stage.time_passes(minutes=61)
    await orang.types("Sekali lagi", reply_on=ALERT)
    await stage.all_is_quiet()
    assert count(sari, "masuk dulu") == 3


async def test_who_has_stopped_the_bot_is_shown_the_way_to_their_own_chat(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    verifikator.user.blocks_bot()
    await stage.all_is_handled()
    await agus.types(SOLUTION, reply_on=number)
    await sari.was_told("Buka dulu chat pribadi", f"?start=t_{number}")


async def test_only_answers_to_messages_about_a_ticket_in_a_claimed_group_are_heard(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    # An administrator is told of all that is said, also of what privacy mode holds back.
    stage.box.world.chats[GROUP].bot_status = "administrator"
    async with stage.nothing_reaches(helpdesk), stage.nothing_reaches(agus):
        await sari.types("Siapa yang ambil?")
        await sari.types("Terima kasih", reply_on="Grup ini menerima tiket")
        await sari.types("/ambil", reply_on=number)
    await sari.types("/grup lepas")
    await sari.sees("tidak lagi menerima tiket")
    async with stage.nothing_reaches(helpdesk), stage.nothing_reaches(agus):
        await sari.types(SOLUTION, reply_on=number)


async def test_an_anonymous_administrator_is_told_to_write_in_their_own_name(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    group, (sari, _) = members(stage, helpdesk.id, verifikator.id)
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    alert = next(m for m in reversed(sari.received) if number in m["text"])
    chat = {"id": group.id, "type": "supergroup", "title": "Helpdesk Surabaya"}
    message: dict[str, Any] = {"message_id": 901, "date": 1606700000, "text": SOLUTION, "chat": chat}
    stage.box.world.updates.add(
        "message", {**message, "from": BOT_OF_ANONYMOUS, "sender_chat": chat, "reply_to_message": alert}
    )
    await sari.was_told("atas nama grup", "Kirim atas nama sendiri")


async def test_an_answer_in_a_topic_is_answered_in_that_topic(
    stage: Stage, ppk: Actor, helpdesk: Actor, stranger: Actor
) -> None:
    group, (sari, _) = members(stage, helpdesk.id, STRANGER.id, topics={77: "Tiket"})
    await claims(sari, helpdesk)
    number = await files(ppk)
    await sari.was_told("menunggu diambil", number)
    alert = next(m for m in reversed(sari.received) if number in m["text"])
    chat = {"id": group.id, "type": "supergroup", "title": "Helpdesk Surabaya"}
    topic = {"message_thread_id": 77, "is_topic_message": True}
    message = {"message_id": 902, "date": 1606700000, "text": SOLUTION, "chat": chat, **topic}
    sender = stranger.user.persona.as_user()
    stage.box.world.updates.add("message", {**message, "from": sender, "reply_to_message": alert})
    await sari.was_told("masuk dulu")
    sent = next(c.params for c in reversed(stage.box.calls) if "masuk dulu" in str(c.params.get("text")))
    assert str(sent["chat_id"]) == str(GROUP)
    assert str(sent["message_thread_id"]) == "77"
    assert "902" in str(sent["reply_parameters"])


def count(actor: Actor, words: str) -> int:
    """Return how many messages with these words are in the chat."""
    return sum(words in message["text"] for message in actor.received)
