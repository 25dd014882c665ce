"""Invite the person of an account into the chat, as an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.accounts import Accounts, called, entrusted, found
from core.audit import Change, Changed, Trail
from core.errors import Refusal
from core.people import Person
from core.use_cases.sign_in import InvitePerson

MOST_INVITATIONS = 5
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class InviteAccount:
    """One link at a time: those that were made before are void."""

    accounts: Accounts
    invite: InvitePerson
    trail: Trail

    def __call__(self, by: Person, person_id: int, at: datetime) -> tuple[Person, str]:
        """The person, and the code of the link.

        Refuses `account_unknown`, `account_disabled`, and `too_many_invitations` beyond five in an hour.
        """
        entrusted(self.accounts, by)
        account = found(self.accounts, person_id)
        person = account.person
        if account.is_disabled:
            raise Refusal("account_disabled")
        if self.accounts.count_invited(person.id, at - WINDOW) >= MOST_INVITATIONS:
            raise Refusal("too_many_invitations", minutes=int(WINDOW.total_seconds() // 60))
        self.accounts.void_invitations(person.id, at)
        code = self.invite(person, at)
        self.trail.add(Change(Changed.ACCOUNT_INVITED, called(person), at, by.id))
        return person, code
