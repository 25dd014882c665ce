"""People change what their account says of them, and everybody sees them so from then on."""

from tests.stories.actor import Actor
from tests.stories.acts import files


async def test_a_changed_profile_is_confirmed_and_kept(ppk: Actor, helpdesk: Actor) -> None:
    await ppk.types("/profil")
    await ppk.taps("Ubah Profil")
    await ppk.sees("hanya dapat diubah oleh administrator")
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
