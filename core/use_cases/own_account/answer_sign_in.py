"""Answer a request for a code by another chat, as the owner of the account in its own chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Refusal
from core.people.people import Person
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in import send_code
from core.use_cases.own_account.sign_in_limits import ALERTS_OF_ACCOUNT, DENIALS, SignInLimits
from core.use_cases.own_account.sign_in_ports import (
    CodeMail,
    GuessAlerts,
    SentCode,
    SignInCodes,
)
from core.use_cases.own_account.sign_in_secrets import address_digest, new_code


@dataclass(frozen=True, slots=True)
class ApproveSignIn:
    """Send the code that another chat waits for: the request is the owner's own."""

    codes: SignInCodes
    mail: CodeMail
    new_code: Callable[[], str] = new_code

    def __call__(self, owner: Person, chat_id: int, at: datetime) -> None:
        """Send the code to the account's address; refuse `sign_in_request_gone`."""
        held = _held_request(self.codes, owner, chat_id, at)
        self.codes.log(chat_id, held.address, SignInEvent.APPROVED, at, owner.id)
        send_code(self.codes, self.mail, self.new_code(), (chat_id, held.address, owner), at)


@dataclass(frozen=True, slots=True)
class DenySignIn:
    """Turn a chat away for a day, void what it has, and tell administrators."""

    codes: SignInCodes
    limits: SignInLimits
    alerts: GuessAlerts

    def __call__(self, owner: Person, chat_id: int, at: datetime) -> None:
        """Void the request and an earlier code of the chat; refuse `sign_in_request_gone`."""
        held = _held_request(self.codes, owner, chat_id, at)
        # The code of nobody, as for an address that nobody has: the chat sees no difference.
        self.codes.put(replace(held, person_id=None))
        self.codes.log(chat_id, held.address, SignInEvent.DENIED, at, owner.id)
        self.limits.use(DENIALS, f"{chat_id}:{held.address}", at)
        if self.limits.use(ALERTS_OF_ACCOUNT, owner.id, at) is None:
            self.alerts.alert_guessing(owner)


def _held_request(codes: SignInCodes, owner: Person, chat_id: int, at: datetime) -> SentCode:
    """Return the request of this chat that waits for the owner; refuse `sign_in_request_gone`."""
    held = codes.get_for_change(chat_id, address_digest(owner.email))
    if held is None or not held.number or held.person_id != owner.id or held.expires_at <= at:
        raise Refusal("sign_in_request_gone")
    return held
