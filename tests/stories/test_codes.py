"""Test the limits on sign-in codes, the owner's word about a request, and what administrators learn of it."""

import pytest

from core.use_cases.own_account.sign_in_limits import CODES_OF_ADDRESS
from core.use_cases.own_account.sign_in_secrets import address_digest
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.stage import Stage
from tests.stories.test_sign_in import RINA, asks_for_a_code, code_sent_to


async def is_used_up(stage: Stage, address: str) -> None:
    """Count codes for this address as if many other chats had asked for them."""

    def count(unit: SqlUnitOfWork) -> None:
        for _ in range(CODES_OF_ADDRESS.most):
            unit.sign_in_limits.use(CODES_OF_ADDRESS, address_digest(address), stage.clock())

    await stage.do(count)


@pytest.fixture
async def rinas_address_is_used_up(stage: Stage) -> None:
    await is_used_up(stage, RINA)


async def test_what_a_stranger_asks_for_does_not_keep_the_owner_out(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    await asks_for_a_code(stranger, RINA)
    for _ in range(4):
        await stranger.taps("Kirim Ulang Kode")
        await stranger.sees("kode enam angka")
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.taps("Ya")
    await ppk.sees("Anda sudah keluar")
    await asks_for_a_code(ppk, RINA)
    await stage.all_is_quiet()
    letters = len(stage.postman.letters_to(RINA))
    await ppk.types(await code_sent_to(stage, RINA, letters))
    await ppk.sees("Rina Wulandari", "Buat Tiket")


async def test_a_request_by_another_chat_leaves_the_waiting_letter_alone(
    stage: Stage, stranger: Actor, john: Actor
) -> None:
    await stage.postman.close()
    await asks_for_a_code(stranger, RINA)
    await john.types("/start")
    await john.types(RINA)
    await john.sees("six-digit")
    await stage.postman.open()
    codes = {await code_sent_to(stage, RINA, number) for number in (1, 2)}
    for code in codes:
        await stranger.types(code)
    await stranger.sees("Rina Wulandari")


@pytest.mark.usefixtures("rinas_address_is_used_up")
async def test_the_owner_lets_their_new_telephone_in_by_the_number_it_shows(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    await stranger.types("/start")
    await stranger.sees("Ketik alamat e-mail akun")
    await stranger.types(RINA)
    shown = await stranger.sees("Kode belum dikirim", "Nomornya:")
    number = shown.partition("Nomornya: ")[2][:2]
    await ppk.was_told("Apakah ini Anda?", f"Nomor permintaan: {number}")
    assert stage.postman.letters_to(RINA) == []
    await stranger.types("123456")
    await stranger.sees("menunggu persetujuan")
    await ppk.taps("Ya, ini saya", on="Apakah ini Anda?")
    await ppk.sees("Permintaan kode masuk disetujui")
    await stranger.was_told("Permintaan Anda disetujui")
    await stranger.types(await code_sent_to(stage, RINA))
    await stranger.sees("Rina Wulandari", "Buat Tiket")
    await ppk.was_told("Akun ini kini dibuka di Telegram lain")
    displaced = await stage.letter_to(RINA, 2)
    assert displaced["Subject"] == "Akun LPSE Support Anda dibuka di Telegram lain"


@pytest.mark.usefixtures("rinas_address_is_used_up")
async def test_a_request_that_the_owner_turns_away_gets_no_code_and_is_told_to_administrators(
    stage: Stage, ppk: Actor, stranger: Actor, administrator: Actor
) -> None:
    await stranger.types("/start")
    await stranger.types(RINA)
    await stranger.sees("Kode belum dikirim")
    await ppk.taps("Bukan saya", on="Apakah ini Anda?")
    await ppk.sees("Permintaan kode masuk ditolak")
    await administrator.was_told("Ada yang mencoba masuk ke akun orang lain", "Rina Wulandari")
    await stranger.taps("Kirim Ulang Kode")
    await stranger.sees("Kode belum dikirim")
    await stage.all_is_quiet()
    assert stage.postman.letters_to(RINA) == []
    await administrator.taps("Jejak Masuk", on="Ada yang mencoba masuk")
    await administrator.sees("Jejak Masuk", "Permintaan kode ditolak pemilik", f"Telegram {stranger.id}")


@pytest.mark.parametrize("address", [RINA, "tidak.ada@contoh.go.id"])
async def test_a_held_request_does_not_tell_whether_there_is_an_account(
    stage: Stage, stranger: Actor, address: str
) -> None:
    await is_used_up(stage, address)
    await stranger.types("/start")
    await stranger.types(address)
    await stranger.sees("Kode belum dikirim", address, "Nomornya:")
    await stranger.types("123456")
    await stranger.sees("menunggu persetujuan")


async def test_who_guesses_is_told_to_administrators_once(
    stage: Stage, stranger: Actor, john: Actor, administrator: Actor
) -> None:
    for guesser, wrong in ((stranger, "Kode tidak cocok"), (john, "The code doesn't match")):
        await guesser.types("/start")
        await guesser.types(RINA)
        await guesser.sees(RINA)
        await stage.all_is_quiet()
        right = await code_sent_to(stage, RINA, len(stage.postman.letters_to(RINA)))
        for _ in range(5):
            await guesser.types(f"{(int(right) + 1) % 10**6:06d}")
            await guesser.sees(wrong)
    await administrator.was_told("Ada yang mencoba masuk ke akun orang lain", "Rina Wulandari")
    await stage.all_is_quiet()
    alerts = [s for s in administrator.sights if "Ada yang mencoba masuk" in s.words]
    assert len(alerts) == 1
    await administrator.taps("Lihat Akun", on="Ada yang mencoba masuk")
    await administrator.taps("Jejak Masuk")
    await administrator.sees("Kode salah")


async def test_only_administrators_read_the_trail_of_signing_in(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")
    await ppk.forges("a:adm:signins:")
    await stage.all_is_quiet()
    assert ppk.news
    assert not ppk.saw("Jejak Masuk")


async def test_an_address_that_takes_no_letters_is_told_to_nobody_but_its_owner(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    stage.postman.refused.add(RINA)
    await asks_for_a_code(stranger, RINA)
    await stage.all_is_quiet()
    assert not stranger.saw("tidak dapat dikirim")
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.taps("Ya")
    await ppk.sees("Anda sudah keluar")
    await asks_for_a_code(ppk, RINA)
    await ppk.was_told("E-mail berisi kode tidak dapat dikirim")
