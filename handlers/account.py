"""Signing in and out of a chat, with the code sent by e-mail in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.rendering import Renderer, plain
from conversations.screen import Note, Screen
from core.audit import Changed
from core.emails import mask
from core.errors import Refusal
from core.people import Person
from core.use_cases.change_email import ChangeEmail, RequestNewAddress
from core.use_cases.change_profile import ChangeProfile
from core.use_cases.sign_in import AcceptInvitation, EnterCode, RequestCode, digest
from core.words import _
from handlers.ports import Chat, Unit
from handlers.priorities import Priority

SIGNED_OUT: Mapping[Changed, str] = {
    Changed.ACCOUNT_DISABLED: _(
        "Akun Anda dinonaktifkan oleh administrator, dan chat ini sudah keluar dari akun itu."
    ),
    Changed.ACCOUNT_UNLINKED: _(
        "Chat ini dikeluarkan dari akun Anda oleh administrator. Untuk masuk lagi, tekan /start."
    ),
}


class Post(Protocol):
    """What the letter with a code needs of the helpdesk."""

    @property
    def renderer(self) -> Renderer: ...
    @property
    def can_mail(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ChatSignIn:
    """`conversations.world.SignIn` for one chat; also `core`'s `CodeMail` and `AddressMail`."""

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
        ChangeProfile(self.unit.people)(self._me(), name, phone, office)

    def check_mail(self) -> None:
        if not self.post.can_mail:
            raise Refusal("mail_off_for_change")

    def request_change(self, address: str) -> None:
        self.check_mail()
        request = RequestNewAddress(self.unit.codes, self.unit.people, self)
        request(self.chat.chat_id, self._me(), address, self.now)

    def enter_change(self, address: str, code: str) -> None:
        unit = self.unit
        change_email = ChangeEmail(unit.codes, unit.people, unit.tickets, self)
        if change_email(self.chat.chat_id, self._me(), address, code, self.now) is None:
            raise Refusal("code_wrong")

    def sign_out(self, person_id: int, because: Changed) -> None:
        chat = self.unit.chats.of_person(person_id)
        if chat is None:
            return
        text = str(self.post.renderer.note(Note(SIGNED_OUT[because]), chat.language))
        # What still waits for this chat was meant for the person, who is not there any more.
        self.unit.outbox.drop_for(chat.chat_id)
        self.unit.outbox.put(
            chat_id=chat.chat_id,
            op="notice",
            method="sendMessage",
            payload={"text": text, "parse_mode": "HTML"},
            priority=Priority.ALERT,
            at=self.now,
        )
        self.unit.links.unlink(chat.chat_id)

    def send_code(self, person: Person, code: str) -> None:
        key = f"code:{digest('address', person.email)}"
        page = Screen("mail/code.html", {"code": code})
        self._write(person, person.email, Note(_("Kode masuk LPSE Support")), page, key)

    def send_change_code(self, person: Person, address: str, code: str) -> None:
        # Of each chat its own: a later request of somebody else takes no letter out of the post.
        key = f"change:{self.chat.chat_id}"
        page = Screen("mail/change_code.html", {"code": code})
        self._write(person, address, Note(_("Kode untuk alamat e-mail baru")), page, key)

    def send_taken(self, owner: Person) -> None:
        note = Note(_("Alamat Anda diminta untuk akun lain"))
        self._write(owner, owner.email, note, Screen("mail/address_taken.html"))

    def send_changed(self, person: Person, address: str) -> None:
        note = Note(_("Alamat e-mail akun LPSE Support Anda diubah"))
        page = Screen("mail/address_changed.html", {"address": mask(address)})
        self._write(person, person.email, note, page)

    def _write(
        self, reader: Person, address: str, subject: Note, page: Screen, key: str | None = None
    ) -> None:
        renderer = self.post.renderer
        text = plain(renderer.screen(page, reader.language).text)
        self.unit.outbox.put(
            chat_id=None,
            op="mail",
            method="code",
            payload={
                "to": address,
                "subject": renderer.sentence(subject, reader.language),
                "text": text,
            },
            priority=Priority.ANSWER,
            key=key,
            at=self.now,
        )

    def _me(self) -> Person:
        assert self.chat.person_id is not None, "only whoever is signed in has a profile"
        person = self.unit.people.get(self.chat.person_id)
        if person is None:
            raise Refusal("not_found")
        return person

    def _speaks_for(self, person: Person) -> None:
        self.chat.person_id, self.chat.talk = person.id, None
        self.chat.language = person.language
