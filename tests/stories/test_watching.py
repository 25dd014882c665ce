"""Test that a reporter lets a colleague watch a ticket."""

import re

from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.stage import Stage
from tests.stories.test_sign_in import asks_for_a_code, code_sent_to, invitation

LINK = re.compile(r"https://t\.me/\w+\?start=(w_[\w-]+)")


async def invites(one: Actor, number: str) -> str:
    """Press “Ajak Pemantau” on the card; return the text that following the link sends."""
    await one.types(number)
    await one.taps("Ajak Pemantau")
    found = LINK.search(await one.sees("Kirim tautan ini", "Salin Tautan"))
    assert found
    return f"/start {found.group(1)}"


async def test_a_colleague_watches_from_the_link_to_the_end(
    stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await budi.types(number)
    await budi.sees("tidak ditemukan")
    link = await invites(ppk, number)
    await budi.types(link)
    await budi.sees("Anda sekarang memantau tiket ini", number)
    await budi.sees(number, "Berhenti Memantau")
    assert not {"Tutup Tiket", "Ajak Pemantau"} & set(budi.labels)
    await ppk.was_told("Budi Santoso sekarang memantau tiket ini", number)
    await takes(helpdesk, number)
    await budi.was_told("Tiket diambil oleh Sari Lestari", number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await budi.was_told("Tiket diselesaikan oleh Sari Lestari", number)
    assert not budi.saw("lalu konfirmasi")
    await budi.types("/tiket")
    await budi.taps("Dipantau")
    await budi.sees("Dipantau", number)
    await budi.taps(number)
    await budi.sees("Menunggu Konfirmasi")
    await helpdesk.types(number)
    await helpdesk.sees("Dipantau oleh: Budi Santoso")


async def test_a_watcher_who_forges_buttons_changes_nothing(stage: Stage, ppk: Actor, budi: Actor) -> None:
    number = await files(ppk)
    await budi.types(await invites(ppk, number))
    await budi.sees("Anda sekarang memantau tiket ini")
    for forged in ("a:talk:close:1", "a:talk:take:1", "a:watch:1", "a:watchers:1", "a:unwatched:1:1"):
        await budi.types("/start")
        await budi.sees("Buat Tiket")
        await budi.forges(forged)
        await budi.sees("Tindakan itu belum dapat dilakukan", number)
    for unknown in ("a:watch:999", "a:unwatched:999:1", "a:watchers:9999999999"):
        await budi.types("/start")
        await budi.sees("Buat Tiket")
        await budi.forges(unknown)
        await budi.sees("tidak ditemukan")
    for nonsense in ("a:watch:", "a:unwatch:1", "a:unwatched:x:y"):
        await budi.types("/bantuan")
        await budi.sees("/buat")
        await budi.forges(nonsense)
        await budi.sees("Buat Tiket")
    await ppk.types(number)
    await ppk.sees("Menunggu Dikerjakan", "Dipantau oleh: Budi Santoso")


async def test_a_watcher_stops_and_sees_it_no_more(
    stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    link = await invites(ppk, number)
    await budi.types(link)
    await budi.taps("Berhenti Memantau")
    await budi.sees("Lanjutkan?")
    await budi.taps("Detail")
    await budi.taps("Berhenti Memantau")
    await budi.taps("Ya, Berhenti")
    await budi.sees(f"Anda tidak lagi memantau tiket {number}")
    await budi.types(number)
    await budi.sees("tidak ditemukan")
    await budi.types(link)
    await budi.sees("Tautan ini tidak berlaku lagi")
    await takes(helpdesk, number)
    await stage.all_is_quiet()
    assert not budi.saw("Tiket diambil")


async def test_the_reporter_sends_a_watcher_away(stage: Stage, ppk: Actor, budi: Actor) -> None:
    number = await files(ppk)
    await budi.types(await invites(ppk, number))
    await ppk.was_told("sekarang memantau", number)
    await ppk.types(number)
    await ppk.taps("👥 Pemantau")
    await ppk.taps("✖️ Budi Santoso")
    await ppk.sees("Budi Santoso tidak akan melihat tiket ini lagi")
    await ppk.taps("Ya, Berhenti")
    await ppk.sees("Pemantau sudah dihapus", number)
    assert "👥 Pemantau" not in ppk.labels
    await budi.taps("Detail") if "Detail" in budi.labels else await budi.types(number)
    await budi.sees("tidak ditemukan")


async def test_a_link_is_good_for_one_and_for_a_week(
    stage: Stage, ppk: Actor, budi: Actor, elsewhere: Actor
) -> None:
    number = await files(ppk)
    link, late = await invites(ppk, number), await invites(ppk, number)
    await ppk.types(link)
    await ppk.sees(number, "Tutup Tiket")
    await budi.types(link)
    await budi.sees("Anda sekarang memantau")
    await elsewhere.types(link)
    await elsewhere.sees("Tautan ini tidak berlaku lagi")
    await elsewhere.types(f"/start w_{'x' * 32}")
    await elsewhere.sees("Tautan ini tidak berlaku lagi")
    await stage.time_passes(days=7, minutes=1)
    await elsewhere.types(late)
    await elsewhere.sees("Tautan ini tidak berlaku lagi")


async def test_whoever_opens_their_own_used_link_again_gets_the_ticket(
    stage: Stage, ppk: Actor, budi: Actor, elsewhere: Actor
) -> None:
    number = await files(ppk)
    link = await invites(ppk, number)
    await budi.types(link)
    await budi.sees(number, "Berhenti Memantau")
    for one in (budi, ppk):
        await one.types("/start")
        await one.sees("Keluar")
        await one.types(link)
        await one.sees(number, "Menunggu Dikerjakan")
    await stage.time_passes(days=8)
    await budi.types(link)
    await budi.sees(number, "Berhenti Memantau")
    await elsewhere.types(link)
    await elsewhere.sees("Tautan ini tidak berlaku lagi")


async def test_a_stranger_with_a_link_signs_in_first_and_then_watches(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    number = await files(ppk)
    await stranger.types(await invites(ppk, number))
    await stranger.sees("Silakan masuk")
    assert not stranger.saw(number)
    address = "budi.santoso@contoh.go.id"
    await stranger.types(address)
    await stranger.sees("kode enam angka")
    await stranger.types(await code_sent_to(stage, address))
    await stranger.sees("Anda sekarang memantau tiket ini", number)
    await ppk.was_told("Budi Santoso sekarang memantau tiket ini", number)


async def test_a_stranger_with_a_link_may_bring_an_invitation_too(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    number = await files(ppk)
    await stranger.types(await invites(ppk, number))
    await stranger.sees("Silakan masuk")
    await stranger.types(f"/start {await invitation(stage, 'budi.santoso@contoh.go.id')}")
    await stranger.sees("Anda sekarang memantau tiket ini", number)


async def test_a_made_up_link_tells_a_stranger_nothing_until_they_sign_in(
    stage: Stage, stranger: Actor
) -> None:
    await stranger.types(f"/start w_{'x' * 32}")
    await stranger.sees("Silakan masuk")
    address = "budi.santoso@contoh.go.id"
    await asks_for_a_code(stranger, address)
    await stranger.types(await code_sent_to(stage, address))
    await stranger.sees("Tautan ini tidak berlaku lagi", "Buat Tiket")
    await stranger.types("/start")
    await stranger.sees("Buat Tiket")
    assert "tidak berlaku lagi" not in stranger.news[-1]
