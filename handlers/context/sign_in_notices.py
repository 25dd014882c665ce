"""Tell other chats what happens in signing in: the former chat, the owner, administrators, who waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from conversations.rendering.renderer import Renderer
from conversations.rendering.screen import Note, Screen
from conversations.screens import sign_in as screens
from core.administration.audit import ChangeType
from core.messaging.outgoing import AmendAlert, ChatMessage, SendAlert, SendNotice
from core.people.people import Person
from core.words import _
from handlers.context.message_body import message_body, note_body
from handlers.context.ports import UnitOfWork
from handlers.context.send_priority import SendPriority

SIGNED_OUT: Mapping[ChangeType, str] = {
    ChangeType.ACCOUNT_DISABLED: _(
        "Akun Anda dinonaktifkan oleh administrator, dan Anda sudah keluar dari chat ini. Hubungi "
        "administrator bila ini keliru."
    ),
    ChangeType.ACCOUNT_UNLINKED: _(
        "Chat ini dikeluarkan dari akun Anda oleh administrator. Untuk masuk lagi, tekan /start."
    ),
}
DISPLACED = _(
    "Akun ini kini dibuka di Telegram lain, jadi chat ini sudah keluar. Draf Anda ikut pindah ke sana. "
    "Bila itu bukan Anda, segera hubungi administrator. Untuk masuk lagi di sini, tekan /start."
)
APPROVED = _("Permintaan Anda disetujui. Kode sudah dikirim; ketik enam angka dari e-mail itu di sini.")
# Administrators who are told of one thing, the first by their ids.
MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class SignInNotices:
    """Messages of one unit of work; it implements `OwnerQuestions` and `GuessAlerts` of core's use cases."""

    unit: UnitOfWork
    renderer: Renderer
    now: datetime

    def tell_signed_out(self, chat_id: int, language: str, because: ChangeType) -> None:
        """Tell a chat that an administrator has signed it out."""
        self._tell(chat_id, language, SIGNED_OUT[because])

    def tell_displaced(self, chat_id: int, language: str) -> None:
        """Tell a chat that its account is open in another one now."""
        self._tell(chat_id, language, DISPLACED)

    def tell_approved(self, chat_id: int) -> None:
        """Tell a chat that waits for a code that the owner let it be sent."""
        chat = self.unit.chats.get(chat_id)
        if chat is not None:
            self._tell(chat_id, chat.language, APPROVED)

    def ask_owner(self, person: Person, chat_id: int, number: str) -> None:
        """Ask in the account's own chat whether a request by another chat is theirs."""
        own = self.unit.chats.of_person(person.id)
        if own is None or own.chat_id == chat_id:
            return
        body = self._body(screens.owner_question(chat_id, number, self.now), own.language)
        self._send(own.chat_id, SendAlert(_question_name(chat_id), body))

    def close_question(self, own_chat_id: int, language: str, chat_id: int, *, approved: bool) -> None:
        """Replace the question by what was answered, and take its buttons off."""
        body = self._body(screens.owner_answer(approved=approved), language)
        self._send(own_chat_id, AmendAlert(_question_name(chat_id), body))

    def alert_guessing(self, person: Person) -> None:
        """Tell administrators, once in a chat, that somebody tries to get into this account."""
        told = sorted(self.unit.accounts.administrators())[:MOST_TOLD]
        for chat in self.unit.chats.of_people(told).values():
            if chat.reachable:
                body = self._body(screens.guess_alert(person), chat.language)
                self._send(chat.chat_id, SendAlert(f"guessing:{person.id}", body))

    def _tell(self, chat_id: int, language: str, text: str) -> None:
        self._send(chat_id, SendNotice(note_body(str(self.renderer.note(Note(text), language)))))

    def _body(self, screen: Screen, language: str) -> dict[str, object]:
        return message_body(self.renderer.screen(screen, language), 0)

    def _send(self, chat_id: int, message: ChatMessage) -> None:
        self.unit.outbox.add(message, chat_id=chat_id, priority=SendPriority.ALERT, at=self.now)


def _question_name(chat_id: int) -> str:
    return f"sign_in:{chat_id}"
