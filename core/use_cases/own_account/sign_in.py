"""Sign in by a one-time code that is sent to the address of the account."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.errors import Refusal
from core.input.emails import read_email
from core.people.people import Person
from core.people.ports import People
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in_limits import (
    ALERTS_OF_ACCOUNT,
    CODES_OF_ADDRESS,
    CODES_OF_CHAT,
    DENIALS,
    QUESTIONS_TO_OWNER,
    WRONG_CODES_OF_CHAT,
    SignInLimits,
    count_code,
    minutes,
)
from core.use_cases.own_account.sign_in_ports import (
    ChatLinks,
    CodeMail,
    GuessAlerts,
    OwnerQuestions,
    SentCode,
    SignInCodes,
)
from core.use_cases.own_account.sign_in_secrets import address_digest, new_code, new_number, secret_digest

CODE_LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class RequestCode:
    """Send a code to an address if it is somebody's; the answer never tells whether it is."""

    codes: SignInCodes
    limits: SignInLimits
    people: People
    mail: CodeMail
    owners: OwnerQuestions
    new_code: Callable[[], str] = new_code
    new_number: Callable[[], str] = new_number

    def __call__(self, chat_id: int, address: str, at: datetime) -> str:
        """Return the address as read; refuse `email`, and `too_many_codes` to a chat that asked too often.

        Chats that were the account's own once are limited by that alone. All others share a limit of the
        address: beyond it the request is held, and the chat that speaks for the account is asked about it.
        """
        email = read_email(address)
        count_code(self.limits, CODES_OF_CHAT, chat_id, at)
        digest = address_digest(email)
        person = self.people.by_email(email)
        if self.limits.wait(DENIALS, f"{chat_id}:{digest}", at) is not None:
            # As for an address that nobody has: being turned away would tell that there is an owner.
            person = None
        is_known = self.codes.has_proven(chat_id, digest)
        if is_known or self.limits.use(CODES_OF_ADDRESS, digest, at) is None:
            send_code(self.codes, self.mail, self.new_code(), (chat_id, digest, person), at)
        else:
            self._hold_request(chat_id, digest, person, at)
        return email

    def _hold_request(self, chat_id: int, digest: str, person: Person | None, at: datetime) -> None:
        """Keep the request until the owner has answered; a code that is still good stays so."""
        owner_id = person.id if person else None
        held = self.codes.get_for_change(chat_id, digest)
        if held is None or held.expires_at <= at:
            held = SentCode(chat_id, digest, owner_id, "", at + CODE_LIFETIME)
        is_new = not held.number
        held = replace(held, number=held.number or self.new_number())
        self.codes.put(held)
        self.codes.log(chat_id, digest, SignInEvent.HELD, at, owner_id)
        if person is not None and is_new and self.limits.use(QUESTIONS_TO_OWNER, person.id, at) is None:
            self.owners.ask_owner(person, chat_id, held.number)


def send_code(
    codes: SignInCodes, mail: CodeMail, code: str, request: tuple[int, str, Person | None], at: datetime
) -> None:
    """Store the code for a request, which is its chat, the address and whose that is, and send the letter."""
    chat_id, digest, person = request
    person_id, expires_at = person.id if person else None, at + CODE_LIFETIME
    codes.put(SentCode(chat_id, digest, person_id, secret_digest(chat_id, code), expires_at))
    codes.log(chat_id, digest, SignInEvent.SENT, at, person_id)
    if person is not None:
        mail.send_code(person, chat_id, code, expires_at)


@dataclass(frozen=True, slots=True)
class EnterCode:
    """Sign in by a typed code."""

    codes: SignInCodes
    limits: SignInLimits
    people: People
    links: ChatLinks
    alerts: GuessAlerts

    def __call__(self, chat_id: int, address: str, typed: str, at: datetime) -> Person | None:
        """Link the chat and return the person, or None for a wrong code.

        Refuse as `check_code` does. A wrong try is a result and not a refusal, so that the unit of work which
        counts it is committed.
        """
        digest = address_digest(address)
        sent = open_code(self.codes, self.limits, chat_id, digest, at)
        right = hmac.compare_digest(sent.digest, secret_digest(chat_id, typed))
        person = self.people.get(sent.person_id) if right and sent.person_id is not None else None
        if person is None:
            self._count_wrong(sent, at)
            return None
        # All codes of this account: whoever else asked for one has no use for it any more.
        self.codes.drop(chat_id)
        self.codes.drop_of(person.id)
        self.links.link(chat_id, person.id, at)
        self.codes.log(chat_id, digest, SignInEvent.SIGNED_IN, at, person.id)
        return person

    def _count_wrong(self, sent: SentCode, at: datetime) -> None:
        """Count a wrong try, and tell administrators once of a chat that guesses at another's account."""
        is_used_up = count_wrong_code(self.codes, self.limits, sent, at)
        person = self.people.get(sent.person_id) if sent.person_id is not None else None
        if not is_used_up or person is None or self.codes.has_proven(sent.chat_id, sent.address):
            return
        if self.limits.use(ALERTS_OF_ACCOUNT, person.id, at) is None:
            self.alerts.alert_guessing(person)


def open_code(codes: SignInCodes, limits: SignInLimits, chat_id: int, digest: str, at: datetime) -> SentCode:
    """Return the code of this chat and address that may still be typed.

    Refuse `too_many_wrong_codes` where the chat has typed too many wrong ones, `code_held` where none was
    sent yet, and `code_expired` where there is none left to try.
    """
    wait = limits.wait(WRONG_CODES_OF_CHAT, chat_id, at)
    if wait is not None:
        raise Refusal("too_many_wrong_codes", hours=-(-minutes(wait) // 60))
    sent = codes.get_for_change(chat_id, digest)
    if sent is None or sent.expires_at <= at or sent.tries >= MOST_TRIES:
        raise Refusal("code_expired")
    if not sent.digest:
        raise Refusal("code_held")
    return sent


def count_wrong_code(codes: SignInCodes, limits: SignInLimits, sent: SentCode, at: datetime) -> bool:
    """Count a wrong try against the code and against its chat; return whether either is used up by it."""
    tried = replace(sent, tries=sent.tries + 1)
    codes.put(tried)
    codes.log(sent.chat_id, sent.address, SignInEvent.WRONG, at, sent.person_id)
    limits.use(WRONG_CODES_OF_CHAT, sent.chat_id, at)
    return tried.tries >= MOST_TRIES or limits.wait(WRONG_CODES_OF_CHAT, sent.chat_id, at) is not None
