"""Sign people in and out of a chat, and change their own account, as conversations ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.engine.runner import Runner
from conversations.rendering.renderer import Renderer
from core.administration.audit import ChangeType
from core.errors import Refusal
from core.people.chats import Chat
from core.people.people import Person
from core.use_cases.own_account.answer_sign_in import ApproveSignIn, DenySignIn
from core.use_cases.own_account.change_email import ChangeEmail, RequestNewAddress
from core.use_cases.own_account.change_profile import ChangeProfile
from core.use_cases.own_account.invitation import AcceptInvitation, ReadInvitation
from core.use_cases.own_account.renew_session import RenewSession, RequestRenewal
from core.use_cases.own_account.sign_in import EnterCode, RequestCode
from core.use_cases.own_account.sign_in_secrets import address_digest
from core.use_cases.own_account.sign_out import SignOut
from handlers.context.chat_links import TellingLinks
from handlers.context.parking import park_conversation
from handlers.context.ports import UnitOfWork
from handlers.context.sign_in_letters import SignInLetters
from handlers.context.sign_in_notices import SignInNotices


class SignInServices(Protocol):
    """The parts of `HelpdeskServices` that signing in needs."""

    @property
    def runner(self) -> Runner: ...
    @property
    def renderer(self) -> Renderer: ...
    @property
    def can_mail(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ChatSignIn:
    """Sign-in and changes of one's own account in one chat; it implements `conversations.context.SignIn`."""

    unit: UnitOfWork
    chat: Chat
    now: datetime
    helpdesk: SignInServices

    def request(self, address: str) -> str:
        """Send a code to the address, if somebody has it, and return the address as it was read.

        Raise Refusal("mail_off"), Refusal("email") or Refusal("too_many_codes").
        """
        if not self.helpdesk.can_mail:
            raise Refusal("mail_off")
        unit = self.unit
        request_code = RequestCode(unit.codes, unit.sign_in_limits, unit.people, self._letters, self._notices)
        return request_code(self.chat.chat_id, address, self.now)

    def held_number(self, address: str) -> str:
        """Return the number of this chat's request that waits for the owner; "" where none waits."""
        code = self.unit.codes.get(self.chat.chat_id, address_digest(address))
        return code.number if code is not None and code.expires_at > self.now else ""

    def enter(self, address: str, code: str) -> Person:
        """Sign in the person whose code it is; raise Refusal("code_wrong"), or as `EnterCode` does."""
        unit = self.unit
        enter_code = EnterCode(unit.codes, unit.sign_in_limits, unit.people, self._links, self._notices)
        person = enter_code(self.chat.chat_id, address, code, self.now)
        if person is None:
            raise Refusal("code_wrong")
        self._set_person(person)
        return person

    def invited(self, digest: str) -> Person:
        """Return whom an invitation is for, and leave it unused; raise Refusal("invitation_invalid")."""
        return ReadInvitation(self.unit.invitations, self.unit.people)(digest, self.now)

    def accept(self, digest: str) -> Person:
        """Sign in the person of an invitation; raise Refusal("invitation_invalid")."""
        unit = self.unit
        accept = AcceptInvitation(unit.invitations, unit.codes, unit.people, self._links)
        person = accept(self.chat.chat_id, digest, self.now)
        self._set_person(person)
        return person

    def leave(self) -> None:
        """Sign out the person of this chat."""
        SignOut(self._links, self.unit.codes, self.unit.audit)(self.chat.chat_id, self._me(), self.now)
        self._forget()

    def draft_keys(self) -> Sequence[str]:
        """Return the keys of the drafts of the person of this chat, newest first."""
        return self.unit.parked_drafts.keys(self.chat.person_id) if self.chat.person_id is not None else ()

    def count_documents(self) -> int:
        """Return how many documents are being made for this chat."""
        return self.unit.outbox.count_jobs(self.chat.chat_id)

    def change(self, name: str, phone: str, office: str) -> None:
        """Change the profile of the person of this chat."""
        ChangeProfile(self.unit.people, self.unit.audit)(self._me(), name, phone, office, self.now)

    def check_mail(self) -> None:
        """Raise Refusal("mail_off_for_change") where no letters can be sent."""
        if not self.helpdesk.can_mail:
            raise Refusal("mail_off_for_change")

    def request_change(self, address: str) -> None:
        """Send a code to the new address; raise Refusal("mail_off_for_change")."""
        self.check_mail()
        unit = self.unit
        request = RequestNewAddress(unit.codes, unit.sign_in_limits, unit.people, self._letters)
        request(self.chat.chat_id, self._me(), address, self.now)

    def enter_change(self, address: str, code: str) -> None:
        """Change the person's address to the one that the code was sent to; raise Refusal("code_wrong")."""
        unit = self.unit
        change = ChangeEmail(unit.codes, unit.sign_in_limits, unit.people, unit.tickets, self._letters)
        if change(self.chat.chat_id, self._me(), address, code, self.now) is None:
            raise Refusal("code_wrong")

    def request_renewal(self) -> None:
        """Send a code that renews the session to the person's address; raise Refusal("too_many_codes")."""
        unit = self.unit
        request = RequestRenewal(unit.codes, unit.sign_in_limits, self._letters)
        request(self.chat.chat_id, self._me(), self.now)

    def renew(self, code: str) -> None:
        """Renew the session by the code; raise Refusal("code_wrong"), or as `RenewSession` does."""
        renew = RenewSession(self.unit.codes, self.unit.sign_in_limits)
        if not renew(self.chat.chat_id, self._me(), code, self.now):
            raise Refusal("code_wrong")
        self.chat.linked_at = self.now

    def sign_out(self, person_id: int, because: ChangeType) -> None:
        """Sign a person out of their chat for what an administrator did, and tell them."""
        chat = self.unit.chats.lock_of_person(person_id)
        if chat is None:
            return
        park_conversation(self.unit, self.helpdesk.runner, chat, self.now)
        # Messages that still wait were meant for the person, who no longer reads this chat.
        self.unit.outbox.drop_for(chat.chat_id)
        self._notices.tell_signed_out(chat.chat_id, chat.language, because)
        self.unit.links.unlink(chat.chat_id)
        if chat.chat_id == self.chat.chat_id:
            self._forget()

    def approve(self, chat_id: int) -> None:
        """Let the code be sent that another chat waits for; raise Refusal("sign_in_request_gone")."""
        ApproveSignIn(self.unit.codes, self._letters)(self._me(), chat_id, self.now)
        self._notices.tell_approved(chat_id)
        self._notices.close_question(self.chat.chat_id, self.chat.language, chat_id, approved=True)

    def deny(self, chat_id: int) -> None:
        """Turn the request of another chat away; raise Refusal("sign_in_request_gone")."""
        deny = DenySignIn(self.unit.codes, self.unit.sign_in_limits, self._notices)
        deny(self._me(), chat_id, self.now)
        self._notices.close_question(self.chat.chat_id, self.chat.language, chat_id, approved=False)

    @property
    def _letters(self) -> SignInLetters:
        return SignInLetters(self.unit, self.helpdesk.renderer, self.now)

    @property
    def _notices(self) -> SignInNotices:
        return SignInNotices(self.unit, self.helpdesk.renderer, self.now)

    @property
    def _links(self) -> TellingLinks:
        return TellingLinks(self.unit, self.helpdesk.runner, self._notices, self._letters, self.now)

    def _me(self) -> Person:
        assert self.chat.person_id is not None, "only a person who is signed in has an account"
        person = self.unit.people.get(self.chat.person_id)
        if person is None:
            raise Refusal("not_found")
        return person

    def _set_person(self, person: Person) -> None:
        if self.chat.person_id not in (None, person.id):
            self._forget()
        self.chat.person_id, self.chat.conversation = person.id, None
        self.chat.language, self.chat.linked_at = person.language, self.now

    def _forget(self) -> None:
        """Leave nothing of its person in this chat, as the database does in unlinking it."""
        self.chat.person_id, self.chat.conversation = None, None
        self.chat.memo, self.chat.linked_at = {}, None
