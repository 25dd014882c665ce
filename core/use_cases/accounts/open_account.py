"""Open an account for a person with their first role, as an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.administration.accounts import Accounts, account_name, assignment_name, lock_accounts
from core.administration.audit import AuditChange, AuditedRecord, AuditTrail, ChangeType
from core.errors import Refusal
from core.input.emails import read_email
from core.input.names import read_name, read_office, read_phone
from core.master_data.ports import Lpses
from core.people.people import Assignment, Person


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """Open an account; its address identifies it, so one that is registered already is refused."""

    accounts: Accounts
    lpses: Lpses
    trail: AuditTrail

    def __call__(
        self, by: Person, name: str, email: str, phone: str, office: str, role: Assignment, at: datetime
    ) -> Person:
        """Return the person with an id; refuse `email_taken`, and as the readers of each field do."""
        lock_accounts(self.accounts, by)
        person = Person(
            0,
            read_name(name),
            read_email(email).lower(),
            read_phone(phone) if phone else "",
            read_office(office) if office else "",
            assignments=(role,),
        )
        opened = self.accounts.create(person, at)
        if opened is None:
            raise Refusal("email_taken")
        after = {"phone": person.phone, "office": person.office, "role": assignment_name(role, self.lpses)}
        given = {name: value for name, value in after.items() if value}
        self.trail.add(
            AuditChange(
                ChangeType.ACCOUNT_OPENED,
                account_name(opened),
                at,
                by.id,
                {},
                given,
                AuditedRecord.ACCOUNT.key(opened.id),
            )
        )
        return opened
