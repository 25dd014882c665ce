"""Accounts as administrators see them: found, looked at and changed, also where they are disabled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.audit import Change, Changed, Trail, require_administrator
from core.catalogue import Directorate
from core.errors import Refusal
from core.people import Assignment, Person
from core.ports import Offices
from core.roles import Level, Role


@dataclass(frozen=True, slots=True)
class Account:
    """A person with what only administrators see of them; `in_hand` counts the tickets they hold."""

    person: Person
    created_at: datetime
    is_disabled: bool = False
    is_linked: bool = False
    is_reachable: bool = False
    in_hand: int = 0


@dataclass(frozen=True, slots=True)
class AccountFilters:
    """What accounts are looked for by; role and LPSE have to be those of one assignment."""

    text: str = ""
    role: Role | None = None
    lpse_id: int | None = None


class Accounts(Protocol):
    """The accounts, disabled ones too."""

    def lock(self) -> None:
        """Nobody else changes accounts in chat until this unit of work ends."""

    def get(self, person_id: int) -> Account | None: ...

    def id_of(self, address: str) -> int | None:
        """Whose address it is, whatever its case."""

    def open(self, person: Person, at: datetime) -> Person | None:
        """The person with an id; None where the address has an account already."""

    def change(self, person: Person) -> None:
        """Store the name, telephone and office."""

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        """Another address, to which letters about open tickets go too; False where it is somebody else's.

        Files of accounts that name the former one still mean this person.
        """

    def set_disabled(self, person_id: int, disabled: bool) -> None: ...

    def give(self, person_id: int, assignment: Assignment) -> None: ...

    def take(self, person_id: int, assignment: Assignment) -> None: ...

    def administrators(self) -> Collection[int]:
        """Ids of those who are administrators and not disabled."""

    def void_invitations(self, person_id: int, at: datetime) -> None:
        """Those that wait for this person sign nobody in any more."""

    def void_codes(self, person_id: int) -> None:
        """The same for codes that were sent."""

    def count_invited(self, person_id: int, since: datetime) -> int:
        """Invitations made since then."""


class SignOuts(Protocol):
    """Ends what somebody can do in chat."""

    def sign_out(self, person_id: int, because: Changed) -> None:
        """The chat of theirs, if there is one, is told why and speaks for nobody any more."""


def entrusted(accounts: Accounts, by: Person) -> None:
    """Hold the accounts for a change; refuses `not_administrator`.

    Asked anew under the lock: of two administrators who disable each other at once, only one may. As nobody
    can do it to themselves either, whoever did it last is an administrator still: there always is one.
    """
    require_administrator(by)
    accounts.lock()
    if by.id not in accounts.administrators():
        raise Refusal("not_administrator")


def found(accounts: Accounts, person_id: int) -> Account:
    """The account of this number; refuses `account_unknown`."""
    account = accounts.get(person_id)
    if account is None:
        raise Refusal("account_unknown")
    return account


def assignment_of(
    offices: Offices, role: Role, lpse_id: int | None, directorate: Directorate | None
) -> Assignment:
    """The role with the one place it needs, if any; refuses `lpse_unknown` and `directorate_unknown`."""
    if role.needs_lpse:
        lpse = offices.get(lpse_id) if lpse_id is not None else None
        if lpse is None or lpse.retired:
            raise Refusal("lpse_unknown")
        return Assignment(role, lpse_id=lpse_id)
    if role.level is Level.TIM_TEKNIS:
        if directorate is None:
            raise Refusal("directorate_unknown")
        return Assignment(role, directorate=directorate)
    return Assignment(role)


def void_ways_in(accounts: Accounts, person: Person, at: datetime) -> None:
    """Whatever was sent to this person to sign in with does so no longer."""
    accounts.void_invitations(person.id, at)
    accounts.void_codes(person.id)


def called(person: Person) -> str:
    """What the trail calls an account."""
    return f"{person.name} ({person.email})"


def trace_administrators(trail: Trail, names: Iterable[str], by: int | None, at: datetime) -> None:
    """A file may bring very many roles, which the trail counts; whom it gave all power, it names."""
    for name in names:
        given = {"role": [Role.ADMINISTRATOR.label]}
        trail.add(Change(Changed.ROLE_GIVEN, name, at, by, {}, given))


def spelled(assignment: Assignment, offices: Offices) -> list[str]:
    """A role as people call it, with its place."""
    lpse = offices.get(assignment.lpse_id) if assignment.lpse_id is not None else None
    places = [lpse.name if lpse else "", assignment.directorate.label if assignment.directorate else ""]
    return [assignment.role.label, *filter(None, places)]
