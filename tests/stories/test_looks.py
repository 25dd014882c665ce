"""Test that looks at tickets of others leave a line that administrators read, and one's own none."""

from tests.stories.actor import Actor
from tests.stories.acts import files, takes
from tests.stories.stage import Stage


async def reads_the_trail(administrator: Actor) -> str:
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.taps("Akses Tiket")
    return await administrator.sees("Akses Tiket")


async def test_opened_printed_and_fetched_tickets_of_others_stand_in_the_trail(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, lkpp: Actor, administrator: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    for one in (ppk, helpdesk):
        await one.types(number)
        await one.sees("Sedang Dikerjakan")
    assert "Tiket dibuka" not in await reads_the_trail(administrator)
    for one in (verifikator, lkpp, lkpp):
        await one.types(number)
        await one.sees("Sedang Dikerjakan")
    await lkpp.taps("Cetak PDF")
    await lkpp.was_told(number)
    await helpdesk.types(number)
    await helpdesk.taps("Cetak PDF")
    await stage.all_is_quiet()
    trail = await reads_the_trail(administrator)
    assert trail.count("Tiket dibuka") == 2, "one line a person, ticket and day"
    assert trail.count("Tiket dicetak") == 2
    for name in ("Agus Pratama", "Hendra", "Sari Lestari"):
        assert name in trail
    await stage.time_passes(days=1)
    await lkpp.types(number)
    await lkpp.sees("Sedang Dikerjakan")
    assert (await reads_the_trail(administrator)).count("Tiket dibuka") == 3


async def test_an_export_says_how_many_tickets_of_others_it_has(
    stage: Stage, ppk: Actor, helpdesk: Actor, administrator: Actor
) -> None:
    for title in ("Satu", "Dua"):
        await files(ppk, f"Masalah {title}")
    await files(helpdesk, "Punya helpdesk sendiri")
    await helpdesk.types("/start")
    await helpdesk.taps("Semua Tiket")
    await helpdesk.taps("CSV")
    await helpdesk.was_told("semua-tiket")
    await ppk.types("/start")
    await ppk.taps("Tiket Saya")
    await ppk.taps("Excel")
    await ppk.was_told("tiket-saya")
    trail = await reads_the_trail(administrator)
    assert "Sari Lestari\nDaftar tiket diunduh: Semua Tiket\n+ Kali: 1\n+ Tiket orang lain: 2" in trail
    assert "Rina" not in trail


async def test_a_statistic_that_is_taken_away_leaves_a_line_and_one_that_is_read_none(
    stage: Stage, ppk: Actor, helpdesk: Actor, administrator: Actor
) -> None:
    await files(ppk)
    await helpdesk.types("/start")
    await helpdesk.taps("Laporan")
    await helpdesk.taps("Bulan ini")
    await helpdesk.sees("Laporan")
    assert "Laporan diunduh" not in await reads_the_trail(administrator)
    await helpdesk.taps("Excel", on="Laporan")
    await helpdesk.was_told("laporan-")
    trail = await reads_the_trail(administrator)
    assert "Sari Lestari\nLaporan diunduh: Laporan\n+ Kali: 1\n+ Tiket orang lain: 1" in trail


async def test_the_trail_is_searched_by_ticket_and_by_name(
    stage: Stage, ppk: Actor, helpdesk: Actor, lkpp: Actor, administrator: Actor
) -> None:
    first, second = await files(ppk, "Yang satu"), await files(ppk, "Yang lain")
    for number in (first, second):
        await lkpp.types(number)
        await lkpp.sees("Menunggu Dikerjakan")
    await reads_the_trail(administrator)
    await administrator.taps("Cari di Jejak")
    await administrator.types(first)
    found = await administrator.sees("Tiket dibuka", first)
    assert second not in found
    await administrator.taps("Cari di Jejak")
    await administrator.types("hendra")
    await administrator.sees("Tiket dibuka", first, second)
    await administrator.taps("Cari di Jejak")
    await administrator.types("tidak ada orangnya")
    await administrator.sees("Tidak ada perubahan yang cocok")
