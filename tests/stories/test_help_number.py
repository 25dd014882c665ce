"""Test numbers that the Pusat Bantuan of INAPROC gave: asked, kept, shown, and found again."""

from tests.stories.actor import Actor
from tests.stories.acts import number_in, submits

PROBLEM = "Paket sudah difinalisasi tetapi tidak dapat diumumkan sejak pagi."


async def begins_about_sirup(reporter: Actor) -> None:
    """Press through “Buat Tiket” about SiRUP as far as what may be added."""
    await reporter.types("/buat")
    await reporter.sees("Judul")
    await reporter.types("Paket tidak dapat diumumkan sama sekali")
    await reporter.taps("SiRUP")
    await reporter.taps("3.x")
    await reporter.taps("Paket RUP")
    await reporter.taps("Umumkan")
    await reporter.taps("Lewati", on="RUP")
    await reporter.sees("Ceritakan masalahnya")
    await reporter.types(PROBLEM)
    await reporter.sees("Tambah kode error")


async def test_a_number_of_the_help_centre_goes_with_the_ticket_and_finds_it(
    ppk: Actor, helpdesk: Actor
) -> None:
    await begins_about_sirup(ppk)
    await ppk.taps("Nomor Pusat Bantuan")
    await ppk.sees("bantuan.inaproc.id")
    await ppk.types("belum tahu min")
    await ppk.sees("Nomor Pusat Bantuan berisi angka")
    await ppk.types("No. tiket: #778899")
    await ppk.sees("Tambah kode error", "778899")
    await ppk.taps("Lanjut")
    await ppk.sees("Nomor Pusat Bantuan: 778899", "Kirim Tiket")
    await ppk.taps("Kirim Tiket")
    await ppk.taps("Ya")
    number = number_in(await ppk.sees("berhasil disimpan"))
    await helpdesk.types("/cari")
    await helpdesk.sees("Ketik nomor tiket")
    await helpdesk.types("778899")
    await helpdesk.sees("Paket tidak dapat diumumkan sama sekali")
    await helpdesk.taps(number)
    await helpdesk.sees("Nomor Pusat Bantuan: 778899")


async def test_who_has_no_number_is_not_asked(ppk: Actor, helpdesk: Actor) -> None:
    await begins_about_sirup(ppk)
    number = await submits(ppk)
    await helpdesk.types(number)
    shown = await helpdesk.sees("Ambil Tiket", number)
    assert "Nomor Pusat Bantuan" not in shown


async def test_spse_is_not_asked_for_a_number_that_nobody_gives_it(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.types("Laporan tidak dapat dicetak sama sekali")
    await ppk.taps("SPSE")
    await ppk.taps("Terpusat (INAPROC)")
    await ppk.taps("Lainnya")
    await ppk.sees("kode tender")
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya")
    await ppk.types(PROBLEM)
    await ppk.sees("Tambah kode error")
    assert not any("Pusat Bantuan" in label for label in ppk.labels)
