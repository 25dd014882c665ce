"""Two administrators at one record: the second learns what the first has changed, and decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from conversations.flows import CONVERSATIONS
from conversations.flows.admin import account_form, application, category, faq_question
from conversations.flows.admin import lpse as lpse_form
from conversations.flows.admin.editions import ConflictStep
from core.master_data.faq import Question
from core.organisation.directorates import Directorate
from core.organisation.lpse import Lpse
from core.organisation.roles import Role
from core.people.people import Assignment
from core.use_cases.accounts.change_account import ChangeAccount, account_fields
from core.use_cases.accounts.change_roles import GiveRole
from core.use_cases.master_data.change_setting import ChangeSetting
from core.use_cases.master_data.manage_applications import ManageApplications, application_fields
from core.use_cases.master_data.manage_categories import ManageCategories, NewCategory, category_fields
from core.use_cases.master_data.manage_faq import ChangeQuestion
from core.use_cases.master_data.manage_lpses import ManageLpses, lpse_fields
from tests.cases import for_each
from tests.conversations.fakes import Chat
from tests.core.fake_master import SHIPPED_FAQ
from tests.core.fakes import ADMINISTRATOR, CATALOGUE, NOW, PPK, SURABAYA, FakeHelpdesk

SPSE = CATALOGUE.application("spse")
LOGIN = SPSE.category("spse-login")
TOTP: Question = SHIPPED_FAQ.questions[0]


@dataclass(frozen=True)
class Case:
    """A form of a record: how it begins, how another administrator changes the record, and who did what.

    `answers` lead this person through the form up to its confirmation.
    """

    draft: Mapping[str, Any]
    changes: Callable[[FakeHelpdesk], object]
    told: str
    answers: Callable[[Chat], object] = lambda _chat: None


def _renames_category(house: FakeHelpdesk) -> None:
    new = NewCategory("Masuk", LOGIN.base_priority, LOGIN.subcategories, LOGIN.stages)
    manage = ManageCategories(house.master, house.trail)
    manage.change(ADMINISTRATOR, LOGIN.code, category_fields(LOGIN), new, NOW)


def _renames_application(house: FakeHelpdesk) -> None:
    manage = ManageApplications(house.master, house.trail)
    seen = application_fields(SPSE)
    manage.change(ADMINISTRATOR, "spse", seen, "SPSE Baru", SPSE.versions, SPSE.directorate, NOW)


def _renames_lpse(house: FakeHelpdesk) -> None:
    renamed: Lpse = replace(SURABAYA, name="LPSE Surabaya Raya")
    ManageLpses(house.lpses, house.trail).change(ADMINISTRATOR, lpse_fields(SURABAYA), renamed, NOW)


def _rewords_question(house: FakeHelpdesk) -> None:
    change = ChangeQuestion(house.master, house.trail)
    change(ADMINISTRATOR, TOTP, replace(TOTP, question="Apa yang baru?"), NOW)


def _renames_account(house: FakeHelpdesk) -> None:
    old = account_fields(PPK)
    change = ChangeAccount(house.accounts, house.trail)
    change(ADMINISTRATOR, PPK.id, old, {**old, "name": "Budi Baru"}, NOW)


def _gives_role(house: FakeHelpdesk) -> None:
    give = GiveRole(house.accounts, house.lpses, house.trail)
    give(ADMINISTRATOR, PPK.id, Assignment(Role.TIM_TEKNIS, directorate=Directorate.KATALOG), NOW)


def _sets_reminder(house: FakeHelpdesk) -> None:
    ChangeSetting(house.master, house.trail)(ADMINISTRATOR, "reminder_days", 7, NOW)


ACCOUNT = {"account": PPK.id}
CASES: Mapping[str, Case] = {
    "category": Case(
        category.change_draft(SPSE, LOGIN),
        _renames_category,
        "Nama: Login & Akun → Masuk",
        lambda c: c.taps("Simpan"),
    ),
    "application": Case(
        application.change_draft(SPSE),
        _renames_application,
        "Nama: SPSE → SPSE Baru",
        lambda c: c.taps("Simpan"),
    ),
    "office": Case(
        lpse_form.change_draft(SURABAYA), _renames_lpse, "→ LPSE Surabaya Raya", lambda c: c.taps("Simpan")
    ),
    "question": Case(
        faq_question.change_draft(TOTP), _rewords_question, "→ Apa yang baru?", lambda c: c.taps("Simpan")
    ),
    "drop_question": Case(faq_question.change_draft(TOTP), _rewords_question, "→ Apa yang baru?"),
    "account": Case(
        {**account_form.NEW_DRAFT, **ACCOUNT}, _renames_account, "→ Budi Baru", lambda c: c.taps("Simpan")
    ),
    "role_give": Case(
        ACCOUNT, _gives_role, "Peran:", lambda c: c.taps("Pelaku Usaha").types("kota surabaya")
    ),
    "role_take": Case(ACCOUNT, _gives_role, "Peran:", lambda c: c.taps(c.labels[0])),
    "account_standing": Case({**ACCOUNT, "deed": "disable"}, _renames_account, "→ Budi Baru"),
    "retire": Case(
        {"kind": "cat", "key": LOGIN.code, "retired": True}, _renames_category, "Nama: Login & Akun → Masuk"
    ),
    "rule": Case({"rule": "reminder_days"}, _sets_reminder, "→ 7", lambda c: c.types("5")),
}


def test_every_form_of_a_record_is_tried_here() -> None:
    guarded = {
        one.name for one in CONVERSATIONS.values() if any(isinstance(s, ConflictStep) for s in one.steps)
    }
    assert guarded == set(CASES)


def begun(name: str) -> Chat:
    return Chat(name, ADMINISTRATOR, draft=dict(CASES[name].draft))


@for_each("name", CASES)
def test_who_saves_second_is_told_who_changed_what_and_goes_on_knowingly(name: str) -> None:
    chat, case = begun(name), CASES[name]
    case.answers(chat)
    chat.is_asked("confirm")
    case.changes(chat.house)
    changes = len(chat.house.trail.changes)
    chat.taps("Ya").is_asked("conflict").sees("baru saja diubah", case.told, "oleh Admin")
    assert len(chat.house.trail.changes) == changes, "nothing was saved"
    assert "👁 Lihat yang Sekarang" in chat.labels
    chat.taps("Timpa" if "Timpa" in chat.labels else "Lanjutkan")
    while chat.result is not None and chat.result.finished is None:
        chat.taps("Simpan" if "Simpan" in chat.labels else "Ya")


@for_each("name", CASES)
def test_words_are_no_decision_about_a_conflict(name: str) -> None:
    chat = begun(name)
    CASES[name].answers(chat)
    CASES[name].changes(chat.house)
    chat.taps("Ya").is_asked("conflict")
    assert chat.types("entahlah").wrong == "choice_expected"


def test_one_field_changed_by_both_is_overwritten_or_left_as_decided() -> None:
    for decision, name in (("Timpa", "Login"), ("Pakai yang Sekarang", "Masuk")):
        chat = begun("category")
        chat.taps("Ubah", "Nama").types("Login")
        _renames_category(chat.house)
        chat.taps("Simpan").is_asked("conflict").taps(decision).is_asked("review").sees(name)
        chat.taps("Simpan", "Ya").sees("Data berhasil disimpan.")
        assert chat.house.master.catalogue.category("spse", LOGIN.code).name == name


def test_a_setting_that_another_has_set_meanwhile_can_be_left_as_it_is() -> None:
    chat = begun("rule").types("5")
    _sets_reminder(chat.house)
    chat.taps("Ya").is_asked("conflict").taps("Pakai yang Sekarang")
    assert chat.left
    assert chat.house.master.settings.reminder_days == 7


def test_what_was_changed_before_the_form_began_is_nobodys_conflict() -> None:
    house = FakeHelpdesk()
    _sets_reminder(house)
    chat = Chat("rule", ADMINISTRATOR, draft={"rule": "reminder_days"}, house=house).types("5").taps("Ya")
    chat.sees("Pengaturan berhasil diubah.", "5")


def test_a_change_that_was_taken_back_meanwhile_is_no_conflict_any_more() -> None:
    chat = begun("rule").types("5")
    before = chat.house.master.settings.reminder_days
    _sets_reminder(chat.house)
    chat.taps("Ya").is_asked("conflict")
    ChangeSetting(chat.house.master, chat.house.trail)(ADMINISTRATOR, "reminder_days", before, NOW)
    chat.comes_back().is_asked("confirm").taps("Ya").sees("Pengaturan berhasil diubah.")


def test_a_change_that_no_entry_of_the_trail_tells_of_names_nobody() -> None:
    chat = begun("account")
    own = replace(PPK, phone="0811111111")
    chat.house.accounts.change(own)
    chat.taps("Simpan").is_asked("conflict").sees("→ 0811111111").sees_not("oleh Admin")
