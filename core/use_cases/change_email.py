"""Change the address that is one's account, proven by a code sent to the new one."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from core.emails import read_email
from core.errors import Refusal
from core.people import Person
from core.ports import People
from core.use_cases.sign_in import (
    CODE_LIFETIME,
    CODES_WINDOW,
    MOST_CODES,
    MOST_TRIES,
    SentCode,
    SignInCodes,
    digest,
    digest_of_address,
    new_code,
)


class Addresses(Protocol):
    """Which address belongs to whom, now and formerly."""

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        """Give the person this address and remember the former; False where it is another account's."""


class OpenTickets(Protocol):
    """The tickets that are still written about.

    Their letters follow, because the former mailbox is as a rule one that nobody reads any more, or that
    somebody else reads by now. An address that was typed for one ticket alone is left as it was meant.
    """

    def redirect(self, reporter_id: int, former: str, address: str) -> None:
        """Letters about this person's open tickets that went to `former` go to `address`."""


class AddressMail(Protocol):
    """The letters of a change, in the same unit of work."""

    def send_change_code(self, person: Person, address: str, code: str) -> None:
        """The code, to the new address."""

    def send_taken(self, owner: Person) -> None:
        """To whom the wanted address belongs: somebody asked for it, and nothing has changed."""

    def send_changed(self, person: Person, address: str) -> None:
        """To the address that the person had until now."""


def read_new_email(person: Person, text: str) -> str:
    """Another address for this person, in lower case. Refuses `email` for nonsense, `same_email`."""
    address = read_email(text).lower()
    if address == person.email:
        raise Refusal("same_email")
    return address


@dataclass(frozen=True, slots=True)
class RequestNewAddress:
    """Send a code to the new address, if it is free; what is answered never tells which."""

    codes: SignInCodes
    people: People
    mail: AddressMail
    new_code: Callable[[], str] = new_code

    def __call__(self, chat_id: int, person: Person, address: str, at: datetime) -> None:
        """Refuses as `read_new_email` does, and `too_many_codes` as signing in does, which counts with it."""
        address = read_new_email(person, address)
        trail = digest_of_address(address)
        if self.codes.count_sent(chat_id, trail, at - CODES_WINDOW) >= MOST_CODES:
            raise Refusal("too_many_codes", minutes=int(CODES_WINDOW.total_seconds() // 60))
        owner = self.people.by_email(address)
        code = self.new_code()
        self.codes.put(
            SentCode(
                chat_id,
                None if owner else person.id,
                _digest(chat_id, person, address, code),
                at + CODE_LIFETIME,
            )
        )
        self.codes.log(chat_id, trail, "sent", at)
        if owner:
            # Whoever has two accounts would wait for a code for ever; only they learn it, in their own mail.
            self.mail.send_taken(owner)
        else:
            self.mail.send_change_code(person, address, code)


@dataclass(frozen=True, slots=True)
class ChangeEmail:
    """Check a typed code; the right one changes the address."""

    codes: SignInCodes
    addresses: Addresses
    tickets: OpenTickets
    mail: AddressMail

    def __call__(self, chat_id: int, person: Person, address: str, typed: str, at: datetime) -> Person | None:
        """The person as changed, or None for a wrong code, which counts as in signing in.

        Refuses `code_expired` where no code is left to try, and `email_taken` where the address, which this
        person has proven to read, became another account's since the code was sent.
        """
        sent = self.codes.get(chat_id)
        if sent is None or sent.expires_at <= at or sent.tries >= MOST_TRIES:
            raise Refusal("code_expired")
        right = hmac.compare_digest(sent.digest, _digest(chat_id, person, address, typed))
        if not right or sent.person_id != person.id:
            self.codes.put(replace(sent, tries=sent.tries + 1))
            self.codes.log(chat_id, "", "wrong", at)
            return None
        if not self.addresses.change_email(person, address, at):
            raise Refusal("email_taken")
        # With this one also those that went to the former address, which signs nobody in any more.
        self.codes.drop_of(person.id)
        self.codes.log(chat_id, digest_of_address(address), "changed", at)
        self.tickets.redirect(person.id, person.email, address)
        self.mail.send_changed(person, address)
        return replace(person, email=address)


def _digest(chat_id: int, person: Person, address: str, code: str) -> str:
    """For this change alone: a code to sign in changes no address, and the other way round."""
    return digest("change", chat_id, person.id, address, code)
