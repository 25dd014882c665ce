"""Test the one living card of a ticket in a chat: what is new, what rings, and what comes along."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.player import buttons_of, labelled
from tests.stories.actor import Actor, words_of
from tests.stories.acts import (
    answers,
    begins,
    describes,
    files,
    submits,
    takes,
    works,
    writes,
)
from tests.stories.stage import OFFICE, Stage

RINA = "rina.wulandari@contoh.go.id"


def about(person: Actor, number: str) -> list[dict[str, Any]]:
    """Return the bot's messages about this ticket in a chat, oldest first."""
    return [message for message in person.received if number in words_of(message)]


def offers(message: dict[str, Any], label: str) -> bool:
    return any(labelled(button["text"], label) for button in buttons_of(message))


def rang(stage: Stage, person: Actor, words: str) -> bool:
    """Return whether the newest message that was sent to the person with these words made a sound."""
    sent = [
        call
        for call in stage.box.calls
        if call.method == "sendMessage"
        and int(call.params["chat_id"]) == person.id
        and words in str(call.params["text"])
    ]
    return str(sent[-1].params.get("disable_notification", "")).lower() != "true"


async def it_is_night(stage: Stage) -> None:
    """Put the clock forward to ten o'clock in the evening of an office day in Java."""
    opening = OFFICE.add_days(stage.clock(), 1)
    await stage.time_passes_until(opening.replace(hour=22, minute=0))


async def files_emergency(reporter: Actor) -> str:
    """File a ticket that is urgent outright; return its number."""
    await reporter.types("/buat")
    await reporter.types("Aplikasi tidak bisa dibuka")
    await reporter.taps("SPSE")
    await reporter.taps("4.5")
    await reporter.taps("Infrastruktur LPSE")
    await reporter.taps("Aplikasi tidak bisa diakses")
    await reporter.sees("kode tender")
    await describes(reporter)
    return await submits(reporter)


async def test_what_parties_do_changes_the_card_of_others_in_place(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await stage.all_is_quiet()
    before = [message["message_id"] for message in helpdesk.received]
    await takes(admin_ppe, number)
    await helpdesk.was_told("Tiket diambil oleh Dewi Anggraini", number, "Sedang Dikerjakan · Admin PPE")
    await works(admin_ppe, number, "Selesaikan Masalah")
    await helpdesk.was_told("Tiket diselesaikan oleh Dewi Anggraini", number)
    await stage.all_is_quiet()
    assert [message["message_id"] for message in helpdesk.received] == before, "nothing new was sent"


async def test_a_new_message_is_the_card_from_now_on_and_the_one_before_loses_its_buttons(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback")
    await answers(ppk, number)
    await stage.all_is_quiet()
    asked = next(m for m in about(ppk, number) if "perlu keterangan" in words_of(m))
    assert not buttons_of(asked), "what was answered is asked no longer"
    answered = about(ppk, number)[-1]
    assert "Feedback berhasil terkirim!" in words_of(answered)
    await works(helpdesk, number, "Kembalikan")
    await ppk.was_told("Tiket Anda kembali ke antrean Helpdesk LPSE", number)
    await stage.all_is_quiet()
    card = about(ppk, number)[-1]
    assert card["message_id"] == answered["message_id"], "the result is the card, and changes in place"
    work = [message for message in about(helpdesk, number) if offers(message, "Kerjakan")]
    assert not work, "who handed it back has nothing to work on"


async def test_what_is_asked_stays_on_the_card_while_others_go_on(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    """Let Level 2 ask Level 1, and the reporter add something meanwhile."""
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await takes(admin_ppe, number)
    await works(admin_ppe, number, "Butuh Feedback", "Helpdesk LPSE", text="Versi server LPSE berapa ya?")
    await helpdesk.was_told("Dewi Anggraini perlu keterangan dari Anda", "Versi server LPSE")
    await ppk.types(number)
    await ppk.taps("Tambah Keterangan")
    await writes(ppk)
    await ppk.sees("Keterangan Anda sudah ditambahkan")
    await stage.all_is_quiet()
    card = about(helpdesk, number)[-1]
    assert "Versi server LPSE" in words_of(card)
    assert offers(card, "Beri Feedback")


async def test_the_reporter_hears_nothing_of_talk_between_desks(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await takes(admin_ppe, number)
    async with stage.nothing_reaches(ppk):
        await works(admin_ppe, number, "Butuh Feedback", "Helpdesk LPSE")
        await answers(helpdesk, number)
        await admin_ppe.was_told("Sari Lestari memberi feedback")
    assert not [one for one in stage.postman.letters_to(RINA) if "eedback" in one["Subject"]]


async def test_an_alert_says_from_whom_it_comes_why_and_to_which_desk(
    ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk)
    await verifikator.was_told("Tiket baru menunggu diambil", number)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Kembalikan", text="Saya cuti besok, mohon dilanjutkan.")
    await verifikator.was_told("Kembali ke antrean, dari Sari Lestari", "Saya cuti besok", number)
    await verifikator.taps("Ambil Tiket", on="Kembali ke antrean")
    await verifikator.taps("Ya")
    await verifikator.sees("sekarang menangani tiket ini", number)
    await works(verifikator, number, "Eskalasi Tiket", text="Perlu akses ke server SPSE.")
    alert = await admin_ppe.was_told("Eskalasi dari Agus", "Perlu akses ke server SPSE.", number)
    assert "→ Admin PPE" in alert


async def test_it_is_said_where_an_escalation_leads_before_and_after(
    ppk: Actor, helpdesk: Actor, admin_ppe: Actor, lkpp: Actor, teknis: Actor, tim_spse: Actor
) -> None:
    number = await files(ppk)
    for below in (helpdesk, admin_ppe, lkpp):
        await takes(below, number)
        await works(below, number, "Eskalasi Tiket")
    await takes(teknis, number)
    await teknis.types(number)
    await teknis.taps("Kerjakan")
    await teknis.taps("Eskalasi Tiket")
    await teknis.sees("Minimal 15")
    await teknis.types("Perlu diperiksa di kode aplikasi.")
    desk = "Tim Teknis LKPP, Direktorat Pengembangan SPSE"
    await teknis.sees("Apakah semua data sudah benar?", f"→ {desk}")
    await teknis.taps("Ya")
    await teknis.sees(f"Dieskalasi ke {desk}.")
    await tim_spse.was_told("Eskalasi dari Maya", f"→ {desk}", "Perlu diperiksa di kode aplikasi.")


async def test_pictures_come_along_after_the_alert_as_an_album_without_a_sound(
    stage: Stage, ppk: Actor, verifikator: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends(*(f"layar{n}.jpg" for n in range(6)), photo=True)
    await ppk.sees("Berkas: " + ", ".join(["foto.jpg"] * 6))
    number = await submits(ppk)
    await verifikator.was_told("Tiket baru menunggu diambil", number)
    await stage.all_is_quiet()
    alert, *pictures = verifikator.received[-5:]
    assert "Tiket baru menunggu diambil" in words_of(alert)
    assert len([one for one in pictures if "photo" in one]) == 4, "few enough to look at"
    [album] = [call for call in stage.box.calls if call.method == "sendMediaGroup"
               and int(call.params["chat_id"]) == verifikator.id]  # fmt: skip
    assert str(album.params["disable_notification"]).lower() == "true"


async def test_one_picture_comes_along_with_the_answer(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback")
    await ppk.sends("galat.jpg", photo=True, caption="Beginilah tampilannya.", reply_on="perlu keterangan")
    await ppk.sees("Apakah semua data sudah benar?", "foto.jpg")
    await ppk.taps("Ya")
    await helpdesk.was_told("memberi feedback", "Beginilah tampilannya.")
    await helpdesk.was_told(f"{number} · ")


async def test_at_night_nothing_rings_but_what_is_asked_of_oneself(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    await stage.is_a_working_morning()
    await files(ppk, "Pada jam kerja")
    await verifikator.was_told("Ambil Tiket", "Pada jam kerja")
    assert rang(stage, verifikator, "Pada jam kerja")
    await it_is_night(stage)
    number = await files(ppk, "Pada malam hari")
    await verifikator.was_told("Ambil Tiket", "Pada malam hari")
    assert not rang(stage, verifikator, "Pada malam hari")
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback")
    await ppk.was_told("perlu keterangan dari Anda", number)
    assert rang(stage, ppk, "perlu keterangan dari Anda")


async def test_at_night_an_emergency_rings(stage: Stage, ppk: Actor, verifikator: Actor) -> None:
    await it_is_night(stage)
    number = await files_emergency(ppk)
    await verifikator.was_told("Ambil Tiket", number, "Emergency")
    assert rang(stage, verifikator, number)


async def test_on_a_day_off_alerts_are_silent(stage: Stage, ppk: Actor, verifikator: Actor) -> None:
    noon = stage.clock().astimezone(OFFICE.zone).replace(hour=12) + timedelta(days=1)
    while OFFICE.hours(noon.date()) is not None:
        noon += timedelta(days=1)
    await stage.time_passes_until(noon)
    number = await files(ppk)
    await verifikator.was_told("Ambil Tiket", number)
    assert not rang(stage, verifikator, number)


async def test_a_silent_ticket_only_tells_what_is_asked(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.taps("Senyap")
    await ppk.sees("Tiket ini sekarang senyap", number)
    assert "🔔 Seperti Biasa" in ppk.labels
    await stage.all_is_quiet()
    before = len(ppk.received)
    await takes(helpdesk, number)
    await ppk.was_told("mulai mengerjakan tiket Anda", number)
    await stage.all_is_quiet()
    assert len(ppk.received) == before, "the card changed in place"
    await works(helpdesk, number, "Butuh Feedback")
    await ppk.was_told("perlu keterangan dari Anda", number)
    assert rang(stage, ppk, "perlu keterangan dari Anda")


async def test_all_of_a_ticket_can_come_as_new_messages(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await helpdesk.types(number)
    await helpdesk.taps("Semua")
    await helpdesk.sees("sebagai pesan baru", number)
    await stage.all_is_quiet()
    before = len(helpdesk.received)
    await takes(admin_ppe, number)
    await helpdesk.was_told("Tiket diambil oleh Dewi Anggraini", number)
    await stage.all_is_quiet()
    assert len(helpdesk.received) == before + 1
    assert not rang(stage, helpdesk, "Tiket diambil oleh Dewi")
    await helpdesk.types(number)
    await helpdesk.taps("Seperti Biasa")
    await helpdesk.sees("kembali seperti biasa")
