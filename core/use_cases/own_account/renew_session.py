"""Renew an administrator's session by a code that is sent to their address."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.people.people import Person
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in import count_wrong_code, open_code, send_code
from core.use_cases.own_account.sign_in_limits import CODES_OF_CHAT, SignInLimits, count_code
from core.use_cases.own_account.sign_in_ports import CodeMail, SignInCodes
from core.use_cases.own_account.sign_in_secrets import address_digest, new_code, secret_digest


@dataclass(frozen=True, slots=True)
class RequestRenewal:
    """Send a code to the address of the person who is signed in; only the chat's own limit counts."""

    codes: SignInCodes
    limits: SignInLimits
    mail: CodeMail
    new_code: Callable[[], str] = new_code

    def __call__(self, chat_id: int, person: Person, at: datetime) -> None:
        """Send the code; refuse `too_many_codes`."""
        count_code(self.limits, CODES_OF_CHAT, chat_id, at)
        request = (chat_id, address_digest(person.email), person)
        send_code(self.codes, self.mail, self.new_code(), request, at)


@dataclass(frozen=True, slots=True)
class RenewSession:
    """Check a typed code; the right one begins a new session."""

    codes: SignInCodes
    limits: SignInLimits

    def __call__(self, chat_id: int, person: Person, typed: str, at: datetime) -> bool:
        """Return whether the code is right; refuse as `open_code` does."""
        digest = address_digest(person.email)
        sent = open_code(self.codes, self.limits, chat_id, digest, at)
        right = hmac.compare_digest(sent.digest, secret_digest(chat_id, typed))
        if not right or sent.person_id != person.id:
            count_wrong_code(self.codes, self.limits, sent, at)
            return False
        self.codes.drop(chat_id)
        self.codes.log(chat_id, digest, SignInEvent.RENEWED, at, person.id)
        return True
