"""Change what an account says of its person, as an administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.accounts import Accounts, called, entrusted, found, void_ways_in
from core.audit import Change, Changed, Trail, differences
from core.emails import read_email
from core.errors import Refusal
from core.people import Person
from core.use_cases.change_profile import read_name, read_office, read_phone

READERS: Mapping[str, Callable[[str], str]] = {
    "name": read_name,
    "email": lambda text: read_email(text).lower(),
    "phone": lambda text: read_phone(text) if text else "",
    "office": lambda text: read_office(text) if text else "",
}


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Only what the administrator changed is stored: what somebody else changed meanwhile stays theirs."""

    accounts: Accounts
    trail: Trail

    def __call__(
        self, by: Person, person_id: int, was: Mapping[str, str], wanted: Mapping[str, str], at: datetime
    ) -> Person:
        """The person as changed; `was` and `wanted` are name, email, phone and office.

        Refuses `account_unknown`, `email_taken`, and as the readers of each field do. With another address,
        invitations and codes that were sent to the old one are void.
        """
        entrusted(self.accounts, by)
        person = found(self.accounts, person_id).person
        said = {name: read(wanted[name]) for name, read in READERS.items() if wanted[name] != was[name]}
        if "email" in said and self.accounts.id_of(said["email"]) not in (None, person.id):
            raise Refusal("email_taken")
        changed = replace(person, **said)  # type: ignore[arg-type]  # the readers give texts
        before, after = differences(described(person), described(changed))
        if after:
            self.accounts.change(changed)
            if "email" in after:
                if not self.accounts.change_email(person, changed.email, at):
                    raise Refusal("email_taken")
                void_ways_in(self.accounts, person, at)
            self.trail.add(Change(Changed.ACCOUNT_CHANGED, called(person), at, by.id, before, after))
        return changed


def described(person: Person) -> dict[str, str]:
    """What an administrator may change of an account, by field."""
    return {"name": person.name, "email": person.email, "phone": person.phone, "office": person.office}
