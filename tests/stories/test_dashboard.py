"""Test that the numbers of “Dashboard” are right and open the tickets that they count."""

from datetime import timedelta

from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files, has_filed, takes, works, writes
from tests.stories.papers import gets
from tests.stories.reports import report
from tests.stories.stage import Stage
from tests.stories.test_tables import has_taken


async def looks(person: Actor, **numbers: int | str) -> None:
    """Check the numbers of the dashboard by their labels, with underscores for blanks."""
    await person.types("/dashboard")
    labels = (f"{label.replace('_', ' ')}: {number}" for label, number in numbers.items())
    await person.sees("Dashboard", *labels)


def reported(waiting: int, working: int, asked: int, still_open: int, ever: int) -> dict[str, int]:
    """Return the numbers of a reporter by their labels."""
    return {
        "Belum dikerjakan": waiting,
        "Sedang dikerjakan": working,
        "Menunggu jawaban atau konfirmasi": asked,
        "Dilaporkan, belum selesai": still_open,
        "Pernah dilaporkan, termasuk yang selesai": ever,
    }


def noon_comes(stage: Stage) -> None:
    """Set the clock to noon in Surabaya, so that an hour more or less is the same day."""
    local = stage.clock() + timedelta(hours=7)
    noon = local.replace(hour=12, minute=0, second=0) + timedelta(days=1)
    stage.clock.ahead += noon - local


async def test_a_reporter_sees_how_many_of_their_tickets_are_where_and_opens_them(
    stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor
) -> None:
    await looks(ppk, **reported(0, 0, 0, 0, 0))
    waiting = (await has_filed(stage, ppk, report("Menunggu"))).number
    await has_filed(stage, budi, report("Milik orang lain"))
    working, asked, closed = [await files(ppk, title) for title in ("Dikerjakan", "Ditanya", "Ditutup")]
    await takes(helpdesk, working)
    await takes(helpdesk, asked)
    await works(helpdesk, asked, "Butuh Feedback")
    await ppk.types(closed)
    await ppk.taps("Tutup Tiket")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket berhasil ditutup")

    await looks(ppk, **reported(1, 1, 1, 3, 4))
    behind = {
        "Belum dikerjakan": {waiting},
        "Sedang dikerjakan": {working},
        "Menunggu jawaban atau konfirmasi": {asked},
        "Dilaporkan, belum selesai": {waiting, working, asked},
        "Pernah dilaporkan, termasuk yang selesai": {waiting, working, asked, closed},
    }
    for label, numbers in behind.items():
        await ppk.types("/dashboard")
        await stage.all_is_quiet()
        await ppk.taps(label, on="Dashboard")
        found = await ppk.sees("Tiket Saya")
        assert {n for n in (waiting, working, asked, closed) if n in found} == numbers, label
        assert "Milik orang lain" not in found


async def test_staff_see_what_waits_what_they_hold_and_what_was_taken_today(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, elsewhere: Actor
) -> None:
    noon_comes(stage)
    waiting, held, others = [await files(ppk, title) for title in ("Menunggu", "Saya", "Rekan")]
    await looks(helpdesk, Belum_diambil=3, Menunggu_dikerjakan_oleh_Anda=0, Diambil_hari_ini=0)
    await takes(helpdesk, held)
    await takes(verifikator, others)
    await works(verifikator, others, "Eskalasi Tiket")
    await looks(helpdesk, Belum_diambil=1, Menunggu_dikerjakan_oleh_Anda=1, Diambil_hari_ini=2)
    await looks(verifikator, Belum_diambil=1, Menunggu_dikerjakan_oleh_Anda=0, Diambil_hari_ini=2)
    await looks(elsewhere, Belum_diambil=0, Menunggu_dikerjakan_oleh_Anda=0, Diambil_hari_ini=0)

    for label, title, numbers in (
        ("Belum diambil", "Tiket Masuk", {waiting}),
        ("Menunggu dikerjakan oleh Anda", "Tiket Ditangani · Sedang Dikerjakan", {held}),
        ("Diambil hari ini", "Diambil hari ini", {held, others}),
    ):
        await helpdesk.types("/dashboard")
        await helpdesk.taps(label)
        listed = await helpdesk.sees(f"{title}")
        assert {n for n in (waiting, held, others) if n in listed} == numbers

    await stage.time_passes(hours=13)
    await looks(helpdesk, Belum_diambil=1, Menunggu_dikerjakan_oleh_Anda=1, Diambil_hari_ini=0)
    await helpdesk.taps("Diambil hari ini")
    await helpdesk.sees("Diambil hari ini", "Tidak ada tiket di sini")


async def test_what_waits_for_somebody_else_is_not_what_one_has_to_do(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    mine, asked, solved = [await files(ppk, title) for title in ("Lanjutkan", "Ditanya", "Dijawab")]
    for number in (mine, asked, solved):
        await takes(helpdesk, number)
    await works(helpdesk, asked, "Butuh Feedback")
    await works(helpdesk, solved, "Selesaikan Masalah")
    await looks(helpdesk, Belum_diambil=0, Menunggu_dikerjakan_oleh_Anda=1)
    await helpdesk.taps("Menunggu dikerjakan oleh Anda")
    listed = await helpdesk.sees("Tiket Ditangani · Sedang Dikerjakan", "1 tiket", mine)
    assert asked not in listed
    assert solved not in listed


async def test_who_was_at_a_desk_before_counts_and_sees_only_the_tickets_that_they_filed(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    worked_on = await files(ppk, "Milik Rina")
    await takes(helpdesk, worked_on)

    def moves_on(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(helpdesk.id)
        assert chat is not None
        seats = t.assignments.c.person_id == chat.person_id
        unit.connection.execute(
            t.assignments.update().where(seats).values(role="ppk", key="ppk:10", desk_key=None)
        )

    await stage.do(moves_on)
    own = (await has_filed(stage, helpdesk, report("Milik Sari"))).number
    await looks(helpdesk, **reported(1, 0, 0, 1, 1))
    for label, number in (
        ("Dilaporkan, belum selesai", own),
        ("Pernah dilaporkan, termasuk yang selesai", own),
        ("Sedang dikerjakan", ""),
    ):
        await helpdesk.types("/dashboard")
        await helpdesk.taps(label)
        assert worked_on not in await helpdesk.sees("Tiket Saya", number or "Tidak ada tiket di sini")


async def test_opening_a_number_leaves_ones_search_as_it_was(ppk: Actor) -> None:
    await files(ppk, "Unggah gagal")
    await ppk.types("/cari")
    await ppk.types("unggah")
    await ppk.sees("Hasil Pencarian", "Unggah gagal")
    await ppk.types("/dashboard")
    await ppk.taps("Sedang dikerjakan")
    await ppk.sees("Tiket Saya · Sedang Dikerjakan", "Tidak ada tiket di sini")
    await ppk.forges("a:list:found::f:")
    await ppk.sees("Hasil Pencarian", "Unggah gagal")


async def test_the_tickets_behind_a_number_are_turned_and_taken_home_as_what_they_are(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    noon_comes(stage)
    filed = [await has_filed(stage, ppk, report(f"Masalah ke-{n}")) for n in range(14)]
    await has_taken(stage, verifikator, [ticket.id for ticket in filed[:12]])
    numbers = [ticket.number for ticket in filed[:12]][::-1]
    await looks(helpdesk, Belum_diambil=2, Menunggu_dikerjakan_oleh_Anda=0, Diambil_hari_ini=12)
    await helpdesk.taps("Diambil hari ini")
    first = await helpdesk.sees("Diambil hari ini", *numbers[:10])
    assert numbers[10] not in first
    await helpdesk.taps("Berikutnya")
    await helpdesk.sees("Diambil hari ini", *numbers[10:])
    await helpdesk.taps("CSV")
    paper = await gets(stage, helpdesk, "diambil-hari-ini")
    assert paper.column("Nomor Tiket") == numbers
    assert set(paper.column("Ditangani Oleh")) == {"Agus Pratama"}
    await looks(ppk, Sedang_dikerjakan=12)
    await ppk.taps("Sedang dikerjakan")
    await ppk.sees("Tiket Saya · Sedang Dikerjakan", *numbers[:10])
    await ppk.taps("Berikutnya")
    await ppk.sees("Tiket Saya · Sedang Dikerjakan", *numbers[10:])
    await ppk.taps("Excel")
    paper = await gets(stage, ppk, "tiket-saya")
    assert paper.column("Nomor Tiket") == numbers


async def test_the_dashboard_is_a_button_of_the_menu_for_everybody_who_has_tickets(
    ppk: Actor, helpdesk: Actor, lkpp: Actor
) -> None:
    for person, label in (
        (ppk, "Dilaporkan, belum selesai: 0"),
        (helpdesk, "Belum diambil: 0"),
        (lkpp, "Belum"),
    ):
        await person.types("/start")
        await person.taps("Dashboard")
        await person.sees("Dashboard", label)
        await person.taps("Menu")
        await person.sees("LPSE Support")


async def test_a_forged_number_of_a_dashboard_shows_ones_own_tickets_only(
    stage: Stage, ppk: Actor, budi: Actor
) -> None:
    await has_filed(stage, ppk, report("Rahasia perusahaan"))
    await budi.types("/start")
    await budi.sees("Budi Santoso")
    for part in ("not_taken", "in_hand", "taken_today", "ever", "open", "x", "ever:1"):
        await budi.forges(f"a:dash:{part}")
        await stage.all_is_quiet()
    assert not budi.saw("Rahasia")


async def test_a_stranger_gets_no_dashboard(stranger: Actor) -> None:
    await stranger.types("/dashboard")
    await stranger.sees("Ketik alamat e-mail akun")
    await stranger.forges("a:dash:ever")
    await stranger.sees("Ketik alamat e-mail akun")
