"""Test that tickets of people who leave the helpdesk go back to their queues."""

from datetime import timedelta

from core.people.people import Person
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import answers, files, takes, works, writes
from tests.stories.stage import Stage
from tests.stories.test_accounts import disables, opens

ANSWER = "Ini tangkapan layarnya, mohon diperiksa kembali."


async def leaves(stage: Stage, one: Actor) -> None:
    """Disable the account, and run the sweep for tickets of people who left."""

    def disable(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(one.id)
        assert chat is not None
        assert chat.person_id is not None
        unit.people.set_disabled(chat.person_id, True)

    await stage.do(disable)
    await stage.app.scheduler.release_held()


async def loses_roles(stage: Stage, one: Actor) -> None:
    """Take all roles from a person, without running the sweep."""

    def remove_roles(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(one.id)
        assert chat is not None
        person = unit.people.get(chat.person_id or 0)
        assert isinstance(person, Person)
        unit.connection.exec_driver_sql(f"DELETE FROM assignments WHERE person_id = {person.id}")

    await stage.do(remove_roles)


async def test_a_helpdesk_leaves_with_a_ticket_in_hand_and_another_takes_it(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await verifikator.was_told("menunggu diambil", number)
    await takes(helpdesk, number)
    await verifikator.was_told("diambil Sari Lestari", number)
    await leaves(stage, helpdesk)
    await ppk.was_told("Tiket Anda kembali ke antrean", "Petugas lain akan melanjutkannya", number)
    await takes(verifikator, number)
    await ppk.was_told("Agus Pratama mulai mengerjakan tiket Anda")
    await stage.all_is_quiet()
    assert not helpdesk.saw("kembali ke antrean"), "whoever has left is told nothing"
    await ppk.types(number)
    await ppk.sees("Sedang Dikerjakan", "Agus Pratama")


async def test_many_tickets_of_one_who_left_all_come_back(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    numbers = [await files(ppk, f"Masalah nomor {n}") for n in range(3)]
    for number in numbers:
        await takes(helpdesk, number)
    await leaves(stage, helpdesk)
    for number in numbers:
        await ppk.was_told("Tiket Anda kembali ke antrean", number)
    await stage.app.scheduler.release_held()
    assert await stage.app.scheduler.release_held() == 0, "there is nothing more to look at"
    await verifikator.types("/tiket")
    await verifikator.sees("Tidak ada tiket")


async def test_a_rejected_solution_of_somebody_who_left_goes_to_the_desk(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await leaves(stage, helpdesk)
    await ppk.was_told("Menurut Sari Lestari, masalah Anda sudah selesai", number)
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.taps("Belum, Ajukan Lagi")
    await writes(ppk, "Masih tetap tidak bisa diunggah.")
    await ppk.sees("Menunggu Dikerjakan")
    await takes(verifikator, number)
    await verifikator.types(number)
    await verifikator.sees("Masih tetap tidak bisa diunggah.")


async def test_an_answer_to_somebody_who_lost_the_role_is_read_by_whoever_takes_it_next(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback")
    await loses_roles(stage, helpdesk)
    await answers(ppk, number, ANSWER)
    await takes(verifikator, number)
    await verifikator.types(number)
    await verifikator.sees(ANSWER)


async def test_an_answer_half_written_when_the_asker_leaves_is_kept_until_it_is_asked_again(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback")
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.taps("Beri Feedback", on=number)
    await ppk.sees("Minimal 15")
    await ppk.types(ANSWER)
    await ppk.sees("Apakah semua data sudah benar?")
    await leaves(stage, helpdesk)
    await ppk.taps("Ya", on="Apakah semua data sudah benar?")
    await ppk.sees("sudah tidak menunggu feedback Anda", "tersimpan sebagai draf", "Menunggu Dikerjakan")
    await ppk.types("/start")
    await ppk.taps("Lanjutkan draf")
    await ppk.sees("sudah tidak menunggu feedback Anda", "tersimpan sebagai draf")

    await takes(verifikator, number)
    await works(verifikator, number, "Butuh Feedback", text="Mohon kirimkan tangkapan layarnya.")
    await ppk.was_told("Agus Pratama perlu keterangan dari Anda", number)
    await ppk.taps("Beri Feedback", on="Agus Pratama perlu")
    await ppk.taps("Lanjutkan draf")
    await ppk.sees("Apakah semua data sudah benar?", ANSWER)
    await ppk.taps("Ya")
    await ppk.sees("Feedback berhasil terkirim!")
    await verifikator.was_told("memberi feedback", ANSWER)


async def test_tickets_return_to_the_queue_when_their_holder_is_disabled_or_loses_the_role(
    stage: Stage, administrator: Actor, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    first, second = await files(ppk, "Masalah yang pertama"), await files(ppk, "Masalah yang kedua")
    await takes(helpdesk, first)
    await takes(verifikator, second)
    await disables(administrator, "sari.lestari@contoh.go.id")
    await helpdesk.was_told("Akun Anda dinonaktifkan oleh administrator")
    await stage.app.scheduler.release_held()
    await verifikator.was_told("petugasnya tidak bertugas lagi", first, "Ambil Tiket")
    await opens(administrator, "agus.pratama@contoh.go.id")
    await administrator.sees("Tiket yang ditangani: 1")
    await administrator.taps("Cabut Peran")
    await administrator.taps("Verifikator LPSE, LPSE Kota Surabaya")
    await administrator.taps("Ya")
    await administrator.sees("Peran berhasil dicabut.")
    await stage.app.scheduler.release_held()
    await ppk.was_told("Tiket Anda kembali ke antrean", second)


async def test_an_old_button_pressed_after_losing_the_ticket_from_sight_says_so_and_breaks_nothing(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types("/cari")
    await helpdesk.sees("Ketik nomor tiket")
    search = helpdesk.received[-1]
    outdated = search["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await helpdesk.taps("Ambil Tiket", on=number)
    await helpdesk.sees("yakin akan mengambil")
    await loses_roles(stage, helpdesk)
    # Later than an accidental second press, which is ignored; the chat has not shown the edit yet.
    stage.clock.ahead += timedelta(seconds=10)
    await helpdesk.user.presses(data=outdated, message_id=search["message_id"])
    await helpdesk.sees("Tiket tidak ditemukan")
