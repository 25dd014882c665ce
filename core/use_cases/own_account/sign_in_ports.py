"""Ports of signing in: codes, their trail, links of chats, letters, and questions to the account's owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.people.people import Person
from core.people.sign_in_trail import SignInEvent


@dataclass(frozen=True, slots=True)
class SentCode:
    """The code of one chat for one address; `person_id` is None where the address belongs to nobody.

    `digest` is empty where no code was sent yet: then the request is held, and `number` is what the owner
    recognises it by. A request for another code may also be held while an earlier one is still good.
    """

    chat_id: int
    address: str
    person_id: int | None
    digest: str
    expires_at: datetime
    tries: int = 0
    number: str = ""


class SignInCodes(Protocol):
    """Codes that were sent, and the trail of attempts; addresses are told by their digests."""

    def put(self, code: SentCode) -> None:
        """Store this code in place of an earlier one of its chat and address."""

    def get(self, chat_id: int, address: str) -> SentCode | None:
        """Return the chat's code for this address, or None."""

    def get_for_change(self, chat_id: int, address: str) -> SentCode | None:
        """Return the chat's code for this address, locked until this unit of work ends, or None."""

    def drop(self, chat_id: int) -> None:
        """Delete the codes that wait in this chat."""

    def drop_of(self, person_id: int) -> None:
        """Delete the codes that wait for this person in any chat."""

    def log(
        self, chat_id: int, address: str, event: SignInEvent, at: datetime, person_id: int | None = None
    ) -> None:
        """Append to the trail; `person_id` is whose account it was about, if anybody's."""

    def has_proven(self, chat_id: int, address: str) -> bool:
        """Return whether the trail says that this chat was signed in to the account of this address."""


class ChatLinks(Protocol):
    """Links between Telegram chats and the people they speak for."""

    def link(self, chat_id: int, person_id: int, at: datetime) -> None:
        """Let this chat, and no other, speak for the person from now on."""

    def unlink(self, chat_id: int) -> None:
        """Let this chat speak for nobody."""


class CodeMail(Protocol):
    """Letters with codes, sent by e-mail once the unit of work is committed."""

    def send_code(self, person: Person, chat_id: int, code: str, expires_at: datetime) -> None:
        """Send the code, which this chat asked for and is worthless from `expires_at` on, to the person."""


class OwnerQuestions(Protocol):
    """Asks an account's own chat about a request by another one."""

    def ask_owner(self, person: Person, chat_id: int, number: str) -> None:
        """Ask whether the request of this chat is the person's own; do nothing if no chat speaks for them."""


class GuessAlerts(Protocol):
    """Tells administrators of misuse."""

    def alert_guessing(self, person: Person) -> None:
        """Tell administrators that somebody tries to get into this account."""
