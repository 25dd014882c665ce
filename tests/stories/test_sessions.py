"""Test that administrators are asked for a code again after a month, and go on with what they did."""

from datetime import timedelta

from sqlalchemy import update

from handlers.session import MEMO
from storage.schema import tables
from tests.stories.actor import Actor
from tests.stories.acts import files
from tests.stories.administering import make_administrator
from tests.stories.stage import Stage
from tests.stories.test_sign_in import code_sent_to, invitation

RATNA = "ratna.dewanti@contoh.go.id"
SARI = "sari.lestari@contoh.go.id"


async def session_ends(stage: Stage, administrator: Actor) -> None:
    """Let it be 31 days since the administrator signed in, without what else happens in a month.

    What they did before is handled first: it belongs to the session that ends.
    """
    await stage.all_is_quiet()
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
    await administrator.sees("Apa alamat e-mail")
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
    await administrator.sees("ID dari LKPP")
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


async def tries_to_look(administrator: Actor, number: str, question: str) -> None:
    """Type and press what leads elsewhere; the question stays, or the code is asked for."""
    for words in ("Jejak Audit", "Aplikasi", number):
        await administrator.types(words)
        await administrator.sees(question)
    await administrator.types("Jejak Audit", reply_on=number)
    await administrator.sees(question)
    await administrator.forges("a:adm:rules:")
    await administrator.sees("Sesi administrator perlu diperbarui")


async def test_what_is_typed_opens_nothing_while_leaving_or_a_code_is_asked_for(
    stage: Stage, helpdesk: Actor, ppk: Actor
) -> None:
    await stage.do(lambda unit: make_administrator(unit, helpdesk.id))
    number = await files(ppk, "Judul rahasia")
    await helpdesk.was_told("Ambil Tiket", number)
    await session_ends(stage, helpdesk)
    seen = len(helpdesk.sights)
    await helpdesk.forges("a:talk:sign_out:")
    await helpdesk.sees("Keluar dari akun ini?")
    await tries_to_look(helpdesk, number, "Keluar dari akun ini?")
    await tries_to_look(helpdesk, number, "Sesi administrator perlu diperbarui")
    shown = "\n".join(sight.words for sight in helpdesk.sights[seen:])
    assert "Judul rahasia" not in shown
    assert "Undangan berlaku selama" not in shown
    assert "Masuk lewat undangan" not in shown


async def test_what_is_changed_in_an_old_message_asks_for_no_code(stage: Stage, administrator: Actor) -> None:
    text = await administrator.types("terima kasih")
    file = await administrator.sends("satu.png", caption="Tangkapan layar")
    await session_ends(stage, administrator)
    for changed in (
        administrator.edits(text, "terima kasih banyak"),
        administrator.replaces(file, "dua.png"),
    ):
        await changed
        await stage.all_is_quiet()
        chat = await stage.do(lambda unit: unit.chats.get(administrator.id))
        assert chat is not None
        assert MEMO not in chat.memo
    await administrator.types("/profil")
    await administrator.sees("Sesi administrator perlu diperbarui")


async def test_nobody_else_is_asked(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/start")
    await session_ends(stage, ppk)
    await ppk.types("/profil")
    await ppk.sees("rina.wulandari@contoh.go.id")


async def test_who_stays_after_all_is_asked_for_the_code_and_shown_no_menu(
    stage: Stage, helpdesk: Actor, ppk: Actor
) -> None:
    await stage.do(lambda unit: make_administrator(unit, helpdesk.id))
    number = await files(ppk)
    await helpdesk.was_told("Ambil Tiket", number)
    await session_ends(stage, helpdesk)
    seen = len(helpdesk.sights)
    await helpdesk.forges("a:talk:sign_out:")
    await helpdesk.sees("Keluar dari akun ini?")
    await helpdesk.taps("Tidak")
    await helpdesk.sees("Sesi administrator perlu diperbarui")
    await helpdesk.forges("a:talk:sign_out:")
    await helpdesk.sees("Keluar dari akun ini?")
    await helpdesk.types("nggak jadi")
    await helpdesk.sees("Sesi administrator perlu diperbarui")
    await stage.all_is_quiet()
    assert not [sight for sight in helpdesk.sights[seen:] if "Ada yang bisa kami bantu" in sight.words]
    await proves(stage, helpdesk, SARI, 2)
    await helpdesk.taps("Tiket Masuk (1)")
    await helpdesk.sees(number)


async def test_what_was_interrupted_goes_on_though_somebody_nearly_left(
    stage: Stage, administrator: Actor
) -> None:
    await administrator.types("/start")
    await session_ends(stage, administrator)
    await administrator.taps("Pengaturan")
    await administrator.sees("Sesi administrator perlu diperbarui")
    await administrator.forges("a:talk:sign_out:")
    await administrator.taps("Tidak")
    await administrator.sees("Sesi administrator perlu diperbarui")
    await proves(stage, administrator, number=2)
    await administrator.sees("Pengaturan", "Undangan berlaku selama")


async def test_what_is_cancelled_while_a_code_is_asked_for_does_not_go_on_after_it(
    stage: Stage, administrator: Actor
) -> None:
    """Test that the question stays, without another code, since nothing else is to be had before it."""
    await administrator.types("/start")
    await administrator.sees("Ratna Dewanti")
    await administrator.forges("a:adm:rule:invitation_days")
    await administrator.types("14")
    await administrator.sees("14")
    await session_ends(stage, administrator)
    await administrator.taps("Ya")
    await administrator.sees("Sesi administrator perlu diperbarui")
    for _press in range(6):
        await administrator.taps("Batal")
        asked = await administrator.sees("Dibatalkan.", "Sesi administrator perlu diperbarui")
        assert "dilanjutkan setelahnya" not in asked
    assert len(stage.postman.letters_to(RATNA)) == 1
    await proves(stage, administrator)
    await stage.all_is_quiet()
    assert not administrator.saw("Pengaturan berhasil diubah.")
