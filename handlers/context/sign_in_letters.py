"""Write the letters of signing in and of one's own account, and put them into the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.rendering.renderer import Renderer
from conversations.rendering.screen import Note, Screen
from core.input.emails import mask
from core.messaging.outgoing import Letter, LetterKind, RefusalNotice, SendLetter
from core.people.people import Person
from core.use_cases.own_account.sign_in_secrets import address_digest
from core.words import _
from handlers.context.message_body import note_body
from handlers.context.ports import UnitOfWork
from handlers.context.send_priority import SendPriority

CODE_REFUSED = _(
    "E-mail berisi kode tidak dapat dikirim: alamat itu tidak menerima e-mail. Mohon periksa alamatnya. Bila "
    "alamat akun Anda sudah tidak dipakai, mintalah administrator menggantinya."
)

INVITATION_REFUSED = _("Undangan untuk %(name)s tidak dapat dikirim: alamatnya tidak menerima e-mail.")


@dataclass(frozen=True, slots=True)
class SignInLetters:
    """The letters of one unit of work; it implements `CodeMail` and `AddressMail` of core's use cases."""

    unit: UnitOfWork
    renderer: Renderer
    now: datetime

    def send_code(self, person: Person, chat_id: int, code: str, expires_at: datetime) -> None:
        """Write to a person the code that this chat asked for; its earlier one that waits is not sent.

        A chat that was never this account's does not learn that the address takes no letters: it would learn
        that there is such an account.
        """
        digest = address_digest(person.email)
        told_in = chat_id if self.unit.codes.has_proven(chat_id, digest) else None
        page = Screen("mail/code.html", {"code": code})
        # The key is the chat's own, so that a request by somebody else does not remove this letter.
        key = f"code:{chat_id}:{digest}"
        self._write_code(
            person, person.email, Note(_("Kode masuk LPSE Support")), page, key, expires_at, told_in
        )

    def send_change_code(
        self, person: Person, address: str, chat_id: int, code: str, expires_at: datetime
    ) -> None:
        """Write to a new address the code that proves it."""
        key = f"change:{chat_id}:{address_digest(address)}"
        page = Screen("mail/change_code.html", {"code": code})
        subject = Note(_("Kode untuk alamat e-mail baru"))
        self._write_code(person, address, subject, page, key, expires_at, chat_id)

    def send_taken(self, owner: Person) -> None:
        """Tell the owner of an address that it was asked for as that of another account."""
        note = Note(_("Alamat Anda diminta untuk akun lain"))
        self._write(owner, note, Screen("mail/address_taken.html"))

    def send_changed(self, person: Person, address: str) -> None:
        """Tell a person at their former address that it was changed to this one."""
        note = Note(_("Alamat e-mail akun LPSE Support Anda diubah"))
        self._write(person, note, Screen("mail/address_changed.html", {"address": mask(address)}))

    def send_displaced(self, person: Person) -> None:
        """Tell a person that their account was opened in another chat than before."""
        note = Note(_("Akun LPSE Support Anda dibuka di Telegram lain"))
        self._write(person, note, Screen("mail/displaced.html", {"at": self.now}))

    def _write_code(
        self,
        reader: Person,
        address: str,
        subject: Note,
        page: Screen,
        key: str,
        expires_at: datetime,
        told_in: int | None,
    ) -> None:
        """Send a code; if the address takes no letters, tell the chat `told_in`, which waits for it."""
        letter = self._letter(reader, address, subject, page)
        told = None
        if told_in is not None:
            chat = self.unit.chats.get(told_in)
            language = chat.language if chat else reader.language
            told = RefusalNotice(told_in, note_body(str(self.renderer.note(Note(CODE_REFUSED), language))))
        self._send(SendLetter(LetterKind.CODE, letter, key, worthless_after=expires_at, if_refused=told))

    def _write(self, reader: Person, subject: Note, page: Screen) -> None:
        self._send(SendLetter(LetterKind.CODE, self._letter(reader, reader.email, subject, page)))

    def _letter(self, reader: Person, address: str, subject: Note, page: Screen) -> Letter:
        return Letter(
            to=address,
            subject=self.renderer.sentence(subject, reader.language),
            text=self.renderer.without_markup(self.renderer.screen(page, reader.language).text),
        )

    def _send(self, letter: SendLetter) -> None:
        self.unit.outbox.add(letter, chat_id=None, priority=SendPriority.ANSWER, at=self.now)
