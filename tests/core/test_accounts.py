"""What an administrator may do to whose account, as a table, and what each thing leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.accounts import assignment_of
from core.audit import Changed
from core.catalogue import Directorate
from core.errors import Refusal
from core.people import Assignment, Person
from core.roles import Role
from core.use_cases.change_account import ChangeAccount, described
from core.use_cases.change_roles import MOST_ROLES, GiveRole, TakeRole
from core.use_cases.close_account import DisableAccount, EnableAccount, UnlinkAccount
from core.use_cases.invite_account import MOST_INVITATIONS, InviteAccount
from core.use_cases.open_account import OpenAccount
from core.use_cases.sign_in import InvitePerson
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
    FakeOffices,
    person,
)

SECOND = person(20, "Ratna", Assignment(Role.ADMINISTRATOR))
NOBODY = 999


class Office:
    """An administrator's desk: every use case about accounts, over the same fakes."""

    def __init__(self, *more: Person) -> None:
        self.accounts = FakeAccounts((*EVERYBODY, *more), NOW)
        self.sign_outs, self.trail = FakeSignOuts(self.accounts), FakeTrail()
        self.offices, self.invitations = FakeOffices(), FakeInvitations()

    def opens(self, by: Person, email: str, role: Assignment = PPK.assignments[0]) -> Person:
        use_case = OpenAccount(self.accounts, self.offices, self.trail)
        return use_case(by, " Nina  Kartika", email, "0812-3456", "", role, NOW)

    def changes(self, by: Person, person_id: int, **wanted: str) -> Person:
        was = described(self.person(person_id)) if person_id in self.accounts.known else described(PPK)
        return ChangeAccount(self.accounts, self.trail)(by, person_id, was, {**was, **wanted}, NOW)

    def gives(self, by: Person, person_id: int, role: Assignment) -> Person:
        return GiveRole(self.accounts, self.offices, self.trail)(by, person_id, role, NOW)

    def takes(self, by: Person, person_id: int, seat: str) -> Person:
        return TakeRole(self.accounts, self.offices, self.trail)(by, person_id, seat, NOW)

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
    def kinds(self) -> list[Changed]:
        return [change.kind for change in self.trail.changes]


Does = Callable[[Office, Person, int], object]
DEEDS: dict[str, Does] = {
    "opens": lambda office, by, _whose: office.opens(by, "nina@lkpp.go.id"),
    "changes": lambda office, by, whose: office.changes(by, whose, name="Budiman"),
    "gives": lambda office, by, whose: office.gives(by, whose, Assignment(Role.PP, 20)),
    "takes": lambda office, by, whose: office.takes(by, whose, "ppk:10"),
    "disables": lambda office, by, whose: office.disables(by, whose),
    "enables": lambda office, by, whose: office.enables(by, whose),
    "unlinks": lambda office, by, whose: office.unlinks(by, whose),
    "invites": lambda office, by, whose: office.invites(by, whose),
}


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as no:
        deed()
    return no.value.code


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("by", [PPK, HELPDESK])
def test_whoever_is_no_administrator_may_do_nothing(deed: str, by: Person) -> None:
    office = Office()
    assert refused(lambda: DEEDS[deed](office, by, PPK.id)) == "not_administrator"
    assert office.trail.changes == []


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_was_disabled_a_moment_ago_may_do_nothing_any_more(deed: str) -> None:
    office = Office(SECOND)
    office.disables(SECOND, ADMINISTRATOR.id)
    assert refused(lambda: DEEDS[deed](office, ADMINISTRATOR, PPK.id)) == "not_administrator"
    assert office.accounts.locked == 2, "asked anew while nobody else can change it"


@pytest.mark.parametrize("deed", sorted({*DEEDS} - {"opens"}))
def test_an_account_that_nobody_has_is_unknown(deed: str) -> None:
    assert refused(lambda: DEEDS[deed](Office(), ADMINISTRATOR, NOBODY)) == "account_unknown"


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("opens", Changed.ACCOUNT_OPENED),
        ("changes", Changed.ACCOUNT_CHANGED),
        ("gives", Changed.ROLE_GIVEN),
        ("takes", Changed.ROLE_TAKEN),
        ("disables", Changed.ACCOUNT_DISABLED),
        ("unlinks", Changed.ACCOUNT_UNLINKED),
        ("invites", Changed.ACCOUNT_INVITED),
    ],
)
def test_every_change_is_one_line_of_the_trail_that_names_the_person(deed: str, kind: Changed) -> None:
    office = Office()
    DEEDS[deed](office, ADMINISTRATOR, PPK.id)
    [change] = office.trail.changes
    named = "Nina Kartika (nina@lkpp.go.id)" if deed == "opens" else "Budi (budi@lpse.go.id)"
    assert (change.kind, change.subject, change.person_id) == (kind, named, ADMINISTRATOR.id)


def test_a_new_account_is_as_it_was_read() -> None:
    office = Office()
    opened = office.opens(ADMINISTRATOR, "Nina.K@LKPP.go.id")
    assert (opened.name, opened.email, opened.phone) == ("Nina Kartika", "nina.k@lkpp.go.id", "08123456")
    assert office.trail.changes[0].after == {"phone": "08123456", "role": ["PPK", "LPSE Kota Surabaya"]}
    assert refused(lambda: office.opens(ADMINISTRATOR, "NINA.K@lkpp.go.id")) == "email_taken"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"name": " "}, "name"),
        ({"email": "budi"}, "email"),
        ({"email": HELPDESK.email.upper().replace("LPSE.GO.ID", "lpse.go.id")}, "email_taken"),
        ({"phone": "nol"}, "phone"),
        ({"office": "x" * 151}, "office"),
    ],
)
def test_a_change_that_can_not_be_is_refused(wanted: dict[str, str], code: str) -> None:
    office = Office()
    assert refused(lambda: office.changes(ADMINISTRATOR, PPK.id, **wanted)) == code
    assert office.person(PPK.id) == PPK


def test_only_what_was_changed_is_stored_and_written_down() -> None:
    office = Office()
    was = described(PPK)
    office.accounts.change(replace(PPK, office="Dinas Baru"))
    wanted = {**was, "phone": "0899-112233"}
    ChangeAccount(office.accounts, office.trail)(ADMINISTRATOR, PPK.id, was, wanted, NOW)
    assert (office.person(PPK.id).phone, office.person(PPK.id).office) == ("0899112233", "Dinas Baru")
    [change] = office.trail.changes
    assert (change.before, change.after) == ({"phone": PPK.phone}, {"phone": "0899112233"})
    assert office.accounts.void == []


def test_another_address_makes_void_what_was_sent_to_the_old_one() -> None:
    office = Office()
    office.changes(ADMINISTRATOR, PPK.id, email="Baru@lpse.go.id")
    assert office.person(PPK.id).email == "baru@lpse.go.id"
    assert office.accounts.void == [("invitations", PPK.id), ("codes", PPK.id)]


def test_a_change_of_nothing_leaves_nothing() -> None:
    office = Office()
    office.changes(ADMINISTRATOR, PPK.id, email=PPK.email.upper().replace("LPSE.GO.ID", "lpse.go.id"))
    assert office.trail.changes == []


@pytest.mark.parametrize(
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
    assert assignment_of(FakeOffices(), role, lpse_id, directorate) == expected


@pytest.mark.parametrize(
    ("role", "lpse_id", "code"),
    [
        (Role.ADMIN_PPE, 99, "lpse_unknown"),
        (Role.ADMIN_PPE, BANDUNG.id, "lpse_unknown"),
        (Role.HELPDESK_LPSE, None, "lpse_unknown"),
        (Role.TIM_TEKNIS, 10, "directorate_unknown"),
    ],
)
def test_a_role_without_its_place_is_none(role: Role, lpse_id: int | None, code: str) -> None:
    offices = FakeOffices()
    offices.save(replace(BANDUNG, retired=True))
    assert refused(lambda: assignment_of(offices, role, lpse_id, None)) == code


def test_a_role_is_given_once_and_not_without_end() -> None:
    office = Office()
    assert refused(lambda: office.gives(ADMINISTRATOR, PPK.id, PPK.assignments[0])) == "role_held"
    for lpse_id in range(100, 100 + MOST_ROLES - 1):
        office.gives(ADMINISTRATOR, PPK.id, Assignment(Role.PPK, lpse_id))
    assert refused(lambda: office.gives(ADMINISTRATOR, PPK.id, Assignment(Role.PP, 10))) == "too_many_roles"


def test_a_role_that_is_gone_is_not_taken_again() -> None:
    office = Office()
    office.takes(ADMINISTRATOR, PPK.id, "ppk:10")
    assert office.person(PPK.id).assignments == ()
    assert refused(lambda: office.takes(ADMINISTRATOR, PPK.id, "ppk:10")) == "role_gone"


def test_nobody_closes_their_own_account_or_gives_up_that_role() -> None:
    office, me = Office(SECOND), ADMINISTRATOR
    assert refused(lambda: office.disables(me, me.id)) == "not_yourself"
    assert refused(lambda: office.unlinks(me, me.id)) == "not_yourself"
    assert refused(lambda: office.takes(me, me.id, "administrator")) == "not_yourself"


def test_there_always_is_an_administrator() -> None:
    """As when two of them do it to each other: the second has no right to it any more."""
    office = Office(SECOND)
    office.takes(SECOND, ADMINISTRATOR.id, "administrator")
    assert refused(lambda: office.disables(ADMINISTRATOR, SECOND.id)) == "not_administrator"
    assert office.accounts.administrators() == [SECOND.id]


def test_a_disabled_person_is_signed_out_and_nothing_lets_them_in() -> None:
    office = Office()
    office.disables(ADMINISTRATOR, PPK.id)
    office.disables(ADMINISTRATOR, PPK.id)
    assert office.accounts.known[PPK.id].is_disabled
    assert office.sign_outs.signed_out == [(PPK.id, Changed.ACCOUNT_DISABLED)]
    assert office.accounts.void == [("invitations", PPK.id), ("codes", PPK.id)]
    assert refused(lambda: office.invites(ADMINISTRATOR, PPK.id)) == "account_disabled"
    office.enables(ADMINISTRATOR, PPK.id)
    office.enables(ADMINISTRATOR, PPK.id)
    assert office.kinds == [Changed.ACCOUNT_DISABLED, Changed.ACCOUNT_ENABLED]


def test_a_telephone_is_parted_once() -> None:
    office = Office()
    office.unlinks(ADMINISTRATOR, PPK.id)
    office.unlinks(ADMINISTRATOR, PPK.id)
    assert office.kinds == [Changed.ACCOUNT_UNLINKED]
    assert office.sign_outs.signed_out == [(PPK.id, Changed.ACCOUNT_UNLINKED)]


def test_invitations_are_bounded_by_the_hour_and_the_trail_does_not_know_them() -> None:
    office = Office()
    codes = [office.invites(ADMINISTRATOR, PPK.id) for _ in range(MOST_INVITATIONS)]
    assert refused(lambda: office.invites(ADMINISTRATOR, PPK.id)) == "too_many_invitations"
    office.accounts.invited = [
        (who, at - timedelta(hours=1, seconds=1)) for who, at in office.accounts.invited
    ]
    office.invites(ADMINISTRATOR, PPK.id)
    assert not any(code in repr(office.trail.changes) for code in codes)
