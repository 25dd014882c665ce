"""Test that an administrator finds, opens, changes, invites and disables accounts in the chat."""

import re

from core.people.people import Person
from core.use_cases.own_account.invitation import InvitePerson
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.postman import text_of
from tests.stories.stage import Stage

LINK = re.compile(r"https://t\.me/\w+\?start=([\w-]+)")
SARI, BUDI = "sari.lestari@contoh.go.id", "budi.santoso@contoh.go.id"


async def finds(administrator: Actor, words: str) -> None:
    """Search for accounts under “Akun”."""
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.sees("Ketik sebagian nama")
    await administrator.types(words)


async def opens(administrator: Actor, address: str) -> str:
    """Open the account with this address."""
    await finds(administrator, address)
    return await administrator.sees(address, "Terdaftar sejak", "Ubah Akun")


async def number_of(stage: Stage, address: str) -> int:
    found = await stage.do(lambda unit: unit.accounts.id_of(address))
    assert found is not None
    return found


async def reads_trail(administrator: Actor, *words: str) -> None:
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Ratna Dewanti", *words)


async def disables(administrator: Actor, address: str) -> None:
    await opens(administrator, address)
    await administrator.taps("Nonaktifkan")
    await administrator.sees("Nonaktifkan akun ini?", "kembali ke antrean")
    await administrator.taps("Ya")
    await administrator.sees("Akun dinonaktifkan.")


# ---------------------------------------------------------------------------------------------------- finding


async def test_an_account_is_found_by_beginnings_of_words_and_opened(administrator: Actor) -> None:
    await finds(administrator, "les sar")
    await administrator.sees("Daftar Akun", "Sari Lestari", SARI, "Helpdesk LPSE, LPSE Kota Surabaya")
    await administrator.taps("1. Sari Lestari")
    await administrator.sees("Aktif", "terhubung", "Tiket yang ditangani: 0", "Bahasa Indonesia")
    await opens(administrator, SARI)
    await administrator.taps("Daftar Akun")
    await administrator.sees("Daftar Akun", "1. Sari Lestari", "Cari Akun")


async def test_an_account_is_found_by_its_office_role_and_lpse(administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Lanjutan")
    await administrator.sees("Belum ada filter")
    await administrator.taps("Ubah")
    await administrator.taps("Peran")
    await administrator.taps("Helpdesk LPSE")
    await administrator.taps("Ubah", on="Cari Akun")
    await administrator.taps("LPSE")
    await administrator.types("sidoarjo")
    await administrator.sees("Peran: Helpdesk LPSE", "LPSE: LPSE Kabupaten Sidoarjo")
    await administrator.taps("Cari Akun")
    found = await administrator.sees("Daftar Akun", "Tono Wijaya")
    assert "Sari" not in found


async def test_a_page_holds_ten_and_the_others_follow(administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Semua Akun")
    await administrator.sees("10. ")
    await administrator.taps("Berikutnya")
    await administrator.sees("Rina Wulandari", "Sebelumnya")
    await administrator.taps("Sebelumnya")
    await administrator.sees("10. ", "Berikutnya")
    await administrator.types("/start")
    await finds(administrator, "zzz <b>%s")
    await administrator.sees("Tidak ada akun yang cocok.")


# --------------------------------------------------------------------------------------------------- changing


async def test_a_new_account_is_asked_for_confirmed_invited_and_signs_in(
    stage: Stage, administrator: Actor, stranger: Actor
) -> None:
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Tambah Akun")
    await administrator.types("Nina <b>Kartika</b>")
    await administrator.types("Nina.K@Surabaya.go.id")
    await administrator.sees("Telepon")
    await administrator.types("0811 2233 445")
    await administrator.taps("Lewati")
    await administrator.taps("Pokja Pemilihan")
    await administrator.types("kota surabaya")
    await administrator.sees("nina.k@surabaya.go.id", "08112233445", "Pokja Pemilihan, LPSE Kota Surabaya")
    await administrator.taps("Simpan")
    await administrator.sees("Apakah Anda yakin akan membuat akun ini?")
    await administrator.taps("Ya")
    await administrator.sees("Akun berhasil dibuat.", "Nina <b>Kartika</b>")
    await administrator.taps("Undang")
    shown = LINK.search(await administrator.sees("satu kali masuk, selama 7 hari", "Salin Tautan"))
    assert shown
    letter = await stage.letter_to("nina.k@surabaya.go.id")
    assert letter["Subject"] == "Undangan LPSE Support"
    assert shown.group() in text_of(letter)
    await stranger.types(f"/start {shown[1]}")
    await stranger.sees("Anda sudah masuk", "Nina", "Pokja Pemilihan")
    await reads_trail(administrator, "Akun dibuat", "Undangan dibuat", "Peran: Pokja Pemilihan, LPSE Kota")


async def test_an_address_that_has_an_account_leads_to_that_account(administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Tambah Akun")
    await administrator.types("Sari Kembar")
    await administrator.types(SARI.upper().replace("CONTOH.GO.ID", "contoh.go.id"))
    await administrator.sees("sudah dipakai akun lain")
    await administrator.taps("Lihat Akun")
    await administrator.sees("Sari Lestari", "Ubah Akun")


async def test_what_an_account_says_is_changed_and_the_new_address_is_the_one_that_counts(
    stage: Stage, administrator: Actor, stranger: Actor
) -> None:
    person = await stage.do(lambda unit: unit.people.by_email(BUDI))
    assert person is not None
    old = await stage.do(lambda unit: InvitePerson(unit.invitations)(person, stage.clock()))
    await opens(administrator, BUDI)
    await administrator.taps("Ubah Akun")
    await administrator.taps("Ubah")
    await administrator.taps("E-mail")
    await administrator.types(SARI)
    await administrator.sees("sudah dipakai akun lain")
    await administrator.types("budi@majujaya.co.id")
    await administrator.sees(f"E-mail: {BUDI} → budi@majujaya.co.id")
    await administrator.taps("Simpan")
    await administrator.sees("Apakah Anda yakin akan mengubah akun ini?", "alamat lama tidak berlaku lagi")
    await administrator.taps("Ya")
    await administrator.sees("Akun berhasil diubah.")
    await stranger.types(f"/start {old}")
    await stranger.sees("Undangan ini tidak berlaku lagi")
    await reads_trail(administrator, "Akun diubah: Budi Santoso", f"− E-mail: {BUDI}")


async def test_two_administrators_change_different_things_and_both_are_kept(
    stage: Stage, administrator: Actor
) -> None:
    await opens(administrator, SARI)
    await administrator.taps("Ubah Akun")
    await administrator.taps("Ubah")
    await administrator.taps("Nama")
    await administrator.types("Sari Lestari, S.Kom.")
    await administrator.sees("Sari Lestari → Sari Lestari, S.Kom.")

    def meanwhile(unit: SqlUnitOfWork) -> None:
        person = unit.people.by_email(SARI)
        assert person is not None
        unit.accounts.change(Person(person.id, person.name, SARI, "0899", person.office))

    await stage.do(meanwhile)
    await administrator.taps("Simpan")
    await administrator.sees("baru saja diubah", "Telepon:", "→ 0899")
    for label in ("Lanjutkan", "Simpan", "Ya"):
        await administrator.taps(label)
    await administrator.sees("Akun berhasil diubah.")
    assert (sari := await stage.do(lambda unit: unit.people.by_email(SARI)))
    assert (sari.name, sari.phone) == ("Sari Lestari, S.Kom.", "0899")


async def test_a_role_is_given_and_taken_and_the_menu_follows(administrator: Actor, ppk: Actor) -> None:
    await opens(administrator, "rina.wulandari@contoh.go.id")
    await administrator.taps("Tambah Peran")
    await administrator.taps("Tim Teknis LKPP")
    await administrator.sees("Tim teknis direktorat mana?")
    await administrator.types("2")
    await administrator.sees("Berikan peran ini?", "Tim Teknis LKPP")
    await administrator.taps("Ya")
    await administrator.sees("Peran berhasil ditambahkan.")
    await ppk.types("/start")
    await ppk.sees("Tiket Masuk")
    await administrator.taps("Lihat Akun")
    await administrator.taps("Cabut Peran")
    await administrator.sees("Peran mana yang dicabut?")
    await administrator.types("PPK")
    await administrator.sees("Cabut peran ini?", "PPK, LPSE Kota Surabaya")
    await administrator.taps("Ya")
    await administrator.sees("Peran berhasil dicabut.")
    await reads_trail(administrator, "Peran dicabut: Rina Wulandari", "− Peran: PPK, LPSE Kota Surabaya")


# --------------------------------------------------------------------------------------- inviting and closing


async def test_the_newest_invitation_is_the_only_one_and_five_an_hour_are_enough(
    stage: Stage, administrator: Actor, stranger: Actor
) -> None:
    codes: list[str] = []
    for _ in range(5):
        await opens(administrator, BUDI)
        await administrator.taps("Undang")
        found = LINK.search(await administrator.sees("satu kali masuk"))
        assert found
        codes.append(found[1])
    await opens(administrator, BUDI)
    await administrator.taps("Undang")
    await administrator.sees("Terlalu banyak undangan untuk akun ini", "Ubah Akun")
    await stranger.types(f"/start {codes[0]}")
    await stranger.sees("Undangan ini tidak berlaku lagi")
    await stranger.types(f"/start {codes[-1]}")
    await stranger.sees("Anda sudah masuk", "Budi Santoso")


async def test_a_disabled_person_is_out_at_once_and_whatever_they_had_to_sign_in_with_is_void(
    stage: Stage, administrator: Actor, helpdesk: Actor, stranger: Actor
) -> None:
    person = await stage.do(lambda unit: unit.people.by_email(SARI))
    assert person is not None
    code = await stage.do(lambda unit: InvitePerson(unit.invitations)(person, stage.clock()))
    await helpdesk.types("/start")
    await helpdesk.sees("Tiket Masuk")
    await disables(administrator, SARI)
    await helpdesk.was_told("Akun Anda dinonaktifkan oleh administrator")
    await helpdesk.taps("Tiket Masuk", on="Sari Lestari")
    await helpdesk.sees("Ketik alamat e-mail akun")
    await stranger.types(f"/start {code}")
    await stranger.sees("Undangan ini tidak berlaku lagi")
    await opens(administrator, SARI)
    await administrator.sees("Nonaktif", "belum terhubung", "Aktifkan")
    await administrator.taps("Aktifkan")
    await administrator.taps("Ya")
    await administrator.sees("Akun diaktifkan.", "Undang")
    await stranger.types(f"/start {code}")
    await stranger.sees("Undangan ini tidak berlaku lagi")
    await reads_trail(administrator, "Akun dinonaktifkan: Sari Lestari", "Akun diaktifkan: Sari Lestari")


async def test_a_lost_telephone_is_parted_from_its_account(administrator: Actor, ppk: Actor) -> None:
    await opens(administrator, "rina.wulandari@contoh.go.id")
    await administrator.taps("Putuskan Telegram")
    await administrator.sees("Putuskan Telegram dari akun ini?")
    await administrator.taps("Tidak")
    await administrator.sees("Ubah Akun")
    await administrator.taps("Putuskan Telegram")
    await administrator.taps("Ya")
    await administrator.sees("Telegram diputuskan dari akun.")
    await ppk.was_told("dikeluarkan dari akun Anda oleh administrator")
    await ppk.types("/tiket")
    await ppk.sees("Ketik alamat e-mail akun")


async def test_an_administrator_neither_disables_themselves_nor_gives_up_that_role(
    stage: Stage, administrator: Actor
) -> None:
    card = await opens(administrator, "ratna.dewanti@contoh.go.id")
    assert "Administrator" in card
    assert not any("Nonaktifkan" in label for label in administrator.labels)
    me = await number_of(stage, "ratna.dewanti@contoh.go.id")
    for place in ("account_disable", "account_unlink"):
        await administrator.forges(f"a:adm:{place}:{me}")
        await administrator.sees("tidak dapat melakukannya pada akun sendiri")
        await opens(administrator, "ratna.dewanti@contoh.go.id")
    await administrator.forges(f"a:adm:role_take:{me}")
    await administrator.taps("Administrator")
    await administrator.sees("tidak dapat melakukannya pada akun sendiri")


async def test_an_administrator_who_reads_english_does_all_of_it_in_english(
    administrator: Actor, ppk: Actor
) -> None:
    await administrator.types("/bahasa")
    await administrator.taps("English")
    await administrator.taps("Accounts")
    await administrator.sees("Type part of a name")
    await administrator.types("rina wul")
    await administrator.taps("1. Rina Wulandari")
    await administrator.sees("Active", "Tickets being handled: 0", "Registered since")
    await administrator.taps("Disable")
    await administrator.sees("Disable this account?", "go back to the queue")
    await administrator.taps("Yes")
    await administrator.sees("The account is disabled.")
    await ppk.was_told("Akun Anda dinonaktifkan oleh administrator")
    await administrator.taps("Menu")
    await administrator.taps("Audit trail")
    await administrator.sees("Account disabled: Rina Wulandari")
