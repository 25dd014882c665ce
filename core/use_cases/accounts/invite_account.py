"""Invite the person of an account into the chat, as an administrator or from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.administration.accounts import Accounts, account_name, find_account, lock_accounts
from core.administration.audit import AuditChange, AuditedRecord, AuditTrail, ChangeType
from core.errors import Refusal
from core.people.people import Person
from core.people.ports import People
from core.use_cases.own_account.invitation import InvitePerson

MOST_INVITATIONS = 5
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class InviteAccount:
    """Make an invitation; earlier ones for the same person become invalid."""

    accounts: Accounts
    invite: InvitePerson
    trail: AuditTrail

    def __call__(self, by: Person, person_id: int, at: datetime) -> tuple[Person, str]:
        """Return the person and the code of the invitation link.

        Refuse `account_unknown`, `account_disabled`, and `too_many_invitations` beyond five in an hour.
        """
        lock_accounts(self.accounts, by)
        account = find_account(self.accounts, person_id)
        person = account.person
        if account.is_disabled:
            raise Refusal("account_disabled")
        if self.accounts.count_invited(person.id, at - WINDOW) >= MOST_INVITATIONS:
            raise Refusal("too_many_invitations", minutes=int(WINDOW.total_seconds() // 60))
        return person, _invite(self.accounts, self.invite, self.trail, person, by.id, at)


@dataclass(frozen=True, slots=True)
class InviteByCommand:
    """Make an invitation from the command line, whose user needs no account; earlier ones become invalid."""

    accounts: Accounts
    people: People
    invite: InvitePerson
    trail: AuditTrail

    def __call__(self, address: str, at: datetime) -> str:
        """Return the code of the invitation link; refuse `account_unknown`, also for a disabled account."""
        self.accounts.lock()
        person = self.people.by_email(address)
        if person is None:
            raise Refusal("account_unknown")
        return _invite(self.accounts, self.invite, self.trail, person, None, at)


def _invite(
    accounts: Accounts, invite: InvitePerson, trail: AuditTrail, person: Person, by: int | None, at: datetime
) -> str:
    """Return the code of the only invitation that is good from now on, and record who made it."""
    accounts.void_invitations(person.id, at)
    record = AuditedRecord.ACCOUNT.key(person.id)
    trail.add(AuditChange(ChangeType.ACCOUNT_INVITED, account_name(person), at, by, record=record))
    return invite(person, at)
