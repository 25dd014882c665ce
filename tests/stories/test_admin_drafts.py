"""Test that unfinished forms of administrators are kept, found again and discarded."""

from dataclasses import replace

import pytest

from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.administering import depose, opens
from tests.stories.stage import Stage


async def begins_an_account(administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Tambah Akun")
    await administrator.types("Nina Sari")
    await administrator.sees("Apa alamat e-mail")


@pytest.mark.parametrize("way_out", ["/start", "/faq", "/profil"])
async def test_who_leaves_a_form_half_way_goes_on_where_it_was(administrator: Actor, way_out: str) -> None:
    await begins_an_account(administrator)
    await administrator.types(way_out)
    await administrator.types("/start")
    await administrator.sees("Draf yang belum dikirim: data akun")
    await administrator.taps("Lanjutkan draf")
    await administrator.types("nina@surabaya.go.id")
    await administrator.taps("Lewati")
    await administrator.taps("Lewati")
    await administrator.taps("PPK")
    await administrator.types("kota surabaya")
    await administrator.sees("Nina Sari", "nina@surabaya.go.id", "PPK, LPSE Kota Surabaya")
    await administrator.taps("Simpan")
    await administrator.taps("Ya")
    await administrator.sees("Akun berhasil dibuat.")
    await administrator.types("/start")
    await administrator.sees("Pengaturan")
    assert "Lanjutkan draf" not in administrator.labels


async def test_batal_says_that_it_is_kept_and_throws_it_away_when_asked(administrator: Actor) -> None:
    await begins_an_account(administrator)
    await administrator.taps("Batal")
    await administrator.sees("Dibatalkan. Yang sudah Anda isi tersimpan sebagai draf: data akun")
    await administrator.taps("Buang draf")
    await administrator.sees("Draf dibuang.")


async def test_a_draft_stands_in_the_way_of_another_of_its_kind_until_it_is_thrown_away(
    administrator: Actor,
) -> None:
    await opens(administrator, category="Jadwal")
    await administrator.taps("Ubah Data Kategori")
    await administrator.taps("Ubah")
    await administrator.taps("Nama")
    await administrator.types("Jadwal Tender")
    await opens(administrator, category="Non Tender")
    await administrator.taps("Ubah Data Kategori")
    await administrator.sees("Anda punya draf yang belum dikirim: kategori")
    await administrator.taps("Buang draf")
    await administrator.sees("Draf dibuang.")
    await opens(administrator, category="Non Tender")
    await administrator.taps("Ubah Data Kategori")
    await administrator.sees("Non Tender", "Simpan")


async def test_who_only_looked_leaves_nothing_behind(administrator: Actor) -> None:
    await opens(administrator, category="Jadwal")
    await administrator.taps("Ubah Data Kategori")
    await administrator.sees("Simpan")
    await administrator.types("/faq")
    await administrator.taps("SIKaP")
    await administrator.taps("Tambah Pertanyaan")
    await administrator.sees("Pertanyaan FAQ")
    await administrator.types("/start")
    await administrator.sees("Pengaturan")
    assert "Lanjutkan draf" not in administrator.labels


async def test_who_saved_nothing_new_and_thought_better_of_it_leaves_nothing_behind(
    administrator: Actor,
) -> None:
    await opens(administrator, category="Jadwal")
    await administrator.taps("Ubah Data Kategori")
    await administrator.taps("Simpan")
    await administrator.sees("Apakah Anda yakin akan menyimpan data ini?")
    await administrator.types("/start")
    await administrator.sees("Pengaturan")
    assert "Lanjutkan draf" not in administrator.labels


async def test_an_lpse_that_was_retired_meanwhile_is_asked_again(stage: Stage, administrator: Actor) -> None:
    await begins_an_account(administrator)
    await administrator.types("nina@surabaya.go.id")
    await administrator.taps("Lewati")
    await administrator.taps("Lewati")
    await administrator.taps("PPK")
    await administrator.types("kota surabaya")
    await administrator.sees("Simpan", "LPSE Kota Surabaya")
    await administrator.types("/start")
    await administrator.sees("Lanjutkan draf")

    def retire(unit: SqlUnitOfWork) -> None:
        lpse = unit.lpses.get(10)
        assert lpse is not None
        unit.lpses.save(replace(lpse, retired=True))

    await stage.do(retire)
    await administrator.taps("Lanjutkan draf")
    await administrator.sees("LPSE itu baru saja dinonaktifkan. Pilih yang lain.", "Di LPSE mana?")
    await administrator.types("kota bandung")
    await administrator.sees("Nina Sari", "Simpan")


@pytest.mark.parametrize(
    ("place", "asks", "words"),
    [("Akun", "Nama, e-mail, atau instansi", "rina"), ("LPSE", "Pilih satu", "badan intelijen")],
)
async def test_who_is_deposed_in_the_middle_of_a_search_finds_nothing(
    stage: Stage, administrator: Actor, place: str, asks: str, words: str
) -> None:
    await administrator.types("/start")
    await administrator.taps(place)
    await administrator.sees(asks)
    await stage.do(depose)
    await administrator.types(words)
    await administrator.sees("Hanya administrator yang dapat melakukan itu.")
    assert not administrator.saw("rina.wulandari@contoh.go.id")


async def test_who_is_deposed_while_searching_the_trail_is_told_so(
    stage: Stage, administrator: Actor
) -> None:
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.taps("Cari di Jejak")
    await administrator.sees("Tulis sebagian nama orang")
    await stage.do(depose)
    await administrator.types("rina")
    await administrator.sees("Hanya administrator yang dapat melakukan itu.")


async def test_a_draft_of_somebody_who_is_no_administrator_any_more_leads_nowhere(
    stage: Stage, administrator: Actor
) -> None:
    await begins_an_account(administrator)
    await administrator.types("/start")
    await administrator.sees("data akun", "Lanjutkan draf")

    await stage.do(depose)
    await administrator.taps("Lanjutkan draf")
    await administrator.sees("Hanya administrator yang dapat melakukan itu.")
    await administrator.types("/start")
    await administrator.sees("Ratna Dewanti")
    assert "Lanjutkan draf" not in administrator.labels
