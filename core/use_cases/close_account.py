"""Disable an account, enable it again, and part it from its Telegram, as an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.accounts import (
    Accounts,
    SignOuts,
    called,
    entrusted,
    found,
    void_ways_in,
)
from core.audit import Change, Changed, Trail
from core.errors import Refusal
from core.people import Person


@dataclass(frozen=True, slots=True)
class DisableAccount:
    """Signed out, and not let in again; what they hold goes back to its queue by itself."""

    accounts: Accounts
    sign_outs: SignOuts
    trail: Trail

    def __call__(self, by: Person, person_id: int, at: datetime) -> Person:
        """Refuses `account_unknown` and `not_yourself`; twice is once."""
        entrusted(self.accounts, by)
        account = found(self.accounts, person_id)
        person = account.person
        if person.id == by.id:
            raise Refusal("not_yourself")
        if not account.is_disabled:
            # In this order: nobody is told anything any more once they are disabled.
            self.sign_outs.sign_out(person.id, Changed.ACCOUNT_DISABLED)
            self.accounts.set_disabled(person.id, True)
            void_ways_in(self.accounts, person, at)
            self.trail.add(Change(Changed.ACCOUNT_DISABLED, called(person), at, by.id))
        return person


@dataclass(frozen=True, slots=True)
class EnableAccount:
    """They may sign in again; nobody is signed in by it."""

    accounts: Accounts
    trail: Trail

    def __call__(self, by: Person, person_id: int, at: datetime) -> Person:
        """Refuses `account_unknown`; twice is once."""
        entrusted(self.accounts, by)
        account = found(self.accounts, person_id)
        if account.is_disabled:
            self.accounts.set_disabled(person_id, False)
            self.trail.add(Change(Changed.ACCOUNT_ENABLED, called(account.person), at, by.id))
        return account.person


@dataclass(frozen=True, slots=True)
class UnlinkAccount:
    """For a lost telephone: the account stays, and its chat no longer speaks for it."""

    accounts: Accounts
    sign_outs: SignOuts
    trail: Trail

    def __call__(self, by: Person, person_id: int, at: datetime) -> Person:
        """Refuses `account_unknown`, and `not_yourself`, who signs out instead; twice is once."""
        entrusted(self.accounts, by)
        account = found(self.accounts, person_id)
        person = account.person
        if person.id == by.id:
            raise Refusal("not_yourself")
        if account.is_linked:
            self.sign_outs.sign_out(person.id, Changed.ACCOUNT_UNLINKED)
            void_ways_in(self.accounts, person, at)
            self.trail.add(Change(Changed.ACCOUNT_UNLINKED, called(person), at, by.id))
        return person
