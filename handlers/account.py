"""Signing in and out of a chat, with the code sent by e-mail in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.rendering import Renderer, plain
from conversations.screen import Note, Screen
from core.errors import Refusal
from core.people import Person
from core.use_cases.change_profile import ChangeProfile
from core.use_cases.sign_in import AcceptInvitation, EnterCode, RequestCode, digest
from core.words import _
from handlers.ports import Chat, Unit
from handlers.priorities import Priority


class Post(Protocol):
    """What the letter with a code needs of the helpdesk."""

    @property
    def renderer(self) -> Renderer: ...
    @property
    def can_mail(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ChatSignIn:
    """`conversations.world.SignIn` for one chat; also writes the letters (`core`'s `CodeMail`)."""

    unit: Unit
    chat: Chat
    now: datetime
    post: Post

    def request(self, address: str) -> str:
        if not self.post.can_mail:
            raise Refusal("mail_off")
        request_code = RequestCode(self.unit.codes, self.unit.people, self)
        return request_code(self.chat.chat_id, address, self.now)

    def enter(self, code: str) -> Person:
        enter_code = EnterCode(self.unit.codes, self.unit.people, self.unit.links)
        person = enter_code(self.chat.chat_id, code, self.now)
        if person is None:
            raise Refusal("code_wrong")
        self._speaks_for(person)
        return person

    def accept(self, invitation: str) -> Person:
        """Redeem the code of an invitation link."""
        unit = self.unit
        accept = AcceptInvitation(unit.invitations, unit.codes, unit.people, unit.links)
        person = accept(self.chat.chat_id, invitation, self.now)
        self._speaks_for(person)
        return person

    def leave(self) -> None:
        self.unit.links.unlink(self.chat.chat_id)
        self.unit.codes.log(self.chat.chat_id, "", "signed_out", self.now)
        self.chat.person_id, self.chat.talk = None, None

    def change(self, name: str, phone: str, office: str) -> None:
        assert self.chat.person_id is not None, "only whoever is signed in has a profile"
        person = self.unit.people.get(self.chat.person_id)
        if person is None:
            raise Refusal("not_found")
        ChangeProfile(self.unit.people)(person, name, phone, office)

    def send_code(self, person: Person, code: str) -> None:
        letter = self.post.renderer.screen(Screen("mail/code.html", {"code": code}), person.language)
        subject = self.post.renderer.sentence(Note(_("Kode masuk LPSE Support")), person.language)
        self.unit.outbox.put(
            chat_id=None,
            op="mail",
            method="code",
            payload={"to": person.email, "subject": subject, "text": plain(letter.text)},
            priority=Priority.ANSWER,
            key=f"code:{digest('address', person.email)}",
            at=self.now,
        )

    def _speaks_for(self, person: Person) -> None:
        self.chat.person_id, self.chat.talk = person.id, None
        self.chat.language = person.language
