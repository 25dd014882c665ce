"""Open an account, as an administrator: a person and their first role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.accounts import Accounts, called, entrusted, spelled
from core.audit import Change, Changed, Trail
from core.emails import read_email
from core.errors import Refusal
from core.people import Assignment, Person
from core.ports import Offices
from core.use_cases.change_profile import read_name, read_office, read_phone


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """The address is the account: one that is registered already is refused."""

    accounts: Accounts
    offices: Offices
    trail: Trail

    def __call__(
        self, by: Person, name: str, email: str, phone: str, office: str, role: Assignment, at: datetime
    ) -> Person:
        """The person with an id; refuses `email_taken`, and as the readers of each field do."""
        entrusted(self.accounts, by)
        person = Person(
            0,
            read_name(name),
            read_email(email).lower(),
            read_phone(phone) if phone else "",
            read_office(office) if office else "",
            assignments=(role,),
        )
        opened = self.accounts.open(person, at)
        if opened is None:
            raise Refusal("email_taken")
        after = {"phone": person.phone, "office": person.office, "role": spelled(role, self.offices)}
        said = {name: value for name, value in after.items() if value}
        self.trail.add(Change(Changed.ACCOUNT_OPENED, called(opened), at, by.id, {}, said))
        return opened
