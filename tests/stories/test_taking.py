"""Test that one of two helpdesks gets a ticket, and that it can be handed back."""

import asyncio

from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.stage import Stage


async def test_of_two_who_press_at_once_the_first_gets_it_and_the_other_is_told_by_whom(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    both = (helpdesk, verifikator)
    for one in both:
        await one.was_told("menunggu diambil", number)
        await one.taps("Ambil Tiket")
        await one.sees("Apakah Anda yakin akan mengambil tiket ini?")
    await asyncio.gather(*(one.taps("Ya") for one in both))
    await stage.all_is_quiet()

    first, other = sorted(both, key=lambda one: one.saw("sekarang menangani tiket ini"), reverse=True)
    assert first.saw("sekarang menangani tiket ini")
    assert not other.saw("sekarang menangani tiket ini")
    name = "Sari Lestari" if first is helpdesk else "Agus Pratama"
    await other.sees(f"sudah diambil oleh {name}", "Sedang Dikerjakan")
    for one in both:
        assert await one.was_told(f"diambil {name}", number)
    await ppk.was_told(f"{name} mulai mengerjakan tiket Anda")
    assert len([s for s in ppk.sights if "mulai mengerjakan" in s.words]) == 1


async def test_nobody_can_take_it_from_an_alert_that_has_changed(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await verifikator.was_told("menunggu diambil", number)
    await takes(helpdesk, number)
    await verifikator.was_told("diambil Sari Lestari")
    assert not verifikator.labels
    await verifikator.types("/start")
    await verifikator.sees("Tiket Masuk")
    await verifikator.forges("a:talk:take:1")
    await verifikator.sees("sudah diambil oleh Sari Lestari", "Sedang Dikerjakan")


async def test_a_ticket_handed_back_is_offered_again_to_everybody(
    ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await verifikator.was_told("menunggu diambil", number)
    await takes(helpdesk, number)
    await verifikator.was_told("diambil Sari Lestari")
    await works(helpdesk, number, "Kembalikan", text="Saya harus pulang, mohon diteruskan.")
    await takes(verifikator, number)
    await ppk.was_told("Agus Pratama mulai mengerjakan")


async def test_who_reported_a_ticket_hears_that_it_waits_again_and_not_why_somebody_went_home(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Kembalikan", text="Saya harus pulang, mohon diteruskan.")
    told = await ppk.was_told("Tiket Anda kembali ke antrean Helpdesk LPSE", number)
    assert "harus pulang" not in told
    await stage.all_is_quiet()
    [letter] = stage.postman.letters_to("rina.wulandari@contoh.go.id")
    assert "Tiket diterima" in letter["Subject"], "nothing is written of who has it in hand"
    assert not any("Ambil" in label for label in ppk.labels)
    await ppk.taps("Detail", on="kembali ke antrean")
    await ppk.sees(number, "Menunggu Dikerjakan", "Saya harus pulang, mohon diteruskan.")


async def test_who_sent_a_ticket_up_hears_that_it_waits_there_again(
    ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await takes(admin_ppe, number)
    await works(admin_ppe, number, "Kembalikan", text="Bukan bagian saya, mohon diteruskan.")
    await helpdesk.was_told("Tiket kembali ke antrean Admin PPE", "Bukan bagian saya", number)
