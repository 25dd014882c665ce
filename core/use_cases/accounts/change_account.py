"""Change the name, address, telephone and office of an account, as an administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.administration.accounts import (
    Accounts,
    account_name,
    find_account,
    lock_accounts,
    void_sign_in_means,
)
from core.administration.audit import AuditChange, AuditedRecord, AuditTrail, ChangeType, changed_fields
from core.errors import Refusal
from core.input.emails import read_email
from core.input.names import read_name, read_office, read_phone
from core.people.people import Person

READERS: Mapping[str, Callable[[str], str]] = {
    "name": read_name,
    "email": lambda text: read_email(text).lower(),
    "phone": lambda text: read_phone(text) if text else "",
    "office": lambda text: read_office(text) if text else "",
}


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Store the fields of an account that an administrator edited; leave all others as they are now."""

    accounts: Accounts
    trail: AuditTrail

    def __call__(
        self, by: Person, person_id: int, old: Mapping[str, str], new: Mapping[str, str], at: datetime
    ) -> Person:
        """Return the changed person; `old` are the fields as the administrator saw them, `new` as wanted.

        Both hold name, email, phone and office. Refuse `account_unknown`, `email_taken`, `changed_meanwhile`
        where somebody else has changed one of the same fields since, and as the readers of each field do.
        With another address, invitations and codes that were sent to the old one are void.
        """
        lock_accounts(self.accounts, by)
        person = find_account(self.accounts, person_id).person
        fields = {name: read(new[name]) for name, read in READERS.items() if new[name] != old[name]}
        present = account_fields(person)
        if any(present[name] not in (old[name], value) for name, value in fields.items()):
            raise Refusal("changed_meanwhile")
        if "email" in fields and self.accounts.id_of(fields["email"]) not in (None, person.id):
            raise Refusal("email_taken")
        changed = replace(person, **fields)  # type: ignore[arg-type]  # the readers give texts
        before, after = changed_fields(account_fields(person), account_fields(changed))
        if after:
            self.accounts.change(changed)
            if "email" in after:
                if not self.accounts.change_email(person, changed.email, at):
                    raise Refusal("email_taken")
                void_sign_in_means(self.accounts, person, at)
            self.trail.add(
                AuditChange(
                    ChangeType.ACCOUNT_CHANGED,
                    account_name(person),
                    at,
                    by.id,
                    before,
                    after,
                    AuditedRecord.ACCOUNT.key(person.id),
                )
            )
        return changed


def account_fields(person: Person) -> dict[str, str]:
    """Return the fields of an account that an administrator may change."""
    return {"name": person.name, "email": person.email, "phone": person.phone, "office": person.office}
