"""Forms of administrators when somebody else changes the same records meanwhile."""

from dataclasses import replace

import pytest

from conversations.flows.admin import application, category
from conversations.flows.admin import lpse as lpse_form
from core.errors import Refusal
from core.organisation.lpse import Lpse
from core.use_cases.master_data.manage_applications import ManageApplications, NewApplication
from core.use_cases.master_data.manage_categories import ManageCategories, NewCategory, category_fields
from core.use_cases.master_data.manage_lpses import ManageLpses
from tests.cases import for_each
from tests.conversations.fakes import Chat
from tests.conversations.scenarios import at_review
from tests.core.fakes import ADMINISTRATOR, CATALOGUE, HELPDESK, NOW, SURABAYA, FakeHelpdesk
from tests.core.use_cases.master_data.test_manage_catalogue import GUARD

SPSE = CATALOGUE.application("spse")
LOGIN = SPSE.category("spse-login")


def adds(house: FakeHelpdesk, new: NewApplication = GUARD) -> None:
    """Add an application as another administrator."""
    ManageApplications(house.master, house.trail).add(ADMINISTRATOR, new, NOW)


def retires(house: FakeHelpdesk, code: str) -> None:
    """Retire a category as another administrator."""
    ManageCategories(house.master, house.trail).retire(ADMINISTRATOR, code, NOW, retired=True)


@for_each("conversation", ["application", "category", "office", "offices", "retire"])
def test_nobody_else_gets_into_these_forms(conversation: str) -> None:
    with pytest.raises(Refusal, match="not_administrator"):
        Chat(conversation, HELPDESK, draft={"code": ""})


@for_each("conversation", ["application", "category", "office", "retire"])
def test_a_made_up_button_leads_into_none_that_needs_to_know_what_it_is_about(conversation: str) -> None:
    with pytest.raises(Refusal, match="talk_unknown"):
        Chat(conversation, ADMINISTRATOR)


def test_a_letter_that_somebody_took_meanwhile_is_asked_for_again() -> None:
    chat = Chat("application", ADMINISTRATOR, draft=dict(application.NEW_DRAFT))
    chat.types("Pemantau").taps("J", "Lewati", "Direktorat Pengembangan SPSE", "RUP")
    chat.types("Umum").taps("Minor").is_asked("review")
    adds(chat.house)
    chat.taps("Simpan").is_asked("letter").sees("baru saja diubah oleh orang lain")
    chat.taps("Q").is_asked("review").sees("Pemantau", "Huruf nomor tiket: Q")
    chat.taps("Simpan", "Ya").sees("Data berhasil disimpan.")
    assert chat.house.master.catalogue.application("pemantau").letter == "Q"


def test_a_name_that_somebody_took_meanwhile_is_refused_and_can_be_mended() -> None:
    chat = Chat("application", ADMINISTRATOR, draft=dict(application.NEW_DRAFT))
    chat.types(GUARD.name).taps("X", "Lewati", "Direktorat Pengembangan SPSE", "RUP")
    chat.types("Umum").taps("Minor", "Simpan")
    adds(chat.house)
    assert chat.taps("Ya").wrong == "name_taken"
    chat.taps("Tidak", "Ubah", "Nama").types("Jaga Paket").taps("Simpan", "Ya")
    chat.sees("Data berhasil disimpan.")


def test_what_two_have_changed_in_different_fields_is_kept_of_both() -> None:
    chat = Chat("category", ADMINISTRATOR, draft=dict(category.change_draft(SPSE, LOGIN)))
    chat.taps("Ubah", "Prioritas dasar", "Emergency").is_asked("review")
    seen = category_fields(LOGIN)
    ManageCategories(chat.house.master, chat.house.trail).change(
        ADMINISTRATOR, LOGIN.code, seen, _named(LOGIN.subcategories, "Masuk"), NOW
    )
    chat.taps("Simpan").is_asked("conflict").sees("baru saja diubah", "Nama: Login & Akun → Masuk", "Admin")
    chat.taps("Lanjutkan").is_asked("review").sees("Nama: Masuk", "Medium → Emergency")
    chat.taps("Simpan", "Ya").sees("Data berhasil disimpan.")
    now = chat.house.master.catalogue.category("spse", LOGIN.code)
    assert (now.name, now.base_priority.label) == ("Masuk", "Emergency")


def _named(subcategories: tuple[str, ...], name: str) -> NewCategory:
    """Return the category with these sub-categories and this name."""
    return NewCategory(name, LOGIN.base_priority, subcategories, LOGIN.stages)


def test_skipping_a_list_empties_it() -> None:
    chat = Chat("category", ADMINISTRATOR, draft=dict(category.change_draft(SPSE, LOGIN)))
    chat.taps("Ubah", "Sub Kategori").sees("tekan untuk menyalin", "Ganti email").taps("Lewati")
    chat.sees("→ –").taps("Simpan", "Ya")
    assert chat.house.master.catalogue.category("spse", LOGIN.code).subcategories == ()


def test_only_applications_with_tenders_ask_for_stages() -> None:
    sirup = CATALOGUE.application("sirup")
    chat = Chat("category", ADMINISTRATOR, draft=dict(category.new_draft(sirup)))
    chat.types("Impor RUP").taps("Lewati", "Minor").is_asked("review").taps("Simpan", "Ya")
    assert not chat.house.master.catalogue.application("sirup").categories[-1].stage_bound


@pytest.mark.parametrize(("typed", "wrong"), [("kota surabaya", "lpse_retired"), ("kota", "")])
def test_a_retired_lpse_is_refused_by_name_and_no_other_is_taken(typed: str, wrong: str) -> None:
    house = FakeHelpdesk()
    house.lpses.save(replace(SURABAYA, retired=True))
    chat = Chat(house=house).types("Tidak bisa login").is_asked("lpse")
    assert chat.types(typed).is_asked("lpse").wrong == wrong
    chat.sees_not("Aplikasi mana")


def test_a_role_is_given_at_no_retired_lpse_and_at_no_similar_one() -> None:
    house = FakeHelpdesk()
    house.lpses.save(replace(SURABAYA, retired=True))
    chat = Chat("role_give", ADMINISTRATOR, draft={"account": 1, "role": "ppk"}, house=house).is_asked("lpse")
    assert chat.types("kota surabaya").is_asked("lpse").wrong == "lpse_retired"
    chat.types("kota jaya").is_asked("lpse").taps("LPSE Kota Jayapura").is_asked("confirm")


def test_a_version_and_a_sub_category_that_are_gone_are_asked_for_again_and_nothing_else() -> None:
    chat = at_review()
    manage = ManageCategories(chat.house.master, chat.house.trail)
    manage.change(
        ADMINISTRATOR, LOGIN.code, category_fields(LOGIN), _named(("Lain-lain", "TOTP"), "Masuk"), NOW
    )
    chat.taps("Kirim Tiket").is_asked("subcategory").sees("sudah tidak tersedia").taps("TOTP")
    chat.is_asked("review").sees("Masuk", "TOTP", "Tidak bisa login")
    spse = chat.house.master.catalogue.application("spse")
    facts = application.change_draft(spse)["seen"]
    ManageApplications(chat.house.master, chat.house.trail).change(
        ADMINISTRATOR, "spse", facts, "SPSE", ("5.0", "5.1"), spse.directorate, NOW
    )
    chat.taps("Kirim Tiket").is_asked("version").taps("5.1").is_asked("review").sees("SPSE v5.1")


def test_a_draft_that_comes_back_without_its_category_asks_for_it_first() -> None:
    chat = at_review()
    retires(chat.house, LOGIN.code)
    chat.comes_back().is_asked("category")
    chat.taps("Jadwal", "Tahap terlewat").is_asked("review")


def test_leaving_is_always_possible_whatever_has_gone_meanwhile() -> None:
    chat = at_review()
    retires(chat.house, LOGIN.code)
    assert chat.taps("Batal").left


def test_a_press_on_what_has_gone_chooses_nothing_else() -> None:
    chat = Chat().types("Tidak bisa login").taps("SPSE", "4.5").is_asked("category")
    pressed = chat.button("Login & Akun").says
    retires(chat.house, LOGIN.code)
    chat.forges(pressed).is_asked("category")
    assert chat.result is not None
    assert (chat.wrong, chat.result.screen_changed) == ("choice_expected", True)
    assert "Login & Akun" not in chat.labels


def test_an_lpse_is_added_with_all_that_is_known() -> None:
    chat = Chat("office", ADMINISTRATOR, draft=dict(lpse_form.NEW_DRAFT))
    chat.types("LPSE Kota Baru", "5000", "Jawa Barat").taps("WIT").types("Pemerintah daerah")
    chat.types("lpse.kotabaru.go.id", "77", "spse v4.5u20220801").is_asked("review").taps("Simpan", "Ya")
    assert chat.house.lpses.get(5000) == Lpse(
        5000, 77, "LPSE Kota Baru", "Jawa Barat", "WIT", "Pemerintah daerah", "https://lpse.kotabaru.go.id",
        "SPSE v4.5u20220801",
    )  # fmt: skip


def test_an_lpse_that_was_retired_meanwhile_is_still_changed_and_stays_retired() -> None:
    chat = Chat("office", ADMINISTRATOR, draft=dict(lpse_form.change_draft(SURABAYA)))
    chat.taps("Ubah", "Zona waktu", "WITA")
    ManageLpses(chat.house.lpses, chat.house.trail).retire(ADMINISTRATOR, 10, NOW, retired=True)
    chat.taps("Simpan").sees("baru saja diubah oleh orang lain", "Nonaktif: Tidak → Ya")
    chat.taps("Lanjutkan", "Simpan", "Ya")
    assert chat.house.lpses.get(10) == replace(SURABAYA, zone="WITA", retired=True)
