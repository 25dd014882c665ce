"""Fakes of accounts, as administrators see them, and of signing people out."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.administration.accounts import Account
from core.administration.audit import ChangeType
from core.people.people import Assignment, Person


class FakeAccounts:
    """Accounts by id; records locks, and which invitations and codes were made void."""

    def __init__(self, people: Collection[Person], at: datetime) -> None:
        self.known = {p.id: Account(p, at, is_linked=True, is_reachable=True) for p in people}
        self.locked = 0
        self.void: list[tuple[str, int]] = []
        self.invited: list[tuple[int, datetime]] = []

    def lock(self) -> None:
        self.locked += 1

    def get(self, person_id: int) -> Account | None:
        return self.known.get(person_id)

    def id_of(self, address: str) -> int | None:
        found = (a.person.id for a in self.known.values() if a.person.email == address.lower())
        return next(found, None)

    def create(self, person: Person, at: datetime) -> Person | None:
        if self.id_of(person.email) is not None:
            return None
        opened = replace(person, id=max(self.known) + 1)
        self.known[opened.id] = Account(opened, at)
        return opened

    def change(self, person: Person) -> None:
        self._put(person.id, person=replace(person, email=self.known[person.id].person.email))

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        if self.id_of(address) not in (None, person.id):
            return False
        self._put(person.id, person=replace(self.known[person.id].person, email=address))
        return True

    def set_disabled(self, person_id: int, disabled: bool) -> None:
        self._put(person_id, is_disabled=disabled)

    def add_assignment(self, person_id: int, assignment: Assignment) -> None:
        person = self.known[person_id].person
        self._put(person_id, person=replace(person, assignments=(*person.assignments, assignment)))

    def remove_assignment(self, person_id: int, assignment: Assignment) -> None:
        person = self.known[person_id].person
        kept = tuple(a for a in person.assignments if a != assignment)
        self._put(person_id, person=replace(person, assignments=kept))

    def administrators(self) -> Collection[int]:
        return [i for i, a in self.known.items() if a.person.is_administrator and not a.is_disabled]

    def void_invitations(self, person_id: int, at: datetime) -> None:
        self.void.append(("invitations", person_id))

    def void_codes(self, person_id: int) -> None:
        self.void.append(("codes", person_id))

    def count_invited(self, person_id: int, since: datetime) -> int:
        return sum(who == person_id and at >= since for who, at in self.invited)

    def _put(self, person_id: int, **changes: object) -> None:
        self.known[person_id] = replace(self.known[person_id], **changes)  # type: ignore[arg-type]


class FakeSignOuts:
    """Records who was signed out, and why."""

    def __init__(self, accounts: FakeAccounts) -> None:
        self.accounts = accounts
        self.signed_out: list[tuple[int, ChangeType]] = []

    def sign_out(self, person_id: int, because: ChangeType) -> None:
        self.signed_out.append((person_id, because))
        account = self.accounts.known[person_id]
        self.accounts.known[person_id] = replace(account, is_linked=False, is_reachable=False)
