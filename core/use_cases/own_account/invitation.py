"""Invite a person by a link, and sign in by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.errors import Refusal
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.people.people import Person
from core.people.ports import People
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in_ports import ChatLinks, SignInCodes
from core.use_cases.own_account.sign_in_secrets import address_digest, new_invitation_code, secret_digest


class Invitations(Protocol):
    """Single-use invitations, stored by digest."""

    def add(self, digest: str, person_id: int, expires_at: datetime, at: datetime) -> None:
        """Store an invitation."""

    def find(self, digest: str, at: datetime) -> int | None:
        """Return the person of an invitation that can be used, and leave it unused; None if there is none."""

    def use(self, digest: str, at: datetime) -> int | None:
        """Mark the invitation used and return its person; None if unknown, used or expired."""


@dataclass(frozen=True, slots=True)
class InvitePerson:
    """Make an invitation for a person."""

    invitations: Invitations
    settings: HelpdeskSettings = DEFAULT_SETTINGS
    new_code: Callable[[], str] = new_invitation_code

    def __call__(self, person: Person, at: datetime) -> str:
        """Return the code of a link that signs the person in, once."""
        code = self.new_code()
        self.invitations.add(invitation_digest(code), person.id, at + self.settings.invitation_lifetime, at)
        return code


@dataclass(frozen=True, slots=True)
class ReadInvitation:
    """Find out whom an invitation is for, and leave it unused."""

    invitations: Invitations
    people: People

    def __call__(self, digest: str, at: datetime) -> Person:
        """Return the person; refuse `invitation_invalid`."""
        return _invited(self.people, self.invitations.find(digest, at))


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Sign in by an invitation."""

    invitations: Invitations
    codes: SignInCodes
    people: People
    links: ChatLinks

    def __call__(self, chat_id: int, digest: str, at: datetime) -> Person:
        """Link the chat and return the person; refuse `invitation_invalid`."""
        person = _invited(self.people, self.invitations.use(digest, at))
        self.codes.drop_of(person.id)
        self.links.link(chat_id, person.id, at)
        self.codes.log(chat_id, address_digest(person.email), SignInEvent.INVITED, at, person.id)
        return person


def invitation_digest(code: str) -> str:
    """Return the digest by which the invitation of this code is stored."""
    return secret_digest("invitation", code)


def _invited(people: People, person_id: int | None) -> Person:
    person = people.get(person_id) if person_id is not None else None
    if person is None:
        raise Refusal("invitation_invalid")
    return person
