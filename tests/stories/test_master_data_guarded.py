"""Test two administrators at one record, and forged buttons of master data."""

from tests.stories.actor import Actor
from tests.stories.administering import as_far_as_category, make_administrator, opens
from tests.stories.stage import Stage


async def test_of_two_administrators_the_second_sees_what_the_first_has_changed(
    stage: Stage, administrator: Actor, budi: Actor
) -> None:
    await stage.do(lambda unit: make_administrator(unit, 1002))
    for one in (administrator, budi):
        await opens(one, category="Jadwal")
        await one.taps("Ubah Data Kategori")
        await one.taps("Ubah")
        await one.taps("Nama")
        await one.sees("Nama kategori")
    await administrator.types("Jadwal Tender")
    await administrator.taps("Simpan")
    await administrator.taps("Ya")
    await administrator.sees("Data berhasil disimpan.")
    await budi.types("Jadwal Lelang")
    await budi.sees("baru saja diubah oleh orang lain", "Jadwal → Jadwal Tender", "oleh Ratna Dewanti")
    await budi.taps("Timpa")
    await budi.sees("Jadwal Tender → Jadwal Lelang")
    await budi.taps("Simpan")
    await budi.taps("Ya")
    await budi.sees("Data berhasil disimpan.", "Jadwal Lelang")


async def test_a_forged_button_is_refused_to_people_who_are_no_administrator(
    ppk: Actor, helpdesk: Actor
) -> None:
    made_up = (
        "apps:", "app:spse", "newapp:", "editapp:spse", "cat:spse-jadwal", "newcat:spse",
        "editcat:spse-jadwal", "retire:cat:spse-jadwal", "offer:app:spse", "lpses:", "lpse:10", "newlpse:",
        "editlpse:10", "retire:lpse:10",
    )  # fmt: skip
    await helpdesk.types("/bantuan")
    await helpdesk.sees("/buat")
    for address in (*(f"a:adm:{place}" for place in made_up), "a:talk:offices:", "a:talk:category:"):
        await helpdesk.forges("a:menu")
        await helpdesk.sees("Keluar")
        await helpdesk.forges(address)
        await helpdesk.sees("Hanya administrator yang dapat melakukan itu.")
    await as_far_as_category(ppk)
    await ppk.sees("Jadwal")


async def test_what_an_administrator_makes_up_is_told_apart(administrator: Actor) -> None:
    await administrator.types("/bantuan")
    await administrator.sees("/buat")
    for address in (
        "app:moon", "cat:spse", "editcat:moon", "newcat:moon", "lpse:0", "lpse:999999999999999999",
        "editlpse:77777", "retire:lpse:77777", "retire:lpse:x", "offer:cat:moon",
    ):  # fmt: skip
        await administrator.forges("a:menu")
        await administrator.sees("Pengaturan")
        await administrator.forges(f"a:adm:{address}")
        await administrator.sees("tidak ada dalam daftar")
