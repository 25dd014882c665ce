"""Sign out of one's own chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.administration.accounts import account_name
from core.administration.audit import AuditChange, AuditTrail, ChangeType
from core.people.people import Person
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in_ports import ChatLinks, SignInCodes
from core.use_cases.own_account.sign_in_secrets import address_digest


@dataclass(frozen=True, slots=True)
class SignOut:
    """Let the chat speak for nobody, and record who did it."""

    links: ChatLinks
    codes: SignInCodes
    trail: AuditTrail

    def __call__(self, chat_id: int, person: Person, at: datetime) -> None:
        """Unlink the chat, which speaks for this person."""
        self.links.unlink(chat_id)
        self.codes.log(chat_id, address_digest(person.email), SignInEvent.SIGNED_OUT, at, person.id)
        self.trail.add(AuditChange(ChangeType.ACCOUNT_SIGNED_OUT, account_name(person), at, person.id))
