"""Test signing in by invitation or by a code in a letter, and signing out."""

import asyncio
import re

import pytest

from bot.imports.accounts_cli import invite_person
from core.use_cases.own_account.invitation import InvitePerson
from tests.stories.actor import Actor
from tests.stories.acts import begins, files
from tests.stories.postman import text_of
from tests.stories.stage import Stage

RINA = "rina.wulandari@contoh.go.id"
CODE = re.compile(r"\b\d{6}\b")


async def invitation(stage: Stage, email: str) -> str:
    """Return the code of an invitation."""
    person = await stage.do(lambda unit: unit.people.by_email(email))
    assert person is not None
    return await stage.do(lambda unit: InvitePerson(unit.invitations)(person, stage.clock()))


async def code_sent_to(stage: Stage, email: str, number: int = 1) -> str:
    letter = await stage.letter_to(email, number)
    found = CODE.search(text_of(letter))
    assert found
    return found.group()


async def asks_for_a_code(person: Actor, email: str) -> str:
    await person.types("/start")
    await person.sees("Ketik alamat e-mail akun")
    await person.types(email)
    return await person.sees("kode enam angka sudah dikirim")


async def test_an_invitation_signs_in_once(stage: Stage, ppk: Actor, stranger: Actor, john: Actor) -> None:
    code = await invitation(stage, "budi.santoso@contoh.go.id")
    await stranger.types(f"/start {code}")
    await stranger.sees("Anda sudah masuk", "Budi Santoso")
    await john.types(f"/start {code}")
    await john.sees("no longer valid")
    assert not john.saw("Budi")


async def test_an_invitation_of_last_week_is_none(stage: Stage, stranger: Actor) -> None:
    code = await invitation(stage, "budi.santoso@contoh.go.id")
    await stage.time_passes(days=8)
    await stranger.types(f"/start {code}")
    await stranger.sees("Undangan ini tidak berlaku lagi")


async def test_the_command_prints_a_link_that_signs_in(
    stage: Stage, stranger: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await invite_person(stage.settings, "budi.santoso@contoh.go.id") == 0
    link = capsys.readouterr().out.splitlines()[-1]
    await stranger.types("/start " + link.partition("?start=")[2])
    await stranger.sees("Budi Santoso")
    assert await invite_person(stage.settings, "nobody@contoh.go.id") == 1


async def test_a_code_from_a_letter_signs_in(stage: Stage, stranger: Actor) -> None:
    await asks_for_a_code(stranger, " Rina.Wulandari@contoh.go.id ")
    code = await code_sent_to(stage, RINA)
    await stranger.types(f"{code[:3]} {code[3:]}")
    await stranger.sees("Rina Wulandari", "Buat Tiket")
    letter = await stage.letter_to(RINA)
    assert letter["Subject"] == "Kode masuk LPSE Support"


async def test_a_letter_that_is_pasted_whole_signs_in(stage: Stage, stranger: Actor) -> None:
    await asks_for_a_code(stranger, RINA)
    letter = await stage.letter_to(RINA)
    await stranger.types(letter.get_content())
    await stranger.sees("Rina Wulandari", "Buat Tiket")


async def test_nobody_learns_whether_an_address_has_an_account(stage: Stage, stranger: Actor) -> None:
    known = await asks_for_a_code(stranger, RINA)
    await code_sent_to(stage, RINA)
    await stranger.taps("Ganti Alamat")
    await stranger.sees("Ketik alamat e-mail akun")
    await stranger.types("tidak.ada@contoh.go.id")
    unknown = await stranger.sees("kode enam angka sudah dikirim")
    assert unknown.replace("tidak.ada@contoh.go.id", RINA) == known
    await stranger.types("000000")
    await stranger.sees("Kode tidak cocok")
    await stage.all_is_quiet()
    assert len(stage.postman.letters) == 1


async def test_after_five_wrong_codes_the_right_one_comes_too_late(stage: Stage, stranger: Actor) -> None:
    await asks_for_a_code(stranger, RINA)
    code = await code_sent_to(stage, RINA)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        await stranger.types(wrong)
        await stranger.sees("Kode tidak cocok")
    await stranger.types(code)
    await stranger.sees("Kode ini sudah tidak berlaku")
    await stranger.taps("Kirim Ulang Kode")
    again = await code_sent_to(stage, RINA, 2)
    await stranger.types(again)
    await stranger.sees("Rina Wulandari")


async def test_a_code_is_good_for_ten_minutes(stage: Stage, stranger: Actor) -> None:
    await asks_for_a_code(stranger, RINA)
    code = await code_sent_to(stage, RINA)
    await stage.time_passes(minutes=11)
    await stranger.types(code)
    await stranger.sees("Kode ini sudah tidak berlaku")


async def test_codes_cannot_be_asked_for_without_end(stage: Stage, stranger: Actor) -> None:
    await asks_for_a_code(stranger, RINA)
    for number in range(2, 6):
        await stranger.taps("Kirim Ulang Kode")
        await stranger.sees("kode enam angka")
        await code_sent_to(stage, RINA, number)
    await stranger.taps("Kirim Ulang Kode")
    await stranger.reads_over_screen("Terlalu banyak permintaan kode")
    await stage.all_is_quiet()
    assert len(stage.postman.letters) == 5


async def test_a_code_is_good_only_in_the_chat_that_asked(stage: Stage, stranger: Actor, john: Actor) -> None:
    await asks_for_a_code(stranger, RINA)
    code = await code_sent_to(stage, RINA)
    await john.types("/start")
    await john.types("rina.wulandari@contoh.go.id")
    await john.sees("six-digit")
    await code_sent_to(stage, RINA, 2)
    await john.types(code)
    await john.sees("The code doesn't match")


async def test_somebody_on_a_second_phone_is_signed_out_on_the_first(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    await begins(ppk, "Dari telepon pertama")
    await asks_for_a_code(stranger, RINA)
    await stranger.types(await code_sent_to(stage, RINA))
    await stranger.sees("Rina Wulandari")
    await ppk.taps("Lewati", on="kode tender")
    await stage.all_is_quiet()
    await ppk.types("/tiket")
    await ppk.sees("Ketik alamat e-mail akun")
    await stranger.taps("Buang draf")
    await stranger.sees("Draf dibuang")
    number = await files(stranger, "Dari telepon kedua")
    await stage.all_is_quiet()
    assert not ppk.saw(number)


async def test_who_signed_out_reaches_nothing_and_is_told_nothing(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.sees("Keluar dari akun ini?")
    await ppk.taps("Ya")
    await ppk.sees("Anda sudah keluar")
    await ppk.taps("Detail", on="berhasil disimpan")
    await ppk.sees("Ketik alamat e-mail akun")
    await ppk.types(number)
    await ppk.sees("Ketik alamat e-mail akun")
    await helpdesk.taps("Ambil Tiket", on=number)
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini")
    await stage.all_is_quiet()
    assert not ppk.saw("mulai mengerjakan tiket Anda")


async def test_two_phones_with_one_invitation_sign_in_one_of_them(
    stage: Stage, stranger: Actor, john: Actor
) -> None:
    code = await invitation(stage, "budi.santoso@contoh.go.id")
    await asyncio.gather(stranger.types(f"/start {code}"), john.types(f"/start {code}"))
    await stage.all_is_quiet()
    assert stranger.saw("Budi Santoso") != john.saw("Budi Santoso")
