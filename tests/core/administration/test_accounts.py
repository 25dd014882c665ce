"""Check what administrators may do to accounts, as a table, and what each action leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.administration.accounts import assignment_of
from core.administration.audit import ChangeType
from core.errors import Refusal
from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.use_cases.accounts.change_account import ChangeAccount, account_fields
from core.use_cases.accounts.change_roles import MOST_ROLES, GiveRole, TakeRole
from core.use_cases.accounts.disable_account import DisableAccount, EnableAccount, UnlinkAccount
from core.use_cases.accounts.invite_account import MOST_INVITATIONS, InviteAccount
from core.use_cases.accounts.open_account import OpenAccount
from core.use_cases.own_account.invitation import InvitePerson
from tests.cases import for_each
from tests.core.fake_accounts import FakeAccounts, FakeSignOuts
from tests.core.fake_master import FakeTrail
from tests.core.fake_sign_in import FakeInvitations
from tests.core.fakes import (
    ADMINISTRATOR,
    BANDUNG,
    EVERYBODY,
    HELPDESK,
    NOW,
    PPK,
    FakeLpses,
    person,
)

SECOND = person(20, "Ratna", Assignment(Role.ADMINISTRATOR))
NOBODY = 999


class AccountAdmin:
    """Runs every use case on accounts over the same fakes."""

    def __init__(self, *more: Person) -> None:
        self.accounts = FakeAccounts((*EVERYBODY, *more), NOW)
        self.sign_outs, self.trail = FakeSignOuts(self.accounts), FakeTrail()
        self.lpses, self.invitations = FakeLpses(), FakeInvitations()

    def opens(self, by: Person, email: str, role: Assignment = PPK.assignments[0]) -> Person:
        use_case = OpenAccount(self.accounts, self.lpses, self.trail)
        return use_case(by, " Nina  Kartika", email, "0812-3456", "", role, NOW)

    def changes(self, by: Person, person_id: int, **new: str) -> Person:
        old = (
            account_fields(self.person(person_id))
            if person_id in self.accounts.known
            else account_fields(PPK)
        )
        return ChangeAccount(self.accounts, self.trail)(by, person_id, old, {**old, **new}, NOW)

    def gives(self, by: Person, person_id: int, role: Assignment) -> Person:
        return GiveRole(self.accounts, self.lpses, self.trail)(by, person_id, role, NOW)

    def takes(self, by: Person, person_id: int, key: str) -> Person:
        return TakeRole(self.accounts, self.lpses, self.trail)(by, person_id, key, NOW)

    def disables(self, by: Person, person_id: int) -> Person:
        return DisableAccount(self.accounts, self.sign_outs, self.trail)(by, person_id, NOW)

    def enables(self, by: Person, person_id: int) -> Person:
        return EnableAccount(self.accounts, self.trail)(by, person_id, NOW)

    def unlinks(self, by: Person, person_id: int) -> Person:
        return UnlinkAccount(self.accounts, self.sign_outs, self.trail)(by, person_id, NOW)

    def invites(self, by: Person, person_id: int) -> str:
        invite = InviteAccount(self.accounts, InvitePerson(self.invitations), self.trail)
        _person, code = invite(by, person_id, NOW)
        self.accounts.invited.append((person_id, NOW))
        return code

    def person(self, person_id: int) -> Person:
        return self.accounts.known[person_id].person

    @property
    def kinds(self) -> list[ChangeType]:
        return [change.kind for change in self.trail.changes]


UseCase = Callable[[AccountAdmin, Person, int], object]
USE_CASES: dict[str, UseCase] = {
    "opens": lambda admin, by, _whose: admin.opens(by, "nina@lkpp.go.id"),
    "changes": lambda admin, by, whose: admin.changes(by, whose, name="Budiman"),
    "gives": lambda admin, by, whose: admin.gives(by, whose, Assignment(Role.PP, 20)),
    "takes": lambda admin, by, whose: admin.takes(by, whose, "ppk:10"),
    "disables": lambda admin, by, whose: admin.disables(by, whose),
    "enables": lambda admin, by, whose: admin.enables(by, whose),
    "unlinks": lambda admin, by, whose: admin.unlinks(by, whose),
    "invites": lambda admin, by, whose: admin.invites(by, whose),
}


def refusal_of(use_case: Callable[[], object]) -> str:
    """Return the code with which the use case refuses."""
    with pytest.raises(Refusal) as refused:
        use_case()
    return refused.value.code


@for_each("use_case", USE_CASES)
@for_each("by", [PPK, HELPDESK])
def test_people_who_are_no_administrator_are_refused(use_case: str, by: Person) -> None:
    admin = AccountAdmin()
    assert refusal_of(lambda: USE_CASES[use_case](admin, by, PPK.id)) == "not_administrator"
    assert admin.trail.changes == []


@for_each("use_case", USE_CASES)
def test_a_person_disabled_a_moment_ago_is_refused(use_case: str) -> None:
    admin = AccountAdmin(SECOND)
    admin.disables(SECOND, ADMINISTRATOR.id)
    assert refusal_of(lambda: USE_CASES[use_case](admin, ADMINISTRATOR, PPK.id)) == "not_administrator"
    assert admin.accounts.locked == 2, "asked anew while nobody else can change it"


@for_each("use_case", sorted({*USE_CASES} - {"opens"}))
def test_an_account_that_nobody_has_is_unknown(use_case: str) -> None:
    assert refusal_of(lambda: USE_CASES[use_case](AccountAdmin(), ADMINISTRATOR, NOBODY)) == "account_unknown"


@for_each(
    ("use_case", "kind"),
    [
        ("opens", ChangeType.ACCOUNT_OPENED),
        ("changes", ChangeType.ACCOUNT_CHANGED),
        ("gives", ChangeType.ROLE_GIVEN),
        ("takes", ChangeType.ROLE_TAKEN),
        ("disables", ChangeType.ACCOUNT_DISABLED),
        ("unlinks", ChangeType.ACCOUNT_UNLINKED),
        ("invites", ChangeType.ACCOUNT_INVITED),
    ],
)
def test_every_change_is_one_line_of_the_trail_that_names_the_person(use_case: str, kind: ChangeType) -> None:
    admin = AccountAdmin()
    USE_CASES[use_case](admin, ADMINISTRATOR, PPK.id)
    [change] = admin.trail.changes
    named = "Nina Kartika (nina@lkpp.go.id)" if use_case == "opens" else "Budi (budi@lpse.go.id)"
    assert (change.kind, change.subject, change.person_id) == (kind, named, ADMINISTRATOR.id)


def test_a_new_account_is_as_it_was_read() -> None:
    admin = AccountAdmin()
    opened = admin.opens(ADMINISTRATOR, "Nina.K@LKPP.go.id")
    assert (opened.name, opened.email, opened.phone) == ("Nina Kartika", "nina.k@lkpp.go.id", "08123456")
    assert admin.trail.changes[0].after == {"phone": "08123456", "role": ["PPK", "LPSE Kota Surabaya"]}
    assert refusal_of(lambda: admin.opens(ADMINISTRATOR, "NINA.K@lkpp.go.id")) == "email_taken"


@for_each(
    ("new", "code"),
    [
        ({"name": " "}, "name"),
        ({"email": "budi"}, "email"),
        ({"email": HELPDESK.email.upper().replace("LPSE.GO.ID", "lpse.go.id")}, "email_taken"),
        ({"phone": "nol"}, "phone"),
        ({"office": "x" * 151}, "office"),
    ],
)
def test_a_change_that_can_not_be_is_refused(new: dict[str, str], code: str) -> None:
    admin = AccountAdmin()
    assert refusal_of(lambda: admin.changes(ADMINISTRATOR, PPK.id, **new)) == code
    assert admin.person(PPK.id) == PPK


def test_only_what_was_changed_is_stored_and_written_down() -> None:
    admin = AccountAdmin()
    old = account_fields(PPK)
    admin.accounts.change(replace(PPK, office="Dinas Baru"))
    new = {**old, "phone": "0899-112233"}
    ChangeAccount(admin.accounts, admin.trail)(ADMINISTRATOR, PPK.id, old, new, NOW)
    assert (admin.person(PPK.id).phone, admin.person(PPK.id).office) == ("0899112233", "Dinas Baru")
    [change] = admin.trail.changes
    assert (change.before, change.after) == ({"phone": PPK.phone}, {"phone": "0899112233"})
    assert admin.accounts.void == []


def test_another_address_makes_void_what_was_sent_to_the_old_one() -> None:
    admin = AccountAdmin()
    admin.changes(ADMINISTRATOR, PPK.id, email="Baru@lpse.go.id")
    assert admin.person(PPK.id).email == "baru@lpse.go.id"
    assert admin.accounts.void == [("invitations", PPK.id), ("codes", PPK.id)]


def test_a_change_of_nothing_leaves_nothing() -> None:
    admin = AccountAdmin()
    admin.changes(ADMINISTRATOR, PPK.id, email=PPK.email.upper().replace("LPSE.GO.ID", "lpse.go.id"))
    assert admin.trail.changes == []


@for_each(
    ("role", "lpse_id", "directorate", "expected"),
    [
        (Role.PPK, 10, Directorate.SPSE, Assignment(Role.PPK, 10)),
        (Role.TIM_TEKNIS, 10, Directorate.SPSE, Assignment(Role.TIM_TEKNIS, directorate=Directorate.SPSE)),
        (Role.ADMINISTRATOR, 10, Directorate.SPSE, Assignment(Role.ADMINISTRATOR)),
        (Role.HELPDESK_LKPP_TEKNIS, None, None, Assignment(Role.HELPDESK_LKPP_TEKNIS)),
    ],
)
def test_a_role_has_the_one_place_that_it_needs(
    role: Role, lpse_id: int | None, directorate: Directorate | None, expected: Assignment
) -> None:
    assert assignment_of(FakeLpses(), role, lpse_id, directorate) == expected


@for_each(
    ("role", "lpse_id", "code"),
    [
        (Role.ADMIN_PPE, 99, "lpse_unknown"),
        (Role.ADMIN_PPE, BANDUNG.id, "lpse_unknown"),
        (Role.HELPDESK_LPSE, None, "lpse_unknown"),
        (Role.TIM_TEKNIS, 10, "directorate_unknown"),
    ],
)
def test_a_role_without_its_place_is_none(role: Role, lpse_id: int | None, code: str) -> None:
    lpses = FakeLpses()
    lpses.save(replace(BANDUNG, retired=True))
    assert refusal_of(lambda: assignment_of(lpses, role, lpse_id, None)) == code


def test_a_role_is_given_once_and_not_without_end() -> None:
    admin = AccountAdmin()
    assert refusal_of(lambda: admin.gives(ADMINISTRATOR, PPK.id, PPK.assignments[0])) == "role_held"
    for lpse_id in range(100, 100 + MOST_ROLES - 1):
        admin.gives(ADMINISTRATOR, PPK.id, Assignment(Role.PPK, lpse_id))
    assert refusal_of(lambda: admin.gives(ADMINISTRATOR, PPK.id, Assignment(Role.PP, 10))) == "too_many_roles"


def test_a_role_that_is_gone_is_not_taken_again() -> None:
    admin = AccountAdmin()
    admin.takes(ADMINISTRATOR, PPK.id, "ppk:10")
    assert admin.person(PPK.id).assignments == ()
    assert refusal_of(lambda: admin.takes(ADMINISTRATOR, PPK.id, "ppk:10")) == "role_gone"


def test_nobody_closes_their_own_account_or_gives_up_that_role() -> None:
    admin, me = AccountAdmin(SECOND), ADMINISTRATOR
    assert refusal_of(lambda: admin.disables(me, me.id)) == "not_yourself"
    assert refusal_of(lambda: admin.unlinks(me, me.id)) == "not_yourself"
    assert refusal_of(lambda: admin.takes(me, me.id, "administrator")) == "not_yourself"


def test_there_always_is_an_administrator() -> None:
    """Let two administrators act on each other: the second has lost the right to."""
    admin = AccountAdmin(SECOND)
    admin.takes(SECOND, ADMINISTRATOR.id, "administrator")
    assert refusal_of(lambda: admin.disables(ADMINISTRATOR, SECOND.id)) == "not_administrator"
    assert admin.accounts.administrators() == [SECOND.id]


def test_a_disabled_person_is_signed_out_and_nothing_lets_them_in() -> None:
    admin = AccountAdmin()
    admin.disables(ADMINISTRATOR, PPK.id)
    admin.disables(ADMINISTRATOR, PPK.id)
    assert admin.accounts.known[PPK.id].is_disabled
    assert admin.sign_outs.signed_out == [(PPK.id, ChangeType.ACCOUNT_DISABLED)]
    assert admin.accounts.void == [("invitations", PPK.id), ("codes", PPK.id)]
    assert refusal_of(lambda: admin.invites(ADMINISTRATOR, PPK.id)) == "account_disabled"
    admin.enables(ADMINISTRATOR, PPK.id)
    admin.enables(ADMINISTRATOR, PPK.id)
    assert admin.kinds == [ChangeType.ACCOUNT_DISABLED, ChangeType.ACCOUNT_ENABLED]


def test_a_telephone_is_parted_once() -> None:
    admin = AccountAdmin()
    admin.unlinks(ADMINISTRATOR, PPK.id)
    admin.unlinks(ADMINISTRATOR, PPK.id)
    assert admin.kinds == [ChangeType.ACCOUNT_UNLINKED]
    assert admin.sign_outs.signed_out == [(PPK.id, ChangeType.ACCOUNT_UNLINKED)]


def test_invitations_are_bounded_by_the_hour_and_the_trail_does_not_know_them() -> None:
    admin = AccountAdmin()
    codes = [admin.invites(ADMINISTRATOR, PPK.id) for _ in range(MOST_INVITATIONS)]
    assert refusal_of(lambda: admin.invites(ADMINISTRATOR, PPK.id)) == "too_many_invitations"
    admin.accounts.invited = [(who, at - timedelta(hours=1, seconds=1)) for who, at in admin.accounts.invited]
    admin.invites(ADMINISTRATOR, PPK.id)
    assert not any(code in repr(admin.trail.changes) for code in codes)
