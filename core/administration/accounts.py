"""Accounts as administrators see and change them, disabled ones included."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.administration.audit import (
    AuditChange,
    AuditedRecord,
    AuditTrail,
    ChangeType,
    require_administrator,
)
from core.errors import Refusal
from core.master_data.ports import Lpses
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.people import Assignment, Person
from core.words import _


@dataclass(frozen=True, slots=True)
class Account:
    """A person with facts for administrators only; `in_hand` counts the tickets that they hold.

    `is_linked` says that a chat speaks for the person, `is_reachable` that it accepts messages.
    """

    person: Person
    created_at: datetime
    is_disabled: bool = False
    is_linked: bool = False
    is_reachable: bool = False
    in_hand: int = 0
    is_erased: bool = False


class AccountStanding(StrEnum):
    """Standings of accounts, by which a search is filtered."""

    LINKED = "linked"
    NEVER_SIGNED_IN = "never"
    DISABLED = "disabled"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return STANDING_LABELS[self]


STANDING_LABELS = {
    AccountStanding.LINKED: _("Terhubung Telegram"),
    AccountStanding.NEVER_SIGNED_IN: _("Belum pernah masuk"),
    AccountStanding.DISABLED: _("Akun nonaktif"),
    AccountStanding.ADMINISTRATOR: _("Administrator"),
}


@dataclass(frozen=True, slots=True)
class AccountFilters:
    """Filters of a search for accounts; role and LPSE have to be those of one assignment."""

    text: str = ""
    role: Role | None = None
    lpse_id: int | None = None
    standing: AccountStanding | None = None


class Accounts(Protocol):
    """Accounts, disabled ones included."""

    def lock(self) -> None:
        """Keep others from changing accounts in chat until this unit of work ends."""

    def get(self, person_id: int) -> Account | None:
        """Return the account of this person, or None."""

    def id_of(self, address: str) -> int | None:
        """Return the id of the person with this address, in any case, or None."""

    def create(self, person: Person, at: datetime) -> Person | None:
        """Store a new account and return its person with an id; None if the address has an account."""

    def change(self, person: Person) -> None:
        """Store the name, telephone and office."""

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        """Store another address, to which letters about open tickets go too.

        Return False if another account has it. Imports of accounts that name the former address still mean
        this person.
        """

    def set_disabled(self, person_id: int, disabled: bool) -> None:
        """Disable or enable the account."""

    def add_assignment(self, person_id: int, assignment: Assignment) -> None:
        """Give the person this role."""

    def remove_assignment(self, person_id: int, assignment: Assignment) -> None:
        """Take this role from the person."""

    def administrators(self) -> Collection[int]:
        """Return the ids of administrators who are not disabled."""

    def void_invitations(self, person_id: int, at: datetime) -> None:
        """Make unused invitations of this person invalid."""

    def void_codes(self, person_id: int) -> None:
        """Make codes that were sent to this person invalid."""

    def count_invited(self, person_id: int, since: datetime) -> int:
        """Return how many invitations were made for this person since then."""


class SignOuts(Protocol):
    """Ends what a person can do in chat."""

    def sign_out(self, person_id: int, because: ChangeType) -> None:
        """Unlink the person's chat, if there is one, and tell it why."""


def lock_accounts(accounts: Accounts, by: Person) -> None:
    """Lock the accounts for a change by this administrator; refuse `not_administrator`.

    The right is checked again under the lock: of two administrators who disable each other at once, only one
    succeeds. As nobody can disable or demote themselves either, there always is an administrator.
    """
    require_administrator(by)
    accounts.lock()
    if by.id not in accounts.administrators():
        raise Refusal("not_administrator")


def find_account(accounts: Accounts, person_id: int) -> Account:
    """Return the account of this person; refuse `account_unknown`, as for one that was erased."""
    account = accounts.get(person_id)
    if account is None or account.is_erased:
        raise Refusal("account_unknown")
    return account


def assignment_of(
    lpses: Lpses, role: Role, lpse_id: int | None, directorate: Directorate | None
) -> Assignment:
    """Return the role with the place that it needs; refuse `lpse_unknown` and `directorate_unknown`.

    Roles of an LPSE need one that is not retired, those of a technical team need a directorate.
    """
    if role.needs_lpse:
        lpse = lpses.get(lpse_id) if lpse_id is not None else None
        if lpse is None or lpse.retired:
            raise Refusal("lpse_unknown")
        return Assignment(role, lpse_id=lpse_id)
    if role.level is Level.TIM_TEKNIS:
        if directorate is None:
            raise Refusal("directorate_unknown")
        return Assignment(role, directorate=directorate)
    return Assignment(role)


def void_sign_in_means(accounts: Accounts, person: Person, at: datetime) -> None:
    """Make all invitations and codes that were sent to this person invalid."""
    accounts.void_invitations(person.id, at)
    accounts.void_codes(person.id)


def account_name(person: Person) -> str:
    """Return the name of an account in the audit trail."""
    return f"{person.name} ({person.email})"


@dataclass(frozen=True, slots=True)
class ImportedChange:
    """Details of an account that an import has changed, as they were and as they are; `name` is as it was."""

    person_id: int
    email: str
    name: str
    before: Mapping[str, object]
    after: Mapping[str, object]


def record_imported_changes(
    trail: AuditTrail, changes: Iterable[ImportedChange], by: int | None, at: datetime
) -> None:
    """Record what an import has overwritten, a line for each account."""
    for change in changes:
        name, record = f"{change.name} ({change.email})", AuditedRecord.ACCOUNT.key(change.person_id)
        trail.add(AuditChange(ChangeType.ACCOUNT_CHANGED, name, at, by, change.before, change.after, record))


def record_new_administrators(trail: AuditTrail, names: Iterable[str], by: int | None, at: datetime) -> None:
    """Record which of the accounts of an import became administrators.

    An import may bring very many roles, which the trail only counts; new administrators it names.
    """
    for name in names:
        given = {"role": [Role.ADMINISTRATOR.label]}
        trail.add(AuditChange(ChangeType.ROLE_GIVEN, name, at, by, {}, given))


def assignment_name(assignment: Assignment, lpses: Lpses) -> list[str]:
    """Return the label of the role, and that of its LPSE or directorate."""
    lpse = lpses.get(assignment.lpse_id) if assignment.lpse_id is not None else None
    places = [lpse.name if lpse else "", assignment.directorate.label if assignment.directorate else ""]
    return [assignment.role.label, *filter(None, places)]
