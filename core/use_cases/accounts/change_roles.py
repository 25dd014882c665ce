"""Give a person a role and take one from them, as an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.administration.accounts import Accounts, account_name, assignment_name, find_account, lock_accounts
from core.administration.audit import AuditChange, AuditedRecord, AuditTrail, ChangeType
from core.errors import Refusal
from core.master_data.ports import Lpses
from core.organisation.roles import Role
from core.people.people import Assignment, Person

# Roles of one person, as many as the screen of an account has room for.
MOST_ROLES = 20


@dataclass(frozen=True, slots=True)
class GiveRole:
    """Give a person one more role."""

    accounts: Accounts
    lpses: Lpses
    trail: AuditTrail

    def __call__(self, by: Person, person_id: int, role: Assignment, at: datetime) -> Person:
        """Return the person; refuse `account_unknown`, `role_held` and `too_many_roles`."""
        lock_accounts(self.accounts, by)
        person = find_account(self.accounts, person_id).person
        check_new_role(person, role)
        self.accounts.add_assignment(person.id, role)
        given = {"role": assignment_name(role, self.lpses)}
        self.trail.add(
            AuditChange(
                ChangeType.ROLE_GIVEN,
                account_name(person),
                at,
                by.id,
                {},
                given,
                AuditedRecord.ACCOUNT.key(person.id),
            )
        )
        return person


def check_new_role(person: Person, role: Assignment) -> None:
    """Refuse `role_held` and `too_many_roles` where the person can't be given this role."""
    if role in person.assignments:
        raise Refusal("role_held")
    check_room(person)


def check_room(person: Person) -> None:
    """Refuse `too_many_roles` where the person can be given no role at all."""
    if len(person.assignments) >= MOST_ROLES:
        raise Refusal("too_many_roles", limit=MOST_ROLES)


def check_may_take(by: Person, person: Person, role: Assignment) -> None:
    """Refuse `not_yourself` to administrators who give up being one."""
    if role.role is Role.ADMINISTRATOR and person.id == by.id:
        raise Refusal("not_yourself")


@dataclass(frozen=True, slots=True)
class TakeRole:
    """Take a role from a person; tickets that they hold in it go back to their queue afterwards."""

    accounts: Accounts
    lpses: Lpses
    trail: AuditTrail

    def __call__(self, by: Person, person_id: int, key: str, at: datetime) -> Person:
        """Return the person; `key` is the key of the assignment.

        Refuse `account_unknown`, `role_gone`, and `not_yourself` to administrators who give up being one.
        """
        lock_accounts(self.accounts, by)
        person = find_account(self.accounts, person_id).person
        role = next((a for a in person.assignments if a.key == key), None)
        if role is None:
            raise Refusal("role_gone")
        check_may_take(by, person, role)
        self.accounts.remove_assignment(person.id, role)
        taken = {"role": assignment_name(role, self.lpses)}
        self.trail.add(
            AuditChange(
                ChangeType.ROLE_TAKEN,
                account_name(person),
                at,
                by.id,
                taken,
                {},
                AuditedRecord.ACCOUNT.key(person.id),
            )
        )
        return person
