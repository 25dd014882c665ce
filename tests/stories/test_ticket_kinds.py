"""Test that the kind of a ticket is asked only where an administrator wants it, and is shown everywhere."""

from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, describes, files, submits
from tests.stories.papers import gets
from tests.stories.stage import Stage


async def asks_for_kinds(administrator: Actor, answer: str = "1") -> None:
    await administrator.types("/start")
    await administrator.taps("Pengaturan")
    await administrator.taps("Tanyakan jenis tiket")
    await administrator.sees("Tulis nilai baru")
    await administrator.types(answer)
    await administrator.taps("Ya")
    await administrator.sees("Pengaturan berhasil diubah.")


async def chooses_as_far_as_the_kind(reporter: Actor) -> None:
    await reporter.types("/buat")
    await reporter.sees("Judul")
    await reporter.types("Tidak bisa unggah penawaran")
    for label in ("SPSE", "4.5", "Upload Dokumen Penawaran", "Unggah gagal / timeout"):
        await reporter.taps(label)


async def files_as(reporter: Actor, kind: str) -> str:
    """File a ticket of a kind; return its number."""
    await chooses_as_far_as_the_kind(reporter)
    await reporter.sees("Jenis Tiket", "Pilih jenisnya")
    assert reporter.labels[:3] == ["Permasalahan", "Usulan", "Permintaan Layanan"]
    await reporter.taps(kind)
    await reporter.sees("kode tender")
    await describes(reporter, PROBLEM)
    return await submits(reporter)


async def test_nobody_is_asked_and_every_ticket_is_a_general_one(ppk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.sees(number, "Jenis tiket: Tiket Umum")


async def test_where_a_desk_wants_it_the_kind_is_one_step_and_shown_everywhere(
    stage: Stage, administrator: Actor, ppk: Actor, helpdesk: Actor
) -> None:
    await asks_for_kinds(administrator)
    await chooses_as_far_as_the_kind(ppk)
    await ppk.sees("Jenis Tiket", "Pilih jenisnya")
    assert ppk.labels[:3] == ["Permasalahan", "Usulan", "Permintaan Layanan"]
    await ppk.taps("Permintaan Layanan")
    await ppk.sees("kode tender")
    await describes(ppk, PROBLEM)
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees(number, "Jenis tiket: Permintaan Layanan")
    await ppk.taps("Cetak PDF", on=number)
    assert "Jenis Tiket Permintaan Layanan" in (await gets(stage, ppk, f"{number}.pdf")).words
    other = await files_as(ppk, "Usulan")
    await helpdesk.types("/cari")
    await helpdesk.taps("Lanjutan")
    await helpdesk.taps("Ubah")
    await helpdesk.taps("Jenis Tiket")
    await helpdesk.taps("Permintaan Layanan")
    await helpdesk.taps("Cari Tiket")
    found = await helpdesk.sees("Hasil Pencarian", "Jenis Tiket: Permintaan Layanan", number)
    assert other not in found
    await helpdesk.types("/laporan")
    await helpdesk.taps("Hari ini")
    await helpdesk.sees("Jenis Tiket", "Permintaan Layanan: 1", "Usulan: 1")


async def test_a_kind_that_is_asked_no_more_is_not_kept_from_a_draft(
    administrator: Actor, ppk: Actor
) -> None:
    await asks_for_kinds(administrator)
    await chooses_as_far_as_the_kind(ppk)
    await ppk.taps("Usulan")
    await ppk.sees("kode tender")
    await asks_for_kinds(administrator, "0")
    await describes(ppk, PROBLEM)
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees(number, "Jenis tiket: Tiket Umum")
