"""Two helpdesks, one ticket."""

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
        await one.was_told("Tiket menunggu", number)
        await one.taps("Ambil Tiket")
        await one.sees("Apakah Anda yakin akan mengambil tiket ini?")
    await asyncio.gather(*(one.taps("Ya") for one in both))
    await stage.all_is_quiet()

    first, other = sorted(both, key=lambda one: one.saw("Anda tangani"), reverse=True)
    assert first.saw("Anda tangani")
    assert not other.saw("Anda tangani")
    name = "Sari Lestari" if first is helpdesk else "Agus Pratama"
    await other.sees(f"sudah diambil oleh {name}", "Sedang Dikerjakan")
    for one in both:
        assert await one.was_told(f"Diambil oleh {name}", number)
    await ppk.was_told(f"diambil dan mulai dikerjakan oleh {name}")
    assert len([s for s in ppk.sights if "diambil dan mulai" in s.words]) == 1


async def test_nobody_can_take_it_from_an_alert_that_has_changed(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await verifikator.was_told("Tiket menunggu", number)
    await takes(helpdesk, number)
    await verifikator.was_told("Diambil oleh Sari Lestari")
    assert not any("Ambil Tiket" in label for label in verifikator.labels)
    await verifikator.forges("a:talk:take:1")
    await verifikator.sees("sudah diambil oleh Sari Lestari", "Sedang Dikerjakan")


async def test_a_ticket_handed_back_is_offered_again_to_everybody(
    ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await verifikator.was_told("Tiket menunggu", number)
    await takes(helpdesk, number)
    await verifikator.was_told("Diambil oleh Sari Lestari")
    await works(helpdesk, number, "Kembalikan", text="Saya harus pulang, mohon diteruskan.")
    await takes(verifikator, number)
    await ppk.was_told("oleh Agus Pratama")
