"""Link chats and people, and leave nothing of the one before: drafts move along, what waits is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.engine.runner import Runner
from core.people.chats import Chat
from core.people.people import Person
from core.people.sign_in_trail import SignInEvent
from core.use_cases.own_account.sign_in_secrets import address_digest
from handlers.context.parking import park_conversation
from handlers.context.ports import UnitOfWork
from handlers.context.sign_in_letters import SignInLetters
from handlers.context.sign_in_notices import SignInNotices


@dataclass(frozen=True, slots=True)
class TellingLinks:
    """Links of one unit of work, for which it implements `ChatLinks` of core's use cases.

    Whoever is signed out by somebody's signing in is told, in the chat that was theirs and by a letter.
    """

    unit: UnitOfWork
    runner: Runner
    notices: SignInNotices
    letters: SignInLetters
    now: datetime

    def link(self, chat_id: int, person_id: int, at: datetime) -> None:
        """Let this chat speak for the person; sign out the person's former chat, and who was here before."""
        person = self.unit.people.get(person_id)
        former = self.unit.chats.lock_of_person(person_id)
        if former is not None and person is not None and former.chat_id != chat_id:
            self._displace(former, person)
        present = self.unit.chats.get(chat_id)
        before = present.person_id if present is not None else None
        if present is not None and before is not None and before != person_id:
            self._leave(present)
            self._log(SignInEvent.SIGNED_OUT, chat_id, self.unit.people.get(before))
        self.unit.links.link(chat_id, person_id, at)

    def unlink(self, chat_id: int) -> None:
        """Let this chat speak for nobody; keep its person's draft, and send nothing of what waits there."""
        chat = self.unit.chats.get(chat_id)
        if chat is not None:
            self._leave(chat)

    def _displace(self, former: Chat, person: Person) -> None:
        self._leave(former)
        self.notices.tell_displaced(former.chat_id, former.language)
        self.letters.send_displaced(person)
        self._log(SignInEvent.DISPLACED, former.chat_id, person)

    def _log(self, event: SignInEvent, chat_id: int, person: Person | None) -> None:
        if person is not None:
            self.unit.codes.log(chat_id, address_digest(person.email), event, self.now, person.id)

    def _leave(self, chat: Chat) -> None:
        """Keep the draft, drop what waits (documents that are being made too), and unlink the chat."""
        park_conversation(self.unit, self.runner, chat, self.now)
        self.unit.outbox.drop_for(chat.chat_id)
        self.unit.links.unlink(chat.chat_id)
