"""Test that an administrator changes LPSEs, and that reporters and staff see the changes."""

from dataclasses import replace
from datetime import timedelta

from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import begins, describes, files, submits, takes, works
from tests.stories.stage import Stage


async def opens(administrator: Actor, name: str, button: str = "") -> None:
    """Open an LPSE under “LPSE” by its name; a single result opens by itself."""
    await administrator.types("/start")
    await administrator.taps("LPSE")
    await administrator.sees("719 LPSE, halaman 1 dari 72")
    await administrator.types(name)
    if button:
        await administrator.taps(button)
    await administrator.sees("Akun petugas")


async def confirms(administrator: Actor) -> None:
    await administrator.taps("Simpan")
    await administrator.sees("Apakah Anda yakin akan menyimpan data ini?")
    await administrator.taps("Ya")
    await administrator.sees("Data berhasil disimpan.")


async def to_lpse(reporter: Actor, name: str) -> None:
    """Press through “Buat Tiket” as far as the search for an LPSE."""
    await reporter.types("/buat")
    await reporter.sees("Judul")
    await reporter.types("Tidak bisa masuk")
    await reporter.taps("Kembali")
    await reporter.sees("LPSE mana")
    await reporter.types(name)


async def test_an_lpse_is_found_by_part_of_its_name_by_its_id_and_by_turning_pages(
    administrator: Actor,
) -> None:
    await opens(administrator, "surabya", "LPSE Kota Surabaya")
    await administrator.sees("LPSE Kota Surabaya", "ID: 10", "Zona waktu: WIB", "Provinsi: Jawa Timur")
    await administrator.sees("Akun petugas: 3", "Akun pelapor: 2")
    await administrator.taps("Daftar LPSE")
    await administrator.types("111")
    await administrator.sees("Sidoarjo", "ID: 111")
    await administrator.taps("Daftar LPSE")
    await administrator.taps("Berikutnya")
    await administrator.sees("halaman 2 dari 72")
    await administrator.types("bandung")
    await administrator.sees("LPSE yang cocok dengan “bandung”", "LPSE Kabupaten Bandung Barat")
    await administrator.taps("Semua LPSE")
    await administrator.sees("halaman 1 dari 72")
    await administrator.types("entah di mana")
    await administrator.sees("tidak ditemukan")


async def test_an_lpse_that_was_added_is_found_and_filed_for(administrator: Actor, ppk: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("LPSE")
    await administrator.taps("Tambah LPSE")
    await administrator.types("lpse kota surabaya")
    await administrator.sees("sudah dipakai")
    await administrator.types("LPSE Ibu Kota Nusantara <IKN>")
    await administrator.sees("ID dari LKPP")
    await administrator.types("10")
    await administrator.sees("ID 10 sudah dipakai LPSE lain.")
    await administrator.taps("Lewati")
    await administrator.types("Kalimantan Timur")
    await administrator.taps("WITA")
    await administrator.sees("Apa jenis instansinya")
    await administrator.taps("Lewati")
    await administrator.sees("Apa alamat webnya")
    await administrator.types("lpse.ikn.go.id")
    await administrator.sees("Nomor repositori")
    await administrator.taps("Lewati")
    await administrator.sees("Build SPSE")
    await administrator.taps("Lewati")
    await administrator.sees("LPSE Ibu Kota Nusantara <IKN>", "Alamat web: https://lpse.ikn.go.id")
    await confirms(administrator)
    await to_lpse(ppk, "nusantara ikn")
    await ppk.taps("LPSE Ibu Kota Nusantara <IKN>")
    await ppk.sees("Aplikasi mana")
    await ppk.taps("SIKaP")
    await ppk.taps("Verifikasi")
    await ppk.taps("Ditolak")
    await describes(ppk)
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("LPSE Ibu Kota Nusantara <IKN>")
    await administrator.taps("Menu")
    await administrator.taps("Jejak Audit")
    await administrator.sees("LPSE ditambahkan: LPSE Ibu Kota Nusantara <IKN>", "+ Zona waktu: WITA")


async def test_numbers_have_the_date_of_the_time_zone_that_the_lpse_has_now(
    stage: Stage, administrator: Actor, ppk: Actor
) -> None:
    # Half past ten in the evening in Surabaya, half past twelve at night in Papua.
    now = stage.clock()
    stage.clock.ahead += now.replace(hour=15, minute=30, second=0) + timedelta(days=1) - now
    before = await files(ppk, "Sebelum pindah zona")
    await opens(administrator, "surabaya", "LPSE Kota Surabaya")
    await administrator.taps("Ubah LPSE")
    await administrator.taps("Ubah")
    await administrator.taps("Zona waktu")
    await administrator.taps("WIT")
    await administrator.sees("Zona waktu: WIB → WIT")
    await confirms(administrator)
    after = await files(ppk, "Sesudah pindah zona")
    day = stage.clock().date()
    assert (before[3:9], after[3:9]) == (f"{day:%y%m%d}", f"{day + timedelta(days=1):%y%m%d}")


async def test_a_retired_lpse_gets_no_new_ticket_and_its_old_ones_are_worked(
    administrator: Actor, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await begins(ppk)
    await takes(helpdesk, number)
    await opens(administrator, "surabaya", "LPSE Kota Surabaya")
    await administrator.taps("Nonaktifkan")
    await administrator.sees("Tidak ditawarkan lagi untuk tiket dan peran baru.")
    await administrator.taps("Ya")
    await administrator.sees("Berhasil dinonaktifkan.")
    await ppk.was_told("LPSE Kota Surabaya sudah tidak aktif", "pilih LPSE lain")
    await ppk.taps("Lewati")
    await ppk.sees("sudah tidak tersedia", "LPSE mana")
    assert "LPSE Kota Surabaya" not in ppk.labels
    await ppk.types("LPSE Kota Surabaya")
    await ppk.sees("LPSE Kota Surabaya sudah tidak menerima tiket baru.")
    await works(helpdesk, number, "Selesaikan Masalah")
    await ppk.was_told(number, "masalah Anda sudah selesai")
    await opens(administrator, "10")
    await administrator.sees("Nonaktif")
    await administrator.taps("Aktifkan")
    await administrator.taps("Ya")
    await administrator.sees("Berhasil diaktifkan kembali.")
    await ppk.types("/buat")
    await ppk.taps("Lanjutkan draf")
    await ppk.types("surabaya")
    await ppk.sees("LPSE Kota Surabaya")


async def test_a_repository_number_that_another_lpse_has_is_warned_about(
    stage: Stage, administrator: Actor
) -> None:
    surabaya = await stage.do(lambda unit: unit.lpses.get(10))
    assert surabaya is not None
    assert surabaya.repository is not None
    await opens(administrator, "sidoarjo")
    await administrator.taps("Ubah LPSE")
    await administrator.taps("Ubah", on="Build SPSE")
    await administrator.taps("Nomor repositori")
    await administrator.types(str(surabaya.repository))
    await administrator.sees("Nomor repositori ini sudah dipakai", "LPSE Kota Surabaya")
    await confirms(administrator)


async def test_retiring_says_what_it_hits_and_those_without_another_lpse_are_told_what_to_do(
    stage: Stage, administrator: Actor, ppk: Actor, helpdesk: Actor, elsewhere: Actor
) -> None:
    await files(ppk, "Pertama")
    await files(ppk, "Kedua")
    await begins(ppk)
    await ppk.types("/start")
    await ppk.sees("Draf")
    await opens(administrator, "surabaya", "LPSE Kota Surabaya")
    await administrator.taps("Nonaktifkan")
    shown = await administrator.sees(
        "Tiket yang belum selesai: 2", "Akun petugas: ", "Akun pelapor: ", "Draf tiket tersimpan: 1"
    )
    assert "satu-satunya LPSE" in shown
    await administrator.taps("Ya")
    await administrator.sees("Berhasil dinonaktifkan.")
    for one in (ppk, helpdesk):
        await one.was_told("LPSE Kota Surabaya sudah tidak aktif", "mintalah administrator")
    await stage.all_is_quiet()
    assert not elsewhere.saw("sudah tidak aktif")


async def test_what_another_administrator_changed_meanwhile_is_not_overwritten(
    stage: Stage, administrator: Actor
) -> None:
    await opens(administrator, "surabaya", "LPSE Kota Surabaya")
    await administrator.taps("Ubah LPSE")
    await administrator.taps("Ubah")
    await administrator.taps("Provinsi")
    await administrator.sees("Di provinsi mana")

    def changes_host(unit: SqlUnitOfWork) -> None:
        lpse = unit.lpses.get_for_change(10)
        assert lpse is not None
        unit.lpses.save(replace(lpse, host="https://spse.surabaya.go.id"))

    await stage.do(changes_host)
    await administrator.types("Jawa Timur Sekali")
    await administrator.sees("baru saja diubah oleh orang lain", "https://spse.surabaya.go.id")
    await administrator.taps("Lanjutkan")
    await confirms(administrator)
    await administrator.taps("Detail")
    await administrator.sees("Jawa Timur Sekali", "Alamat web: https://spse.surabaya.go.id")
