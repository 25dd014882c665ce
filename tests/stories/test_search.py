"""Test “Cari Tiket”: numbers, words and filters, and that nobody finds more than they may see."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from core.tickets.ticket import Ticket
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor, words_of
from tests.stories.acts import files, has_filed, takes, works
from tests.stories.reports import report
from tests.stories.stage import Stage

NEW, OLD = "TPS2006150019", "LC2019072900017"


async def renumbered(stage: Stage, ticket: Ticket, number: str) -> None:
    """Give a ticket another number, as of one that was filed long ago."""

    def renumber(unit: SqlUnitOfWork) -> None:
        changed = update(tables.tickets).where(tables.tickets.c.id == ticket.id).values(number=number)
        unit.connection.execute(changed)

    await stage.do(renumber)


@pytest.fixture
async def tickets(stage: Stage, ppk: Actor) -> None:
    """Store three tickets of Rina's: one with a number of today's pattern, one with an old one, one more."""
    await renumbered(stage, await has_filed(stage, ppk, report("Gagal unggah penawaran")), NEW)
    await renumbered(stage, await has_filed(stage, ppk, report("Unggah dokumen kualifikasi")), OLD)
    await renumbered(stage, await has_filed(stage, ppk, report("Lupa kata sandi")), "TPS2006160025")


async def looks_for(person: Actor, text: str) -> None:
    await person.types("/cari")
    await person.sees("Ketik nomor tiket")
    await person.types(text)


async def finds_nothing(person: Actor, text: str) -> None:
    await looks_for(person, text)
    await person.sees("Hasil Pencarian", f"Nomor atau kata: {text}", "Tidak ada tiket yang cocok")


async def narrows(person: Actor, step: str, *choices: str) -> None:
    """Set one of the filters of “Lanjutan”."""
    await person.taps("Ubah")
    await person.taps(step)
    for choice in choices:
        await person.taps(choice)
    await person.sees("Cari Tiket", f"{step}: {choices[0]}")


# ---------------------------------------------------------------------------------------- numbers and words


@pytest.mark.usefixtures("tickets")
async def test_a_whole_number_opens_its_ticket_however_it_is_written(ppk: Actor) -> None:
    for typed in (NEW, NEW.lower(), "  tps 200615 0019 ", "Tiket TPS-2006150019"):
        await looks_for(ppk, typed)
        await ppk.sees(NEW, "Kronologi dari Gagal unggah penawaran", "Cetak PDF")
    for typed in (OLD, "lc 20190729 00017"):
        await looks_for(ppk, typed)
        await ppk.sees(OLD, "Kronologi dari Unggah dokumen kualifikasi", "Cetak PDF")


@pytest.mark.usefixtures("tickets")
async def test_a_part_of_a_number_lists_all_that_have_it(ppk: Actor) -> None:
    await looks_for(ppk, "tps 2006")
    found = await ppk.sees("Hasil Pencarian", NEW, "TPS2006160025")
    assert OLD not in found
    await ppk.taps(NEW)
    await ppk.sees(NEW, "Kronologi dari Gagal unggah penawaran")


@pytest.mark.usefixtures("tickets")
async def test_words_are_found_in_any_order_and_case_the_last_also_by_its_beginning(ppk: Actor) -> None:
    await looks_for(ppk, "PENAWARAN ungg")
    found = await ppk.sees("Hasil Pencarian", NEW)
    assert OLD not in found
    await looks_for(ppk, "unggah")
    await ppk.sees("Hasil Pencarian", NEW, OLD)


@pytest.mark.usefixtures("tickets")
async def test_what_is_nowhere_finds_nothing_and_says_so(ppk: Actor) -> None:
    for nothing in ("TPS2006150018", "kucing", "?!", "'; DROP TABLE tickets; --", '"', "*", "NEAR(", "a:*"):
        await finds_nothing(ppk, nothing)
        assert not any("CSV" in label for label in ppk.labels)


async def test_a_ticket_is_found_by_what_people_remember_of_it(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk, "Mengunggah di e-katalog gagal")
    other = (await has_filed(stage, ppk, report("Jadwal tender salah"))).number
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback", text="Mohon kirim sertifikat elektroniknya lebih dulu.")
    await ppk.types(number)
    await ppk.taps("Beri Feedback")
    await ppk.sees("Minimal 15")
    await ppk.sends("kedaluwarsa.pdf", caption="Ini berkasnya, mohon diperiksa ya.")
    await ppk.sees("Apakah semua data sudah benar?", "kedaluwarsa.pdf")
    await ppk.taps("Ya")
    await ppk.sees("Feedback berhasil terkirim!")
    typed = ("unggah", "mengungah", "ekatalog", "sertifikat", "sertifkat", "kedaluwarsa", "sari unggah")
    for who in (ppk, helpdesk):
        for text in typed:
            await looks_for(who, text)
            found = await who.sees("Hasil Pencarian", f"Nomor atau kata: {text}", number)
            assert other not in found, text


# ------------------------------------------------------------------------------------------------- Lanjutan


async def test_one_filter_takes_three_presses_from_the_menu(ppk: Actor, helpdesk: Actor) -> None:
    taken = await files(ppk, "Penawaran yang diambil")
    waiting = await files(ppk, "Penawaran yang menunggu")
    await takes(helpdesk, taken)
    await helpdesk.types("/start")
    for presses in (
        ("Cari Tiket", "Status", "Sedang Dikerjakan"),
        ("Semua Tiket", "Saring Status", "Sedang Dikerjakan"),
    ):
        for label in presses:
            await helpdesk.taps(label)
        found = await helpdesk.sees("Sedang Dikerjakan", taken)
        assert waiting not in found
        await helpdesk.taps("Menu")
    for presses, said in (
        (("Cari Tiket", "Aplikasi", "SPSE"), "Aplikasi: SPSE"),
        (("Cari Tiket", "Prioritas", "Minor"), "Prioritas: Minor"),
    ):
        for label in presses:
            await helpdesk.taps(label)
        await helpdesk.sees("Hasil Pencarian", said)
        await helpdesk.taps("Menu")


async def test_filters_narrow_a_search_down_and_each_can_be_taken_away(ppk: Actor, helpdesk: Actor) -> None:
    taken = await files(ppk, "Penawaran yang diambil")
    waiting = await files(ppk, "Penawaran yang menunggu")
    await takes(helpdesk, taken)
    await helpdesk.types("/cari")
    await helpdesk.taps("Lanjutan")
    await helpdesk.sees("Belum ada filter")
    await narrows(helpdesk, "Status", "Sedang Dikerjakan")
    await narrows(helpdesk, "Aplikasi", "SPSE", "4.5")
    await helpdesk.taps("Cari Tiket")
    found = await helpdesk.sees("Hasil Pencarian", taken, "Status: Sedang Dikerjakan", "Versi: 4.5")
    assert waiting not in found
    await helpdesk.taps("Sedang Dikerjakan")
    opened_up = await helpdesk.sees("Hasil Pencarian", taken, waiting)
    assert "Status:" not in opened_up
    await helpdesk.taps("Ubah Pencarian")
    await helpdesk.sees("Aplikasi: SPSE", "Versi: 4.5")
    await narrows(helpdesk, "Aplikasi", "SIKaP")
    await helpdesk.sees("Cari Tiket", "Aplikasi: SIKaP")
    await helpdesk.taps("Cari Tiket")
    without_version = await helpdesk.sees("Tidak ada tiket yang cocok")
    assert "Versi:" not in without_version


async def test_days_are_pressed_or_typed_and_count_on_both_ends(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    now = stage.clock()
    older, day, newer = [
        (await has_filed(stage, ppk, report(f"Hari {n}"), now - timedelta(days=10 - n))).number
        for n in range(3)
    ]
    typed = (now + timedelta(hours=7) - timedelta(days=9)).strftime("%d-%m-%Y")
    await helpdesk.types("/cari")
    await helpdesk.taps("Lanjutan")
    for step in ("Dari tanggal", "Sampai tanggal"):
        await helpdesk.taps("Ubah")
        await helpdesk.taps(step)
        await helpdesk.sees("ketik seperti")
        await helpdesk.types("31-02-2026")
        await helpdesk.sees("⚠️", "ketik seperti")
        await helpdesk.types(typed)
        await helpdesk.sees(f"{step}:")
    await helpdesk.taps("Cari Tiket")
    found = await helpdesk.sees("Hasil Pencarian", day)
    assert older not in found
    assert newer not in found


@pytest.mark.parametrize(("size", "pages"), [(10, [10, 10, 10, 10, 10, 2]), (25, [25, 25, 2]), (50, [50, 2])])
async def test_pages_are_as_long_as_asked_and_hold_every_ticket_once(
    stage: Stage, ppk: Actor, size: int, pages: list[int]
) -> None:
    start = stage.clock() - timedelta(hours=60)
    numbers = [
        (await has_filed(stage, ppk, report(f"Masalah ke-{n}"), start + timedelta(hours=n))).number
        for n in range(52)
    ]
    await ppk.types("/cari")
    await ppk.taps("Lanjutan")
    await ppk.taps("Ubah")
    await ppk.taps("Tiket per halaman")
    await ppk.taps(str(size))
    await ppk.taps("Cari Tiket")
    shown: list[str] = []
    for turned, length in enumerate(pages):
        page = await ppk.sees("Hasil Pencarian")
        on_page = sorted((n for n in numbers if n in page), key=page.index)
        assert len(on_page) == length
        rows = [label for label in ppk.labels if any(number in label for number in numbers)]
        assert [number for label in rows for number in numbers if number in label] == on_page
        assert page.count("Menunggu Dikerjakan") == 1, "what all rows share stands once above them"
        assert f"52 tiket · hal. {turned + 1}/{len(pages)}" in page
        shown += on_page
        if turned + 1 < len(pages):
            await ppk.taps("Berikutnya")
    assert shown == numbers[::-1]
    assert "▶️ Berikutnya" not in ppk.labels
    await ppk.taps("Sebelumnya")
    before = await ppk.sees("Hasil Pencarian")
    assert [n for n in shown if n in before] == shown[-pages[-1] - size : -pages[-1]]


# ---------------------------------------------------------------------------------------- what one may see


@pytest.mark.usefixtures("tickets")
@pytest.mark.parametrize("who", ["budi", "elsewhere"])
async def test_tickets_of_others_are_never_found(who: str, request: pytest.FixtureRequest) -> None:
    other: Actor = request.getfixturevalue(who)
    for text in (NEW, OLD, "2006", "unggah", "Kronologi"):
        await finds_nothing(other, text)
    assert not other.saw("Gagal unggah")
    opening = "\n".join(sight.labels for sight in other.sights)
    assert f"{NEW} Gagal" not in opening
    assert f"{OLD} Unggah" not in opening


@pytest.mark.usefixtures("tickets")
async def test_a_forged_page_of_a_search_shows_nothing_of_others(stage: Stage, budi: Actor) -> None:
    await finds_nothing(budi, "unggah")
    forged = ("list:found::f:99", "list:found::b:1", "list:found:closed:f:", "unfilter:text", "unfilter:x")
    for address in forged:
        await budi.forges(f"a:{address}")
        await stage.all_is_quiet()
        assert "Tidak ada tiket yang cocok" in words_of(budi.received[-1])
    assert not budi.saw("Gagal unggah")


@pytest.mark.usefixtures("tickets")
async def test_the_national_helpdesk_finds_everything(lkpp: Actor) -> None:
    await looks_for(lkpp, "unggah")
    await lkpp.sees("Hasil Pencarian", NEW, OLD)
