"""Give a person a role and take one from them, as an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.accounts import Accounts, called, entrusted, found, spelled
from core.audit import Change, Changed, Trail
from core.errors import Refusal
from core.people import Assignment, Person
from core.ports import Offices
from core.roles import Role

# As many as a card has room for.
MOST_ROLES = 20


@dataclass(frozen=True, slots=True)
class GiveRole:
    """One more role for somebody."""

    accounts: Accounts
    offices: Offices
    trail: Trail

    def __call__(self, by: Person, person_id: int, role: Assignment, at: datetime) -> Person:
        """Refuses `account_unknown`, `role_held` and `too_many_roles`."""
        entrusted(self.accounts, by)
        person = found(self.accounts, person_id).person
        if role in person.assignments:
            raise Refusal("role_held")
        if len(person.assignments) >= MOST_ROLES:
            raise Refusal("too_many_roles", limit=MOST_ROLES)
        self.accounts.give(person.id, role)
        given = {"role": spelled(role, self.offices)}
        self.trail.add(Change(Changed.ROLE_GIVEN, called(person), at, by.id, {}, given))
        return person


@dataclass(frozen=True, slots=True)
class TakeRole:
    """Whoever holds tickets in that role no longer may; what they hold goes back to its queue by itself."""

    accounts: Accounts
    offices: Offices
    trail: Trail

    def __call__(self, by: Person, person_id: int, seat: str, at: datetime) -> Person:
        """`seat` names the role.

        Refuses `account_unknown`, `role_gone`, and `not_yourself` to an administrator who gives that up.
        """
        entrusted(self.accounts, by)
        person = found(self.accounts, person_id).person
        role = next((a for a in person.assignments if a.seat == seat), None)
        if role is None:
            raise Refusal("role_gone")
        if role.role is Role.ADMINISTRATOR and person.id == by.id:
            raise Refusal("not_yourself")
        self.accounts.take(person.id, role)
        taken = {"role": spelled(role, self.offices)}
        self.trail.add(Change(Changed.ROLE_TAKEN, called(person), at, by.id, taken, {}))
        return person
