"""Test that an administrator finds accounts by their standing."""

from core.people.people import Person
from tests.stories.actor import Actor
from tests.stories.stage import Stage
from tests.stories.test_accounts import SARI, disables


async def test_accounts_are_found_by_their_standing(stage: Stage, administrator: Actor) -> None:
    await disables(administrator, SARI)
    for label, there, absent in (
        ("Terhubung Telegram", "Ratna Dewanti", "Sari Lestari"),
        ("Akun nonaktif", "Sari Lestari", "Ratna Dewanti"),
        ("Administrator", "Ratna Dewanti", "Rina Wulandari"),
    ):
        await administrator.types("/start")
        await administrator.taps("Akun")
        await administrator.taps(label)
        found = await administrator.sees("Daftar Akun", f"Keadaan: {label}", there)
        assert absent not in found
    nina = Person(0, "Nina Kartika", "nina.k@surabaya.go.id")
    await stage.do(lambda unit: unit.people.add(nina, stage.clock()))
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Belum pernah masuk")
    found = await administrator.sees("Keadaan: Belum pernah masuk", "1. Nina")
    assert "2. " not in found
    await administrator.taps("Saring")
    await administrator.taps("Ubah")
    await administrator.taps("Keadaan")
    await administrator.taps("Semua Keadaan")
    await administrator.taps("Cari Akun")
    await administrator.sees("10. ", "Berikutnya")
