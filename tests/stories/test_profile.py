"""Test that people change their account, and that everybody sees the changes."""

import asyncio

from bot.process.settings import Settings
from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.postman import text_of
from tests.stories.stage import Stage
from tests.stories.test_sign_in import asks_for_a_code, code_sent_to

RINA, BUDI, NEW = "rina.wulandari@contoh.go.id", "budi.santoso@contoh.go.id", "rina@surabaya.go.id"


async def test_a_changed_profile_is_confirmed_and_kept(ppk: Actor, helpdesk: Actor) -> None:
    await ppk.types("/profil")
    await ppk.taps("Ubah Profil")
    await ppk.sees("Untuk mengubahnya, tekan Ubah E-mail di Profil")
    await ppk.taps("Ubah")
    await ppk.taps("Nama")
    await ppk.types("Rina Wulandari-Kusuma, S.T.")
    await ppk.sees("Nama: Rina Wulandari-Kusuma, S.T.")
    await ppk.taps("Simpan")
    await ppk.sees("Apakah Anda yakin akan mengubah data Anda?")
    await ppk.taps("Ya")
    await ppk.sees("Data berhasil diubah.")
    await ppk.types("/profil")
    await ppk.sees("Rina Wulandari-Kusuma, S.T.")
    number = await files(ppk)
    await helpdesk.was_told(number, "Rina Wulandari-Kusuma, S.T.")


async def test_what_is_no_telephone_number_is_said_kindly_and_changes_nothing(ppk: Actor) -> None:
    await ppk.types("/profil")
    await ppk.taps("Ubah Profil")
    await ppk.taps("Ubah")
    await ppk.taps("Telepon")
    await ppk.types("hubungi kantor saja")
    await ppk.sees("Nomor telepon ditulis dengan angka")
    await ppk.types("0811-2233 4455")
    await ppk.sees("Telepon: 081122334455")
    await ppk.taps("Batal")
    await ppk.types("/profil")
    assert "081122334455" not in await ppk.sees("Profil", "rina.wulandari@")


async def wants_the_address(person: Actor, address: str) -> None:
    """Press through “Ubah E-mail” as far as the code."""
    await person.types("/profil")
    await person.taps("Ubah E-mail")
    await person.sees("alamat e-mail Anda yang baru")
    await person.types(address)
    await person.sees("Apakah Anda yakin akan mengubah alamat e-mail?", f"Menjadi: {address}")
    await person.taps("Ya")
    await person.sees("Bila alamat ini dapat dipakai, kode enam angka sudah dikirim ke", address)


async def test_a_new_address_is_proven_by_a_code_and_the_old_one_is_told(
    stage: Stage, ppk: Actor, helpdesk: Actor, stranger: Actor
) -> None:
    number = await files(ppk)
    await stage.letter_to(RINA)
    await wants_the_address(ppk, NEW)
    assert len(stage.postman.letters_to(RINA)) == 1
    await ppk.types(await code_sent_to(stage, NEW))
    await ppk.sees("Alamat e-mail berhasil diubah", NEW)
    await ppk.taps("Profil")
    assert RINA not in await ppk.sees("PPK", NEW)

    told = text_of(await stage.letter_to(RINA, 2))
    assert "r***@surabaya.go.id" in told
    assert "Bila bukan Anda yang mengubahnya, segera hubungi administrator" in told
    assert NEW not in told, "whoever reads the old mailbox need not learn the new address"

    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await stage.letter_to(NEW, 2)
    await asks_for_a_code(stranger, RINA)
    await stage.all_is_quiet()
    assert len(stage.postman.letters_to(RINA)) == 2, "a former address signs nobody in"
    await stranger.taps("Ganti Alamat")
    await asks_for_a_code(stranger, NEW)
    await stranger.types(await code_sent_to(stage, NEW, 3))
    await stranger.sees("Rina Wulandari")


async def test_a_wrong_code_leaves_the_address_as_it_was(stage: Stage, ppk: Actor) -> None:
    await wants_the_address(ppk, NEW)
    code = await code_sent_to(stage, NEW)
    for _ in range(5):
        await ppk.types(f"{(int(code) + 1) % 10**6:06d}")
        await ppk.sees("Kode tidak cocok")
    await ppk.types(code)
    await ppk.sees("Kode ini sudah tidak berlaku")
    await ppk.taps("Batal")
    await ppk.types("/profil")
    await ppk.sees("Profil", RINA)


async def test_nobody_learns_that_an_address_is_somebody_elses(stage: Stage, ppk: Actor) -> None:
    await wants_the_address(ppk, BUDI)
    letter = text_of(await stage.letter_to(BUDI))
    assert "Alamat ini milik akun Anda, dan tidak ada yang berubah" in letter
    assert not any(word.isdecimal() for word in letter.split())
    await ppk.types("123456")
    await ppk.sees("Kode tidak cocok")
    await stage.all_is_quiet()
    assert len(stage.postman.letters) == 1


async def test_of_two_who_move_to_the_same_address_the_first_gets_it(
    stage: Stage, ppk: Actor, budi: Actor
) -> None:
    await wants_the_address(ppk, NEW)
    first = await code_sent_to(stage, NEW)
    await wants_the_address(budi, NEW)
    second = await code_sent_to(stage, NEW, 2)
    await asyncio.gather(ppk.types(first), budi.types(second))
    await stage.all_is_quiet()
    changed = [actor.saw("Alamat e-mail berhasil diubah") for actor in (ppk, budi)]
    assert sorted(changed) == [False, True]
    assert [actor.saw("sudah dipakai akun lain") for actor in (ppk, budi)] == [not it for it in changed]


async def test_where_the_bot_sends_no_letters_that_is_said_at_once(stage: Stage, ppk: Actor) -> None:
    await stage.bot_stops()
    stage.settings = Settings(**{**stage.settings.model_dump(), "smtp_url": None}, _env_file=None)
    await stage.bot_starts()
    await ppk.types("/profil")
    await ppk.taps("Ubah E-mail")
    await ppk.sees("E-mail belum tersedia di sini", "Rina Wulandari")
