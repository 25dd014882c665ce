"""Change one's own e-mail address, proven by a code sent to the new one."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from core.errors import Refusal
from core.input.emails import read_email
from core.people.people import Person
from core.people.ports import People
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in import CODE_LIFETIME, count_wrong_code, open_code
from core.use_cases.own_account.sign_in_limits import (
    CHANGES_TO_ADDRESS,
    CODES_OF_CHAT,
    SignInLimits,
    count_code,
)
from core.use_cases.own_account.sign_in_ports import SentCode, SignInCodes
from core.use_cases.own_account.sign_in_secrets import address_digest, new_code, secret_digest


class Addresses(Protocol):
    """Addresses of accounts, present and former."""

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        """Give the person this address and remember the former; return False if another account has it."""


class OpenTickets(Protocol):
    """Open tickets, about which letters are still sent.

    These letters follow a change of address, because the former mailbox is as a rule one that nobody reads
    any more, or that somebody else reads by now. An address that was typed for one ticket alone stays as it
    was meant.
    """

    def redirect(self, reporter_id: int, former: str, address: str) -> None:
        """Send letters about this person's open tickets to `address` that went to `former`."""


class AddressMail(Protocol):
    """Letters about a change of address, sent in the same unit of work."""

    def send_change_code(
        self, person: Person, address: str, chat_id: int, code: str, expires_at: datetime
    ) -> None:
        """Send the code, which this chat asked for and is good until `expires_at`, to the new address."""

    def send_taken(self, owner: Person) -> None:
        """Tell the owner of the address that somebody asked for it, and that nothing has changed."""

    def send_changed(self, person: Person, address: str) -> None:
        """Tell the person's address until now that it is replaced by `address`."""


def read_new_email(person: Person, text: str) -> str:
    """Return another address for this person in lower case; refuse `email` and `same_email`."""
    address = read_email(text).lower()
    if address == person.email:
        raise Refusal("same_email")
    return address


@dataclass(frozen=True, slots=True)
class RequestNewAddress:
    """Send a code to the new address if it is free; the answer never tells whether it is."""

    codes: SignInCodes
    limits: SignInLimits
    people: People
    mail: AddressMail
    new_code: Callable[[], str] = new_code

    def __call__(self, chat_id: int, person: Person, address: str, at: datetime) -> None:
        """Send the code, or tell the owner of a taken address.

        Refuse as `read_new_email` does, and `too_many_codes` where the chat has asked too often, for signing
        in or for this, or too many letters went to the address.
        """
        address = read_new_email(person, address)
        digest = address_digest(address)
        count_code(self.limits, CODES_OF_CHAT, chat_id, at)
        count_code(self.limits, CHANGES_TO_ADDRESS, digest, at)
        owner = self.people.by_email(address)
        code, expires_at = self.new_code(), at + CODE_LIFETIME
        digest_of_code = _digest(chat_id, person, address, code)
        self.codes.put(SentCode(chat_id, digest, None if owner else person.id, digest_of_code, expires_at))
        self.codes.log(chat_id, digest, SignInEvent.SENT, at, person.id)
        if owner:
            # A person with two accounts would wait for a code for ever; they alone learn why, by mail.
            self.mail.send_taken(owner)
        else:
            self.mail.send_change_code(person, address, chat_id, code, expires_at)


@dataclass(frozen=True, slots=True)
class ChangeEmail:
    """Check a typed code; the right one changes the address."""

    codes: SignInCodes
    limits: SignInLimits
    addresses: Addresses
    tickets: OpenTickets
    mail: AddressMail

    def __call__(self, chat_id: int, person: Person, address: str, typed: str, at: datetime) -> Person | None:
        """Return the changed person, or None for a wrong code, which counts as in signing in.

        Refuse as `open_code` does, and `email_taken` where the address, which this
        person has proven to read, became another account's since the code was sent.
        """
        sent = open_code(self.codes, self.limits, chat_id, address_digest(address), at)
        right = hmac.compare_digest(sent.digest, _digest(chat_id, person, address, typed))
        if not right or sent.person_id != person.id:
            count_wrong_code(self.codes, self.limits, sent, at)
            return None
        if not self.addresses.change_email(person, address, at):
            raise Refusal("email_taken")
        # This code, and those that went to the former address, which signs nobody in any more.
        self.codes.drop_of(person.id)
        self.codes.log(chat_id, address_digest(address), SignInEvent.CHANGED, at, person.id)
        self.tickets.redirect(person.id, person.email, address)
        self.mail.send_changed(person, address)
        return replace(person, email=address)


def _digest(chat_id: int, person: Person, address: str, code: str) -> str:
    """Return a digest for this change alone, so that codes for signing in and for changes do not mix."""
    return secret_digest("change", chat_id, person.id, address, code)
