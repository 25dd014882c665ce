"""Erase a person: what makes an erasure possible, and what the person is called from then on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.administration.audit import AuditChange, AuditTrail, ChangeType
from core.errors import Refusal
from core.words import _

# Numbers of open tickets that a refusal names.
MOST_NAMED = 10
ERASED_NAME = _("Pengguna dihapus %(number)s")
# A domain that no mail server may have (RFC 2606), so that no letter arrives and no code can be sent.
ERASED_DOMAIN = "dihapus.invalid"


@dataclass(frozen=True, slots=True)
class DataSubject:
    """The person whose data is meant; `chat_id` is their linked chat, if they have one."""

    person_id: int
    name: str
    email: str
    chat_id: int | None
    is_erased: bool = False


class Erasures(Protocol):
    """Finds what is kept about people, and erases it."""

    def find(self, address: str) -> DataSubject | None:
        """Return whoever has this address now; None where nobody has it."""

    def open_tickets(self, person_id: int, limit: int) -> Sequence[str]:
        """Return up to `limit` numbers of tickets that this person reported and that are not closed."""

    def counts(self, subject: DataSubject) -> Mapping[str, int]:
        """Return how many rows of each kind would be deleted or emptied, by the name of their table.

        Letters about the person's tickets that went to other addresses than the account's are not counted.
        """

    def begin(self, subject: DataSubject) -> None:
        """Disable the account, unlink its chat, and drop what waits for it; again, it changes nothing."""

    def finish(self, subject: DataSubject, name: str, address: str) -> None:
        """Replace name and address, and delete all that names the person; the account is nobody's then."""


class AdministratorIds(Protocol):
    """Knows who administers the helpdesk."""

    def administrators(self) -> Collection[int]:
        """Return the ids of administrators who are not disabled."""


def erased_name(person_id: int) -> str:
    """Return what an erased person is called."""
    return ERASED_NAME % {"number": person_id}


def erased_address(person_id: int) -> str:
    """Return the address of an erased person, which nobody can have."""
    return f"{person_id}@{ERASED_DOMAIN}"


@dataclass(frozen=True, slots=True)
class EraseAccount:
    """Erase a person in two steps, between which the caller empties their tickets in portions.

    Everything may be called again after a kill: the address finds the person until the last step is done.
    """

    erasures: Erasures
    administrators: AdministratorIds
    trail: AuditTrail

    def check(self, address: str) -> DataSubject:
        """Return the person; refuse `account_unknown`, `last_administrator` and `has_open_tickets`.

        Open tickets are closed by people first: closing one here would take a problem away from those who
        work on it, without a word to them. Whoever can't be asked any more has them solved by staff, and
        they close by themselves.
        """
        subject = self.erasures.find(address)
        if subject is None or subject.is_erased:
            raise Refusal("account_unknown")
        if set(self.administrators.administrators()) == {subject.person_id}:
            raise Refusal("last_administrator")
        numbers = tuple(self.erasures.open_tickets(subject.person_id, MOST_NAMED))
        if numbers:
            raise Refusal("has_open_tickets", numbers=numbers)
        return subject

    def begin(self, address: str) -> DataSubject:
        """Let the person in no more, and return them; refuse as `check` does."""
        subject = self.check(address)
        self.erasures.begin(subject)
        return subject

    def finish(self, subject: DataSubject, at: datetime) -> str:
        """Replace the name, record that somebody was erased, without saying who, and return the new name."""
        name = erased_name(subject.person_id)
        self.erasures.finish(subject, name, erased_address(subject.person_id))
        self.trail.add(AuditChange(ChangeType.ACCOUNT_ERASED, name, at, None))
        return name
