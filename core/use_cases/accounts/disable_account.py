"""Disable an account, enable it again, and unlink its Telegram chat, as an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.administration.accounts import (
    Accounts,
    SignOuts,
    account_name,
    find_account,
    lock_accounts,
    void_sign_in_means,
)
from core.administration.audit import AuditChange, AuditedRecord, AuditTrail, ChangeType
from core.errors import Refusal
from core.people.people import Person


def check_not_oneself(by: Person, person: Person) -> None:
    """Refuse `not_yourself` to administrators who would shut themselves out."""
    if person.id == by.id:
        raise Refusal("not_yourself")


@dataclass(frozen=True, slots=True)
class DisableAccount:
    """Sign a person out and let them in no more; tickets that they hold go back to their queue afterwards."""

    accounts: Accounts
    sign_outs: SignOuts
    trail: AuditTrail

    def __call__(self, by: Person, person_id: int, at: datetime) -> Person:
        """Return the person; refuse `account_unknown` and `not_yourself`. A second time changes nothing."""
        lock_accounts(self.accounts, by)
        account = find_account(self.accounts, person_id)
        person = account.person
        check_not_oneself(by, person)
        if not account.is_disabled:
            # In this order, as nothing is sent to disabled accounts any more.
            self.sign_outs.sign_out(person.id, ChangeType.ACCOUNT_DISABLED)
            self.accounts.set_disabled(person.id, True)
            void_sign_in_means(self.accounts, person, at)
            self.trail.add(
                AuditChange(
                    ChangeType.ACCOUNT_DISABLED,
                    account_name(person),
                    at,
                    by.id,
                    record=AuditedRecord.ACCOUNT.key(person.id),
                )
            )
        return person


@dataclass(frozen=True, slots=True)
class EnableAccount:
    """Let a person sign in again; nobody is signed in by it."""

    accounts: Accounts
    trail: AuditTrail

    def __call__(self, by: Person, person_id: int, at: datetime) -> Person:
        """Return the person; refuse `account_unknown`. A second time changes nothing."""
        lock_accounts(self.accounts, by)
        account = find_account(self.accounts, person_id)
        if account.is_disabled:
            self.accounts.set_disabled(person_id, False)
            self.trail.add(
                AuditChange(
                    ChangeType.ACCOUNT_ENABLED,
                    account_name(account.person),
                    at,
                    by.id,
                    record=AuditedRecord.ACCOUNT.key(account.person.id),
                )
            )
        return account.person


@dataclass(frozen=True, slots=True)
class UnlinkAccount:
    """Unlink the chat of an account, as when a telephone is lost; the account stays."""

    accounts: Accounts
    sign_outs: SignOuts
    trail: AuditTrail

    def __call__(self, by: Person, person_id: int, at: datetime) -> Person:
        """Return the person; refuse `account_unknown` and `not_yourself`. A second time changes nothing.

        Administrators sign out of their own chat instead.
        """
        lock_accounts(self.accounts, by)
        account = find_account(self.accounts, person_id)
        person = account.person
        check_not_oneself(by, person)
        if account.is_linked:
            self.sign_outs.sign_out(person.id, ChangeType.ACCOUNT_UNLINKED)
            void_sign_in_means(self.accounts, person, at)
            self.trail.add(
                AuditChange(
                    ChangeType.ACCOUNT_UNLINKED,
                    account_name(person),
                    at,
                    by.id,
                    record=AuditedRecord.ACCOUNT.key(person.id),
                )
            )
        return person
