"""Test that an administrator changes the settings of the helpdesk, and nobody else does."""

from datetime import timedelta

from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.administering import make_administrator
from tests.stories.stage import OFFICE, Stage


async def test_an_administrator_shortens_the_reminder_and_it_comes_earlier(
    stage: Stage, administrator: Actor, ppk: Actor, helpdesk: Actor
) -> None:
    await stage.is_a_working_morning()
    await administrator.types("/start")
    await administrator.taps("Pengaturan")
    await administrator.sees("Pengingat dikirim setelah: 3 hari kerja")
    await administrator.taps("Pengingat dikirim setelah")
    await administrator.types("besok saja")
    await administrator.sees("Tulis sebuah bilangan bulat")
    await administrator.types("0")
    await administrator.sees("Tulis bilangan dari 1 sampai 30.")
    await administrator.types("1 hari")
    await administrator.sees("Apakah Anda yakin akan mengubah pengaturan ini?", "3 → 1 hari kerja")
    await administrator.taps("Ya")
    await administrator.sees("Pengaturan berhasil diubah.")
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await stage.time_passes_until(OFFICE.add_days(stage.clock(), 1) + timedelta(minutes=1))
    await ppk.was_told(number, "Tiket ini masih menunggu tanggapan Anda.")


async def test_the_unit_that_was_typed_counts(administrator: Actor) -> None:
    for setting, typed, shown in (
        ("invitation_days", "2 minggu", "7 → 14 hari"),
        ("invitation_days", "48 Jam", "7 → 2 hari"),
        ("reminder_days", "1 minggu", "3 → 5 hari kerja"),
        ("stage_ends_hours", "1,5 hari", "24 → 36 jam"),
        ("staff_file_mb", "1 GB", "500 → 1024 MB"),
        ("staff_file_mb", "1.000", "500 → 1000 MB"),
    ):
        await administrator.types("/start")
        await administrator.sees("Pengaturan")
        await administrator.forges(f"a:adm:rule:{setting}")
        await administrator.sees("Tulis nilai baru", "Misalnya:")
        await administrator.types(typed)
        await administrator.sees("Apakah Anda yakin akan mengubah pengaturan ini?", shown)


async def test_a_unit_that_does_not_fit_is_refused_and_says_what_is_possible(administrator: Actor) -> None:
    for setting, typed, refused in (
        ("stage_ends_hours", "30 menit", "Nilai itu harus berupa bilangan bulat dalam jam."),
        ("stage_ends_hours", "2 GB", "“gb” tidak dapat diubah menjadi jam."),
        ("reminder_days", "24 jam", "“jam” tidak dapat diubah menjadi hari kerja."),
        ("staff_file_mb", "1 TB", "Tulis bilangan dari 1 sampai 2000."),
        ("invitation_days", "1.2.3", "Tulis sebuah bilangan bulat"),
        ("invitation_days", "-3", "Tulis sebuah bilangan bulat"),
    ):
        await administrator.types("/start")
        await administrator.sees("Pengaturan")
        await administrator.forges(f"a:adm:rule:{setting}")
        await administrator.sees("Tulis nilai baru")
        await administrator.types(typed)
        await administrator.sees(refused, "Misalnya:")


async def test_what_was_changed_stands_in_the_trail_with_who_and_how_it_was(administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Belum ada perubahan.")
    await administrator.forges("a:adm:rule:invitation_days")
    await administrator.types("14")
    await administrator.taps("Ya")
    await administrator.sees("Pengaturan berhasil diubah.")
    await administrator.taps("Menu")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Ratna Dewanti", "Pengaturan diubah: Undangan berlaku selama", "− 7", "+ 14")


async def test_of_two_who_set_the_same_the_second_learns_what_the_first_has_set(
    stage: Stage, administrator: Actor, budi: Actor
) -> None:
    await stage.do(lambda unit: make_administrator(unit, 1002))
    for one, days in ((administrator, "5"), (budi, "7")):
        await one.types("/start")
        await one.sees("Pengaturan")
        await one.taps("Pengaturan")
        await one.taps("Pengingat dikirim setelah")
        await one.types(days)
        await one.sees(f"3 → {days} hari")
    await administrator.taps("Ya")
    await administrator.sees("Pengaturan berhasil diubah.")
    await budi.taps("Ya")
    await budi.sees("Pengingat dikirim setelah: 3 → 5", "oleh Ratna Dewanti")
    await budi.taps("Timpa")
    await budi.sees("5 → 7 hari")
    await budi.taps("Ya")
    await budi.sees("Pengaturan berhasil diubah.", "7")


async def test_a_forged_button_is_refused_to_people_who_are_no_administrator(
    ppk: Actor, helpdesk: Actor
) -> None:
    for person in (ppk, helpdesk):
        for made_up in ("a:adm:rules:", "a:adm:rule:reminder_days", "a:adm:trail:", "a:talk:rule:"):
            await person.types("/start")
            await person.sees("Keluar")
            await person.forges(made_up)
            await person.sees("Hanya administrator yang dapat melakukan itu.")


async def test_a_forged_rule_is_told_apart(administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.sees("Pengaturan")
    await administrator.forges("a:adm:rule:moon")
    await administrator.sees("Pengaturan itu tidak ada.")
    await administrator.forges("a:talk:rule:")
    await administrator.sees("Isian ini tidak dapat dilanjutkan.")
