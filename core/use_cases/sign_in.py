"""Sign in: an invitation, or a one-time code sent to the address of the account."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from core.emails import read_email
from core.errors import Refusal
from core.house_rules import SHIPPED, HouseRules
from core.people import Person
from core.ports import People

CODE_LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES = 5
CODES_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code that waits to be typed; `person_id` is None where the address belongs to nobody."""

    chat_id: int
    person_id: int | None
    digest: str
    expires_at: datetime
    tries: int = 0


class SignInCodes(Protocol):
    """Codes that were sent, and the trail of attempts."""

    def put(self, code: SentCode) -> None:
        """Keep this code for its chat instead of any earlier one."""

    def get(self, chat_id: int) -> SentCode | None: ...

    def drop(self, chat_id: int) -> None: ...

    def drop_of(self, person_id: int) -> None:
        """Those that wait to be typed for this person, in whatever chat."""

    def log(self, chat_id: int, address_digest: str, what: str, at: datetime) -> None:
        """Append to the trail: `sent`, `wrong`, `signed_in`, `invited`, `signed_out`, `changed`."""

    def count_sent(self, chat_id: int, address_digest: str, since: datetime) -> int:
        """Codes sent since then for this chat or this address, whichever are more."""


class Invitations(Protocol):
    """Single-use invitations, kept by digest."""

    def add(self, digest: str, person_id: int, expires_at: datetime, at: datetime) -> None: ...

    def use(self, digest: str, at: datetime) -> int | None:
        """Mark it used and return its person; None where unknown, used or expired."""


class Links(Protocol):
    """Which Telegram chat speaks for which person."""

    def link(self, chat_id: int, person_id: int, at: datetime) -> None:
        """This chat alone speaks for the person from now on."""

    def unlink(self, chat_id: int) -> None: ...


class CodeMail(Protocol):
    """Sends a code by e-mail, in the same unit of work."""

    def send_code(self, person: Person, code: str) -> None: ...


def digest(*parts: object) -> str:
    """What is kept of a secret instead of the secret."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()


def digest_of_address(address: str) -> str:
    """The same however the address is written: whoever varies its case gets no more codes for it."""
    return digest("address", address.lower())


def new_code() -> str:
    """Six digits that nobody can foresee."""
    return f"{secrets.randbelow(10**6):06d}"


@dataclass(frozen=True, slots=True)
class InvitePerson:
    """Make a single-use code for a deep link."""

    invitations: Invitations
    rules: HouseRules = SHIPPED

    def __call__(self, person: Person, at: datetime) -> str:
        code = secrets.token_urlsafe(24)
        self.invitations.add(digest("invitation", code), person.id, at + self.rules.invitation_lifetime, at)
        return code


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Link the chat that brought a valid invitation."""

    invitations: Invitations
    codes: SignInCodes
    people: People
    links: Links

    def __call__(self, chat_id: int, code: str, at: datetime) -> Person:
        person_id = self.invitations.use(digest("invitation", code), at)
        person = self.people.get(person_id) if person_id is not None else None
        if person is None:
            raise Refusal("invitation_invalid")
        self.links.link(chat_id, person.id, at)
        self.codes.log(chat_id, digest_of_address(person.email), "invited", at)
        return person


@dataclass(frozen=True, slots=True)
class RequestCode:
    """Send a code to the address, if it is somebody's; what is answered never tells which."""

    codes: SignInCodes
    people: People
    mail: CodeMail
    new_code: Callable[[], str] = new_code

    def __call__(self, chat_id: int, address: str, at: datetime) -> str:
        """The address as read. Refuses `email` for nonsense, `too_many_codes` beyond five in an hour."""
        email = read_email(address)
        trail = digest_of_address(email)
        if self.codes.count_sent(chat_id, trail, at - CODES_WINDOW) >= MOST_CODES:
            raise Refusal("too_many_codes", minutes=int(CODES_WINDOW.total_seconds() // 60))
        person = self.people.by_email(email)
        code = self.new_code()
        self.codes.put(
            SentCode(chat_id, person.id if person else None, digest(chat_id, code), at + CODE_LIFETIME)
        )
        self.codes.log(chat_id, trail, "sent", at)
        if person is not None:
            self.mail.send_code(person, code)
        return email


@dataclass(frozen=True, slots=True)
class EnterCode:
    """Check a typed code; the right one links the chat."""

    codes: SignInCodes
    people: People
    links: Links

    def __call__(self, chat_id: int, typed: str, at: datetime) -> Person | None:
        """The person, or None for a wrong code; refuses `code_expired` when there is none left to try.

        A wrong try is an answer and not a refusal, so that the unit of work which counts it is kept.
        """
        sent = self.codes.get(chat_id)
        if sent is None or sent.expires_at <= at or sent.tries >= MOST_TRIES:
            raise Refusal("code_expired")
        right = hmac.compare_digest(sent.digest, digest(chat_id, typed))
        person = self.people.get(sent.person_id) if right and sent.person_id is not None else None
        if person is None:
            tries = sent.tries + 1
            self.codes.put(SentCode(chat_id, sent.person_id, sent.digest, sent.expires_at, tries))
            self.codes.log(chat_id, "", "wrong", at)
            return None
        self.codes.drop(chat_id)
        self.links.link(chat_id, person.id, at)
        self.codes.log(chat_id, digest_of_address(person.email), "signed_in", at)
        return person
