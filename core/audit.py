"""What administrators have changed: one line each, for good, of who changed what and how it was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.errors import Refusal
from core.people import Person
from core.words import _


class Changed(StrEnum):
    """The kinds of changes; the value is what the trail stores."""

    ACCOUNT_OPENED = "account_opened"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    ACCOUNT_UNLINKED = "account_unlinked"
    ACCOUNT_INVITED = "account_invited"
    ACCOUNTS_IMPORTED = "accounts_imported"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    LPSE_ADDED = "lpse_added"
    LPSE_CHANGED = "lpse_changed"
    APPLICATION_ADDED = "application_added"
    APPLICATION_CHANGED = "application_changed"
    CATEGORY_ADDED = "category_added"
    CATEGORY_CHANGED = "category_changed"
    QUESTION_ADDED = "question_added"
    QUESTION_CHANGED = "question_changed"
    QUESTION_REMOVED = "question_removed"
    FAQ_IMPORTED = "faq_imported"
    RULE_CHANGED = "rule_changed"

    @property
    def label(self) -> str:
        return CHANGED_LABELS[self]


CHANGED_LABELS = {
    Changed.ACCOUNT_OPENED: _("Akun dibuat"),
    Changed.ACCOUNT_CHANGED: _("Akun diubah"),
    Changed.ACCOUNT_DISABLED: _("Akun dinonaktifkan"),
    Changed.ACCOUNT_ENABLED: _("Akun diaktifkan"),
    Changed.ACCOUNT_UNLINKED: _("Telegram diputuskan dari akun"),
    Changed.ACCOUNT_INVITED: _("Undangan dibuat"),
    Changed.ACCOUNTS_IMPORTED: _("Akun diimpor"),
    Changed.ROLE_GIVEN: _("Peran diberikan"),
    Changed.ROLE_TAKEN: _("Peran dicabut"),
    Changed.LPSE_ADDED: _("LPSE ditambahkan"),
    Changed.LPSE_CHANGED: _("LPSE diubah"),
    Changed.APPLICATION_ADDED: _("Aplikasi ditambahkan"),
    Changed.APPLICATION_CHANGED: _("Aplikasi diubah"),
    Changed.CATEGORY_ADDED: _("Kategori ditambahkan"),
    Changed.CATEGORY_CHANGED: _("Kategori diubah"),
    Changed.QUESTION_ADDED: _("Pertanyaan FAQ ditambahkan"),
    Changed.QUESTION_CHANGED: _("Pertanyaan FAQ diubah"),
    Changed.QUESTION_REMOVED: _("Pertanyaan FAQ dihapus"),
    Changed.FAQ_IMPORTED: _("FAQ diimpor"),
    Changed.RULE_CHANGED: _("Pengaturan diubah"),
}


class Area(StrEnum):
    """What a change is about, as the trail is filtered."""

    ACCOUNTS = "accounts"
    LPSES = "lpses"
    APPLICATIONS = "applications"
    FAQ = "faq"
    RULES = "rules"

    @property
    def label(self) -> str:
        return AREA_LABELS[self]

    @property
    def kinds(self) -> Sequence[Changed]:
        return KINDS[self]


AREA_LABELS = {
    Area.ACCOUNTS: _("Akun"),
    Area.LPSES: _("LPSE"),
    Area.APPLICATIONS: _("Aplikasi"),
    Area.FAQ: _("FAQ"),
    Area.RULES: _("Pengaturan"),
}

KINDS = {
    Area.ACCOUNTS: (
        Changed.ACCOUNT_OPENED,
        Changed.ACCOUNT_CHANGED,
        Changed.ACCOUNT_DISABLED,
        Changed.ACCOUNT_ENABLED,
        Changed.ACCOUNT_UNLINKED,
        Changed.ACCOUNT_INVITED,
        Changed.ACCOUNTS_IMPORTED,
        Changed.ROLE_GIVEN,
        Changed.ROLE_TAKEN,
    ),
    Area.LPSES: (Changed.LPSE_ADDED, Changed.LPSE_CHANGED),
    Area.APPLICATIONS: (
        Changed.APPLICATION_ADDED,
        Changed.APPLICATION_CHANGED,
        Changed.CATEGORY_ADDED,
        Changed.CATEGORY_CHANGED,
    ),
    Area.FAQ: (
        Changed.QUESTION_ADDED,
        Changed.QUESTION_CHANGED,
        Changed.QUESTION_REMOVED,
        Changed.FAQ_IMPORTED,
    ),
    Area.RULES: (Changed.RULE_CHANGED,),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes of the trail are shown: those of an area, with these words in a name or the subject."""

    area: Area | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `subject` is what people call the thing; `before` and `after` are JSON-safe.

    `person_id` is None where it was done from the command line.
    """

    kind: Changed
    subject: str
    at: datetime
    person_id: int | None
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


class Trail(Protocol):
    """The audit trail: lines are added, and never changed."""

    def add(self, change: Change) -> None: ...


def require_administrator(person: Person | None) -> Person:
    """The administrator; refuses `not_administrator` for everybody else, and for nobody."""
    if person is None or not person.is_administrator:
        raise Refusal("not_administrator")
    return person


def differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """What of two records differs, as it was and as it is; what is equal is left out of both."""
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {n: before[n] for n in changed if n in before}, {n: after[n] for n in changed if n in after}
