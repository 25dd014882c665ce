"""Change one's own name, telephone and office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Protocol

from core.errors import Refusal
from core.people import Person

# Characters; ours, the guides name no bounds.
LONGEST_NAME = 100
LONGEST_OFFICE = 150

_PHONE = re.compile(r"\+?[0-9]{6,15}")


class Profiles(Protocol):
    """Where what people say of themselves is kept."""

    def change_profile(self, person: Person) -> None:
        """Store the name, telephone and office of this account."""


@dataclass(frozen=True, slots=True)
class ChangeProfile:
    """Stores what was read by the functions below."""

    profiles: Profiles

    def __call__(self, person: Person, name: str, phone: str, office: str) -> Person:
        """The person as changed; refuses as `read_name`, `read_phone` and `read_office` do."""
        changed = replace(
            person,
            name=read_name(name),
            phone=read_phone(phone) if phone else "",
            office=read_office(office) if office else "",
        )
        self.profiles.change_profile(changed)
        return changed


def read_name(text: str) -> str:
    """A name in one line; Refusal("name") where it is empty or longer than LONGEST_NAME."""
    name = _one_line(text)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refusal("name", limit=LONGEST_NAME)
    return name


def read_phone(text: str) -> str:
    """A telephone number without its spaces, dots and dashes; Refusal("phone")."""
    phone = re.sub(r"[\s.()-]", "", text)
    if not _PHONE.fullmatch(phone):
        raise Refusal("phone")
    return phone


def read_office(text: str) -> str:
    """Where somebody works, in one line; Refusal("office") beyond LONGEST_OFFICE."""
    office = _one_line(text)
    if len(office) > LONGEST_OFFICE:
        raise Refusal("office", limit=LONGEST_OFFICE)
    return office


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
