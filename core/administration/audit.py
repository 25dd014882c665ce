"""The audit trail: a line for each change by an administrator, or of somebody's own account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.errors import Refusal
from core.people.people import Person
from core.words import _


class ChangeType(StrEnum):
    """Kinds of changes; the value is what the trail stores."""

    ACCOUNT_OPENED = "account_opened"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    ACCOUNT_UNLINKED = "account_unlinked"
    ACCOUNT_INVITED = "account_invited"
    ACCOUNTS_IMPORTED = "accounts_imported"
    ACCOUNT_SIGNED_OUT = "account_signed_out"
    PROFILE_CHANGED = "profile_changed"
    DATA_EXPORTED = "data_exported"
    ACCOUNT_ERASED = "account_erased"
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
    GROUP_CLAIMED = "group_claimed"
    GROUP_CONFIRMED = "group_confirmed"
    GROUP_RELEASED = "group_released"
    GROUP_ENDED = "group_ended"
    # Looks at tickets of others, which change nothing; see `core.administration.looks`.
    TICKET_OPENED = "ticket_opened"
    TICKET_PRINTED = "ticket_printed"
    FILES_FETCHED = "files_fetched"
    TABLE_EXPORTED = "table_exported"
    REPORT_EXPORTED = "report_exported"

    @property
    def label(self) -> str:
        return CHANGE_LABELS[self]


CHANGE_LABELS = {
    ChangeType.ACCOUNT_OPENED: _("Akun dibuat"),
    ChangeType.ACCOUNT_CHANGED: _("Akun diubah"),
    ChangeType.ACCOUNT_DISABLED: _("Akun dinonaktifkan"),
    ChangeType.ACCOUNT_ENABLED: _("Akun diaktifkan"),
    ChangeType.ACCOUNT_UNLINKED: _("Telegram diputuskan dari akun"),
    ChangeType.ACCOUNT_INVITED: _("Undangan dibuat"),
    ChangeType.ACCOUNTS_IMPORTED: _("Akun diimpor"),
    ChangeType.ACCOUNT_SIGNED_OUT: _("Keluar dari akun sendiri"),
    ChangeType.PROFILE_CHANGED: _("Profil sendiri diubah"),
    ChangeType.DATA_EXPORTED: _("Data pribadi disalin"),
    ChangeType.ACCOUNT_ERASED: _("Data pribadi dihapus"),
    ChangeType.ROLE_GIVEN: _("Peran diberikan"),
    ChangeType.ROLE_TAKEN: _("Peran dicabut"),
    ChangeType.LPSE_ADDED: _("LPSE ditambahkan"),
    ChangeType.LPSE_CHANGED: _("LPSE diubah"),
    ChangeType.APPLICATION_ADDED: _("Aplikasi ditambahkan"),
    ChangeType.APPLICATION_CHANGED: _("Aplikasi diubah"),
    ChangeType.CATEGORY_ADDED: _("Kategori ditambahkan"),
    ChangeType.CATEGORY_CHANGED: _("Kategori diubah"),
    ChangeType.QUESTION_ADDED: _("Pertanyaan FAQ ditambahkan"),
    ChangeType.QUESTION_CHANGED: _("Pertanyaan FAQ diubah"),
    ChangeType.QUESTION_REMOVED: _("Pertanyaan FAQ dihapus"),
    ChangeType.FAQ_IMPORTED: _("FAQ diimpor"),
    ChangeType.RULE_CHANGED: _("Pengaturan diubah"),
    ChangeType.GROUP_CLAIMED: _("Grup didaftarkan"),
    ChangeType.GROUP_CONFIRMED: _("Grup dikonfirmasi"),
    ChangeType.GROUP_RELEASED: _("Grup dilepas"),
    ChangeType.GROUP_ENDED: _("Grup berakhir"),
    ChangeType.TICKET_OPENED: _("Tiket dibuka"),
    ChangeType.TICKET_PRINTED: _("Tiket dicetak"),
    ChangeType.FILES_FETCHED: _("Berkas tiket diunduh"),
    ChangeType.TABLE_EXPORTED: _("Daftar tiket diunduh"),
    ChangeType.REPORT_EXPORTED: _("Laporan diunduh"),
}


class AuditArea(StrEnum):
    """Areas of changes, by which the trail is filtered."""

    ACCOUNTS = "accounts"
    LPSES = "lpses"
    APPLICATIONS = "applications"
    FAQ = "faq"
    RULES = "rules"
    GROUPS = "groups"
    LOOKS = "looks"

    @property
    def label(self) -> str:
        return AREA_LABELS[self]

    @property
    def kinds(self) -> Sequence[ChangeType]:
        """Return the kinds of changes in this area."""
        return AREA_KINDS[self]


AREA_LABELS = {
    AuditArea.ACCOUNTS: _("Akun"),
    AuditArea.LPSES: _("LPSE"),
    AuditArea.APPLICATIONS: _("Aplikasi"),
    AuditArea.FAQ: _("FAQ"),
    AuditArea.RULES: _("Pengaturan"),
    AuditArea.GROUPS: _("Grup"),
    AuditArea.LOOKS: _("Akses Tiket"),
}

AREA_KINDS = {
    AuditArea.ACCOUNTS: (
        ChangeType.ACCOUNT_OPENED,
        ChangeType.ACCOUNT_CHANGED,
        ChangeType.ACCOUNT_DISABLED,
        ChangeType.ACCOUNT_ENABLED,
        ChangeType.ACCOUNT_UNLINKED,
        ChangeType.ACCOUNT_INVITED,
        ChangeType.ACCOUNTS_IMPORTED,
        ChangeType.ACCOUNT_SIGNED_OUT,
        ChangeType.PROFILE_CHANGED,
        ChangeType.DATA_EXPORTED,
        ChangeType.ACCOUNT_ERASED,
        ChangeType.ROLE_GIVEN,
        ChangeType.ROLE_TAKEN,
    ),
    AuditArea.LPSES: (ChangeType.LPSE_ADDED, ChangeType.LPSE_CHANGED),
    AuditArea.APPLICATIONS: (
        ChangeType.APPLICATION_ADDED,
        ChangeType.APPLICATION_CHANGED,
        ChangeType.CATEGORY_ADDED,
        ChangeType.CATEGORY_CHANGED,
    ),
    AuditArea.FAQ: (
        ChangeType.QUESTION_ADDED,
        ChangeType.QUESTION_CHANGED,
        ChangeType.QUESTION_REMOVED,
        ChangeType.FAQ_IMPORTED,
    ),
    AuditArea.RULES: (ChangeType.RULE_CHANGED,),
    AuditArea.GROUPS: (
        ChangeType.GROUP_CLAIMED,
        ChangeType.GROUP_CONFIRMED,
        ChangeType.GROUP_RELEASED,
        ChangeType.GROUP_ENDED,
    ),
    AuditArea.LOOKS: (
        ChangeType.TICKET_OPENED,
        ChangeType.TICKET_PRINTED,
        ChangeType.FILES_FETCHED,
        ChangeType.TABLE_EXPORTED,
        ChangeType.REPORT_EXPORTED,
    ),
}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Filter of the trail: changes of an area, with these words in a person's name, the subject or a value.

    `since` is the first instant, `until` the one behind the last.
    """

    area: AuditArea | None = None
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditedRecord(StrEnum):
    """Kinds of records whose changes the trail tells apart; the value is part of what it stores."""

    ACCOUNT = "account"
    LPSE = "lpse"
    APPLICATION = "application"
    CATEGORY = "category"
    QUESTION = "question"
    SETTING = "setting"

    def key(self, record: int | str) -> str:
        """Return the key under which the trail keeps changes of the record with this id or code."""
        return f"{self}:{record}"


@dataclass(frozen=True, slots=True)
class AuditChange:
    """One change. `subject` is what people call the changed thing; `before` and `after` are JSON-safe.

    `person_id` is None for a change from the command line. `record` is the key of the changed record (see
    `AuditedRecord.key`), empty where many were changed at once.
    """

    kind: ChangeType
    subject: str
    at: datetime
    person_id: int | None
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    record: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A change with its number in the trail; `by` is the name of its person, empty for the command line."""

    id: int
    change: AuditChange
    by: str


class AuditTrail(Protocol):
    """The audit trail; lines are added, and never changed."""

    def add(self, change: AuditChange) -> None:
        """Append a change."""

    def latest(self, record: str, limit: int) -> Sequence[AuditLine]:
        """Return up to `limit` changes of the record with this key, newest first."""


def require_administrator(person: Person | None) -> Person:
    """Return the person if they are an administrator; refuse `not_administrator` otherwise, and for None."""
    if person is None or not person.is_administrator:
        raise Refusal("not_administrator")
    return person


def changed_fields(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Return the fields in which two records differ, with their values before and after.

    A field that only one of the records has is left out of the other result.
    """
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {n: before[n] for n in changed if n in before}, {n: after[n] for n in changed if n in after}
