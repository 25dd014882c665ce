"""Test that what was done under a name keeps it, and that nobody takes the name of a desk."""

from tests.stories.actor import Actor
from tests.stories.acts import files, takes
from tests.stories.papers import gets
from tests.stories.stage import Stage

REQUEST = "Mohon kirim tangkapan layar dari halaman itu."


async def renames(person: Actor, name: str) -> None:
    await person.types("/profil")
    await person.taps("Ubah Profil")
    await person.taps("Ubah")
    await person.taps("Nama")
    await person.types(name)


async def test_the_history_of_a_ticket_keeps_the_name_of_then(
    stage: Stage, ppk: Actor, helpdesk: Actor, administrator: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Kerjakan", on=number)
    await helpdesk.taps("Butuh Feedback")
    await helpdesk.types(REQUEST)
    await helpdesk.taps("Ya")
    await helpdesk.sees("Menunggu Feedback")
    await renames(helpdesk, "Sari Kusuma Dewi")
    await helpdesk.taps("Simpan")
    await helpdesk.taps("Ya")
    await helpdesk.sees("Data berhasil diubah.")
    await ppk.types(number)
    card = await ppk.sees(number, REQUEST)
    assert "Sari Lestari" in card.partition(REQUEST)[0].rpartition("\n\n")[2]
    await ppk.taps("Cetak PDF")
    paper = await gets(stage, ppk, number)
    assert "Sari Lestari" in paper.words
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Sari Lestari", "Profil sendiri diubah", "Sari Kusuma Dewi")


async def test_nobody_names_themself_like_a_desk(stage: Stage, ppk: Actor, administrator: Actor) -> None:
    for name in ("Helpdesk LKPP", "H e l p d e s k", "Аdmin PPE", "LPSE Kota Surabaya"):  # noqa: RUF001 - one is Cyrillic
        await renames(ppk, name)
        await ppk.sees("menyerupai nama meja layanan", "mintalah administrator")
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.types("rina.wulandari@contoh.go.id")
    await administrator.taps("Ubah Akun")
    await administrator.taps("Ubah")
    await administrator.taps("Nama")
    await administrator.types("Admin PPE Rina")
    await administrator.taps("Simpan")
    await administrator.taps("Ya")
    await administrator.sees("Akun berhasil diubah.")
