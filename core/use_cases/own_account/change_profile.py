"""Change one's own name, telephone and office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from core.administration.accounts import account_name
from core.administration.audit import AuditChange, AuditTrail, ChangeType, changed_fields
from core.errors import Refusal
from core.input.names import read_name, read_office, read_phone
from core.people.desk_names import imitates_desk
from core.people.people import Person


class Profiles(Protocol):
    """Stores what people say of themselves."""

    def change_profile(self, person: Person) -> None:
        """Store the name, telephone and office of this account."""


def read_own_name(person: Person, text: str) -> str:
    """Return a name that this person may give themself; refuse as `read_name` does, and `name_of_desk`.

    Names that imitate a desk or its staff are given by administrators only, so that nobody poses as the
    helpdesk. One that somebody has already stays.
    """
    name = read_name(text)
    if name != person.name and not person.is_administrator and imitates_desk(name):
        raise Refusal("name_of_desk")
    return name


@dataclass(frozen=True, slots=True)
class ChangeProfile:
    """Change the person's own name, telephone and office; the last two may be empty."""

    profiles: Profiles
    trail: AuditTrail

    def __call__(self, person: Person, name: str, phone: str, office: str, at: datetime) -> Person:
        """Return the changed person; refuse as `read_own_name`, `read_phone` and `read_office` do."""
        changed = replace(
            person,
            name=read_own_name(person, name),
            phone=read_phone(phone) if phone else "",
            office=read_office(office) if office else "",
        )
        before, after = changed_fields(_profile(person), _profile(changed))
        if after:
            self.profiles.change_profile(changed)
            kind = ChangeType.PROFILE_CHANGED
            self.trail.add(AuditChange(kind, account_name(person), at, person.id, before, after))
        return changed


def _profile(person: Person) -> dict[str, str]:
    return {"name": person.name, "phone": person.phone, "office": person.office}
