"""Test that administrators are asked for a code again after a month, and go on with what they did."""

from datetime import timedelta

from sqlalchemy import update

from storage.schema import tables
from tests.stories.actor import Actor
from tests.stories.acts import files
from tests.stories.administering import make_administrator
from tests.stories.stage import Stage
from tests.stories.test_sign_in import code_sent_to, invitation

RATNA = "ratna.dewanti@contoh.go.id"
SARI = "sari.lestari@contoh.go.id"


async def session_ends(stage: Stage, administrator: Actor) -> None:
    """Let it be 31 days since the administrator signed in, without what else happens in a month."""
    long_ago = stage.clock() - timedelta(days=31)
    chats = tables.chats
    sign_in = update(chats).where(chats.c.chat_id == administrator.id).values(linked_at=long_ago)
    await stage.do(lambda unit: unit.connection.execute(sign_in))


async def proves(stage: Stage, administrator: Actor, address: str = RATNA, number: int = 1) -> None:
    await administrator.types(await code_sent_to(stage, address, number))
    await administrator.sees("Sesi Anda sudah diperbarui.")


async def test_what_was_pressed_goes_on_after_the_code(stage: Stage, administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.sees("Ratna Dewanti")
    await session_ends(stage, administrator)
    await administrator.taps("Pengaturan")
    asked = await administrator.sees("Sesi administrator perlu diperbarui", "30 hari")
    assert RATNA not in asked
    await administrator.types("lupa")
    await administrator.sees("Ketik enam angka")
    await proves(stage, administrator)
    await administrator.sees("Pengaturan", "Undangan berlaku selama")
    await administrator.types("/start")
    await administrator.sees("Ratna Dewanti", "Jejak Audit")


async def test_what_was_typed_into_a_form_is_there_after_the_code(stage: Stage, administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.types(RATNA)
    await administrator.taps("Daftar Akun")
    await administrator.taps("Tambah Akun")
    await administrator.types("Putri Ayu")
    await administrator.sees("Alamat e-mail")
    await session_ends(stage, administrator)
    await administrator.types("putri.ayu@contoh.go.id")
    await administrator.sees("Sesi administrator perlu diperbarui")
    await proves(stage, administrator)
    await administrator.sees("Nomor teleponnya")
    await administrator.taps("Lewati")
    await administrator.sees("instansi")


async def test_an_answer_that_was_pressed_counts_after_the_code(stage: Stage, administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.sees("Ratna Dewanti")
    await administrator.forges("a:adm:rule:invitation_days")
    await administrator.types("14")
    await administrator.sees("14")
    await session_ends(stage, administrator)
    await administrator.taps("Ya")
    await administrator.sees("Sesi administrator perlu diperbarui")
    await proves(stage, administrator)
    await administrator.sees("Pengaturan berhasil diubah.")


async def test_files_of_staff_who_administer_too_are_kept_until_the_code(
    stage: Stage, helpdesk: Actor, ppk: Actor
) -> None:
    await stage.do(lambda unit: make_administrator(unit, helpdesk.id))
    await helpdesk.types("/buat")
    await helpdesk.sees("Judul")
    await session_ends(stage, helpdesk)
    await helpdesk.sends("satu.png", "dua.png", caption="Dua tangkapan layar yang menunjukkan galatnya")
    await helpdesk.sees("Sesi administrator perlu diperbarui")
    await stage.all_is_quiet()
    await proves(stage, helpdesk, SARI)
    await helpdesk.sees("Buat Tiket")
    await stage.all_is_quiet()
    chat = await stage.do(lambda unit: unit.chats.get(helpdesk.id))
    assert chat is not None
    assert chat.conversation is not None
    kept = [file["original"] for file in chat.conversation["draft"]["files"]]
    assert kept == ["satu.png", "dua.png"]
    assert await files(ppk)


async def test_who_can_not_prove_it_may_still_leave_and_finds_the_draft_later(
    stage: Stage, administrator: Actor
) -> None:
    await administrator.types("/start")
    await administrator.taps("LPSE")
    await administrator.taps("Tambah LPSE")
    await administrator.types("LPSE Kota Baru")
    await administrator.sees("LPSE")
    await session_ends(stage, administrator)
    await administrator.types("/profil")
    await administrator.sees("Sesi administrator perlu diperbarui")
    await administrator.forges("a:talk:sign_out:")
    await administrator.sees("Keluar dari akun ini?", "Draf Anda tersimpan")
    await administrator.taps("Ya")
    await administrator.sees("Anda sudah keluar")
    await administrator.types(f"/start {await invitation(stage, RATNA)}")
    await administrator.sees("Ratna Dewanti", "Lanjutkan draf")


async def test_an_invitation_proves_as_much_as_a_code(stage: Stage, administrator: Actor) -> None:
    await session_ends(stage, administrator)
    await administrator.types(f"/start {await invitation(stage, RATNA)}")
    await administrator.sees("Anda sudah masuk", "Ratna Dewanti")
    await administrator.types("/profil")
    await administrator.sees(RATNA)


async def test_a_wrong_code_opens_nothing(stage: Stage, administrator: Actor) -> None:
    await administrator.types("/start")
    await session_ends(stage, administrator)
    await administrator.types("/profil")
    await administrator.sees("Sesi administrator perlu diperbarui")
    right = await code_sent_to(stage, RATNA)
    await administrator.types(f"{(int(right) + 1) % 10**6:06d}")
    await administrator.sees("Kode tidak cocok")
    await administrator.forges("a:adm:rules:")
    await administrator.sees("Sesi administrator perlu diperbarui")
    assert not administrator.saw("Undangan berlaku selama")


async def test_nobody_else_is_asked(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/start")
    await session_ends(stage, ppk)
    await ppk.types("/profil")
    await ppk.sees("rina.wulandari@contoh.go.id")
