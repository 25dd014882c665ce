"""Test that an administrator searches the audit trail and exports it as a table."""

from __future__ import annotations

from tests.stories.actor import Actor
from tests.stories.papers import gets
from tests.stories.stage import Stage
from tests.stories.test_faq_administration import LOCKED, UNLOCK, adds


async def test_the_trail_is_filtered_searched_and_taken_away_as_a_table(
    stage: Stage, administrator: Actor
) -> None:
    await adds(administrator, "Rapat", LOCKED, UNLOCK)
    await administrator.forges("a:adm:rule:invitation_days")
    await administrator.types("14")
    await administrator.taps("Ya")
    await administrator.sees("Pengaturan berhasil diubah.")
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Pengaturan diubah", "Pertanyaan FAQ ditambahkan")
    await administrator.taps("FAQ")
    text = await administrator.sees("Pertanyaan FAQ ditambahkan", f"+ Jawaban: {UNLOCK}")
    assert "Pengaturan diubah" not in text
    await administrator.taps("Excel")
    paper = await gets(stage, administrator, "jejak-audit-")
    assert [row["Yang diubah"] for row in paper.rows] == [LOCKED]
    assert paper.rows[0]["Oleh"] == "Ratna Dewanti"
    assert UNLOCK in paper.rows[0]["Sesudah"]
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.taps("Cari di Jejak")
    await administrator.sees("Tulis sebagian nama orang")
    await administrator.types("undangan BERLAKU")
    text = await administrator.sees("Mencari “undangan BERLAKU”", "Pengaturan diubah")
    assert LOCKED not in text
    await administrator.taps("Akun")
    await administrator.sees("Tidak ada perubahan yang cocok.")
    await administrator.taps("Semua")
    await administrator.sees(LOCKED, "Pengaturan diubah")
    await administrator.taps("Cari di Jejak")
    await administrator.types(UNLOCK[5:20])
    text = await administrator.sees(f"Mencari “{UNLOCK[5:20].strip()}”", LOCKED)
    assert "Pengaturan diubah" not in text
    await administrator.taps("Semua")
    await administrator.sees(LOCKED, "Pengaturan diubah")
    await administrator.taps("CSV")
    paper = await gets(stage, administrator, ".csv")
    assert len(paper.rows) == 2


async def test_the_trail_is_read_by_date(stage: Stage, administrator: Actor) -> None:
    await adds(administrator, "Rapat", LOCKED, UNLOCK)
    await stage.time_passes(days=3)
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.taps("Tanggal")
    await administrator.types("kemarin")
    await administrator.sees("Sampai tanggal")
    await administrator.taps("Tanpa Batas", on="Sampai tanggal")
    await administrator.sees("– …", "Tidak ada perubahan yang cocok.")
    await administrator.taps("Tanggal")
    await administrator.sees("Dari tanggal")
    await administrator.taps("Tanpa Batas", on="Dari tanggal")
    await administrator.sees("Sampai tanggal")
    await administrator.types("kemarin")
    await administrator.sees("… –", "Pertanyaan FAQ ditambahkan")
    await administrator.taps("Semua")
    await administrator.sees("Pertanyaan FAQ ditambahkan")
