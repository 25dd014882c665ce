"""Put LPSEs, master data, accounts and sign-ins into the office."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from core.administration.account_rows import AccountRow, LpseIdSet, read_accounts
from core.administration.accounts import record_new_administrators
from core.administration.audit import ChangeType
from core.input.csv_rows import csv_rows
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, to_document
from core.master_data.ports import MasterDataKind
from core.master_data.priority import Priority
from core.messaging.outgoing import Letter, LetterKind, SendLetter
from core.organisation.lpse import Lpse
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.use_cases.accounts.change_roles import GiveRole, TakeRole
from core.use_cases.accounts.disable_account import DisableAccount
from core.use_cases.accounts.invite_account import InviteAccount
from core.use_cases.accounts.open_account import OpenAccount
from core.use_cases.master_data.change_setting import ChangeSetting
from core.use_cases.master_data.manage_categories import ManageCategories, NewCategory
from core.use_cases.master_data.manage_faq import RemoveQuestion
from core.use_cases.master_data.manage_lpses import ManageLpses, lpse_fields
from core.use_cases.own_account.change_email import ChangeEmail, RequestNewAddress
from core.use_cases.own_account.invitation import AcceptInvitation, InvitePerson, invitation_digest
from core.use_cases.own_account.sign_in import EnterCode, RequestCode
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ROOT
from tests.storage.office.driver import NOW, Driver, at, chat_of, fixed_token

LPSES = [
    Lpse(10, 10, "LPSE Kota Surabaya", "Jawa Timur", "WIB", "Kota", "https://surabaya.example", "4.5"),
    Lpse(20, 20, "LPSE Kota Bandung", "Jawa Barat", "WIB", "Kota", "https://bandung.example", ""),
    Lpse(30, None, "LPSE Kota Jayapura", "Papua", "WIT", "", "", ""),
]
FILE = """email,name,phone,office,role,lpse_id,directorate
rina@kantor.example,Rina Wulandari,0811,LKPP,administrator,,
budi@kantor.example,Budi Santoso,0812 3456 7890,"Dinas ""PU"" Kota",ppk,10,
citra@kantor.example,Citra Ayu,,Dinas Kesehatan,pokja,20,
sari@kantor.example,Sari Lestari,,LPSE Kota Surabaya,helpdesk_lpse,10,
tono@kantor.example,Tono Wijaya,,LPSE Kota Bandung,helpdesk_lpse,20,
tono@kantor.example,Tono Wijaya,,LPSE Kota Bandung,ppk,10,
adi@kantor.example,Adi Nugroho,,LPSE Kota Surabaya,admin_ppe,10,
lina@kantor.example,Lina Marlina,,LKPP,helpdesk_lkpp_non_teknis,,
made@kantor.example,Made Wirawan,,LKPP,helpdesk_lkpp_teknis,,
dewi@kantor.example,Dewi Anggraini,,LKPP,tim_teknis,,spse
eko@kantor.example,Eko Prasetyo,,LKPP,tim_teknis,,katalog
fajar@kantor.example,Fajar Ramadhan,,CV Maju,pelaku_usaha,30,
gita@kantor.example,Gita Savitri,,LPSE Kota Bandung,verifikator_lpse,20,
hadi@kantor.example,Hadi Susilo,,Dinas Pendidikan,ppk,10,
"""
LINKED = "rina citra sari tono adi lina made dewi eko fajar gita hadi".split()
FORMER_ADDRESS, NEW_ADDRESS = "hadi@kantor.example", "hadi.susilo@kantor.example"
STRANGER = chat_of(900)
CODE = "135790"


class LetterBox:
    """Put the letters of the use cases into the outbox, and unlink chats that are to be signed out."""

    def __init__(self, unit: SqlUnitOfWork, when: datetime) -> None:
        self.unit = unit
        self.when = when

    def send_code(self, person: Person, chat_id: int, code: str, expires_at: datetime) -> None:
        self._put(person.email, f"Kode masuk Anda: {code}", f"code:{person.id}")

    def ask_owner(self, person: Person, chat_id: int, number: str) -> None:
        raise AssertionError("nobody asks for so many codes")

    def alert_guessing(self, person: Person) -> None:
        raise AssertionError("nobody guesses so often")

    def send_change_code(
        self, person: Person, address: str, chat_id: int, code: str, expires_at: datetime
    ) -> None:
        self._put(address, f"Kode untuk alamat baru: {code}", f"change:{person.id}")

    def send_taken(self, owner: Person) -> None:
        self._put(owner.email, "Alamat Anda diminta untuk akun lain.", None)

    def send_changed(self, person: Person, address: str) -> None:
        self._put(person.email, f"Alamat akun Anda sekarang {address}.", None)

    def sign_out(self, person_id: int, because: ChangeType) -> None:
        assert because is ChangeType.ACCOUNT_DISABLED
        self.unit.links.unlink(chat_of(person_id))

    def _put(self, to: str, text: str, key: str | None) -> None:
        letter = SendLetter(LetterKind.CODE, Letter(to, "LPSE Support", text), key, token="0f" * 16)
        self.unit.outbox.add(letter, chat_id=None, priority=10, at=self.when)


def open_office(driver: Driver) -> None:
    """Load what ships, the LPSEs and the first accounts, as before a bot is used for the first time."""
    unit, data = driver.unit, ROOT / "data"
    unit.master.fill_in(
        MasterDataKind.APPLICATIONS, json.loads((data / "applications.json").read_text("utf-8"))
    )
    unit.master.fill_in(MasterDataKind.FAQ, json.loads((data / "faq.json").read_text("utf-8"))[:6])
    unit.master.fill_in(MasterDataKind.RULES, to_document(DEFAULT_SETTINGS))
    unit.bulk.import_lpses(LPSES)
    known = LpseIdSet(unit.lpses.ids())
    read = read_accounts(csv_rows(FILE.splitlines()), known)
    rows = [row for row in read if isinstance(row, AccountRow)]
    assert len(rows) == len(FILE.splitlines()) - 1
    counts = unit.bulk.import_accounts(rows, at(0))
    record_new_administrators(unit.audit, counts.administrators, None, at(0))


def sign_people_in(driver: Driver) -> None:
    """Link a chat to each account, one by a code and the others by invitations."""
    unit = driver.unit
    accept = AcceptInvitation(unit.invitations, unit.codes, unit.people, unit.links)
    for name in LINKED:
        person = driver.person(name)
        with fixed_token(f"invitation-{name}"):
            code = InvitePerson(unit.invitations)(person, at(0, 1))
        accept(chat_of(person.id), invitation_digest(code), at(0, 2))
    budi = driver.person("budi")
    _request_code(unit, at(1))(chat_of(budi.id), budi.email, at(1))
    enter = enter_code(unit)
    assert enter(chat_of(budi.id), budi.email, "000000", at(1, 0.01)) is None
    assert enter(chat_of(budi.id), budi.email, CODE, at(1, 0.02)) == budi
    unit.people.set_language(driver.person("citra").id, "en")


def change_master_data(driver: Driver) -> None:
    """Change LPSEs, a category, a question and a rule, as the administrator."""
    unit, rina = driver.unit, driver.person("rina")
    offices = ManageLpses(unit.lpses, unit.audit)
    own = Lpse(0, None, "LPSE Universitas Contoh", "Bali", "WITA", "", "", "")
    added = offices.add(rina, own, at(26))
    offices.retire(rina, added.id, at(26, 1), retired=True)
    bandung = unit.lpses.get(20)
    assert bandung is not None
    offices.change(rina, lpse_fields(bandung), replace(bandung, build="4.5u1"), at(26, 2))
    categories = ManageCategories(unit.master, unit.audit)
    new = NewCategory("Undangan Rapat", Priority.MINOR, ("Tautan rusak",))
    made = categories.add(rina, "portal", new, at(26, 3))
    categories.retire(rina, made.code, at(26, 4), retired=True)
    RemoveQuestion(unit.master, unit.audit)(rina, unit.master.faq.questions[-1].code, at(26, 5))
    ChangeSetting(unit.master, unit.audit)(rina, "reminder_days", 5, at(26, 6))


def change_accounts(driver: Driver) -> None:
    """Create, invite, change and disable accounts, and remove the role of a person who holds a ticket."""
    unit, rina = driver.unit, driver.person("rina")
    open_account = OpenAccount(unit.accounts, unit.lpses, unit.audit)
    address, role = "ida@kantor.example", Assignment(Role.PPK, 20)
    ida = open_account(rina, "Ida Ayu", address, "0813 1234 567", "Dinas Sosial", role, at(29))
    invite = InviteAccount(unit.accounts, InvitePerson(unit.invitations), unit.audit)
    for number in (1, 2):
        with fixed_token(f"invitation-ida-{number}"):
            invite(rina, ida.id, at(29, number))
    eko, gita = driver.person("eko"), driver.person("gita")
    GiveRole(unit.accounts, unit.lpses, unit.audit)(rina, eko.id, Assignment(Role.PPK, 30), at(29, 3))
    TakeRole(unit.accounts, unit.lpses, unit.audit)(rina, gita.id, gita.assignments[0].key, at(29, 4))
    unit.releases.mark_checked(gita.id)
    fajar = driver.person("fajar")
    DisableAccount(unit.accounts, LetterBox(unit, at(29, 5)), unit.audit)(rina, fajar.id, at(29, 5))


def change_address(driver: Driver) -> None:
    """Change a person's address, which their open tickets follow."""
    unit, hadi, letters = driver.unit, driver.person("hadi"), LetterBox(driver.unit, at(30))
    chat_id = chat_of(hadi.id)
    RequestNewAddress(unit.codes, unit.sign_in_limits, unit.people, letters, lambda: CODE)(
        chat_id, hadi, NEW_ADDRESS, at(30)
    )
    change = ChangeEmail(unit.codes, unit.sign_in_limits, unit.people, unit.tickets, letters)
    assert change(chat_id, hadi, NEW_ADDRESS, CODE, at(30, 0.1)) is not None


def request_codes(driver: Driver) -> None:
    """Leave one unused code, and one of a stranger who has typed a wrong code."""
    unit, minutes_ago = driver.unit, at(32, 0.95)
    request = _request_code(unit, minutes_ago)
    ida = driver.person("ida")
    request(chat_of(ida.id), ida.email, minutes_ago)
    request(STRANGER, "siapa@luar.example", minutes_ago)
    assert enter_code(unit)(STRANGER, "siapa@luar.example", "111111", NOW) is None


def enter_code(unit: SqlUnitOfWork) -> EnterCode:
    """Return the use case of typing a code."""
    letters = LetterBox(unit, NOW)
    return EnterCode(unit.codes, unit.sign_in_limits, unit.people, unit.links, letters)


def _request_code(unit: SqlUnitOfWork, when: datetime) -> RequestCode:
    letters = LetterBox(unit, when)
    return RequestCode(
        unit.codes, unit.sign_in_limits, unit.people, letters, letters, lambda: CODE, lambda: "42"
    )
