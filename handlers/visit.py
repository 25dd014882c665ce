"""One update inside its transaction: who came, what they see next, and what goes out after the commit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any, TypeVar, cast

from conversations.refusals import note_of
from conversations.screen import Note, Screen
from conversations.world import World
from core.errors import Refusal
from core.lifecycle import Action
from core.people import Person
from core.ports import PackageRecords
from core.ticket import Ticket
from handlers.account import ChatSignIn
from handlers.messages import message
from handlers.ports import Chat, Unit
from handlers.priorities import Priority
from handlers.scene import Helpdesk, Scene
from handlers.wanted import ReadingWanted

T = TypeVar("T")

SCREEN = "screen"
# Files of an album come one by one within this time; their screen is shown once.
ALBUM = timedelta(milliseconds=700)
# A second press within this time is the same finger.
DOUBLE_PRESS = timedelta(seconds=3)


class Visit(Scene):
    """What handlers work with. `pressed` is the message whose button was pressed, where one was.

    `packages` is where codes are looked up, if not in the records loaded here alone; `found` are answers to
    what was wanted to be known in earlier tries.
    """

    def __init__(
        self,
        helpdesk: Helpdesk,
        unit: Unit,
        chat: Chat,
        now: datetime,
        pressed: int | None = None,
        packages: PackageRecords | None = None,
        found: Mapping[Hashable, object] | None = None,
    ) -> None:
        super().__init__(helpdesk, unit, now)
        self.chat = chat
        self.pressed = pressed
        self._packages = packages or unit.packages
        self._found = found or {}
        self.toast = ""
        self.toast_is_alert = False

    @cached_property
    def person(self) -> Person | None:
        """Who speaks here, if anybody signed in."""
        return self.unit.people.get(self.chat.person_id) if self.chat.person_id is not None else None

    @property
    def me(self) -> Person:
        """Whoever signed in; handlers that need one ask `person` first."""
        assert self.person is not None, "nobody is signed in here"
        return self.person

    def known(self, question: Hashable, read: Callable[[Scene], T]) -> T:
        """What `read` finds, read outside of this transaction; raises `ReadingWanted` the first time."""
        if question not in self._found:
            raise ReadingWanted(question, read)
        return cast("T", self._found[question])

    def world(self, ticket: Ticket | None = None) -> World:
        """What a talk sees."""
        unit = self.unit
        return World(
            now=self.now,
            master=unit.master,
            trail=unit.audit,
            tickets=unit.tickets,
            numbers=unit.numbers,
            offices=unit.offices,
            people=unit.people,
            accounts=unit.accounts,
            packages=self._packages,
            sign_in=ChatSignIn(unit, self.chat, self.now, self.helpdesk),
            faq_counts=unit.faq_counts,
            person=self.person,
            ticket=ticket,
            translate=partial(self.helpdesk.renderer.translate, language=self.chat.language),
            spoken=self.helpdesk.renderer.spoken,
        )

    @property
    def sees_live_screen(self) -> bool:
        """Whether the current screen is what was pressed, or has come just now: nobody needs it twice."""
        shown_at = int(self.chat.memo.get("shown_at", 0))
        just_now = self.now.timestamp() - shown_at < DOUBLE_PRESS.total_seconds()
        return just_now or self.pressed in (None, self.unit.slots.get(self.chat.chat_id, SCREEN))

    def show(self, screen: Screen, *, later: bool = False) -> None:
        """The one live screen: edited where its own button was pressed, else sent below."""
        self.chat.memo = {**self.chat.memo, "shown_at": int(self.now.timestamp())}
        key = SCREEN
        not_before = self.now + ALBUM if later else None
        self._put(SCREEN, screen, key=key, not_before=not_before)

    def settle(self, screen: Screen) -> None:
        """A result that stays: the next screen comes below it."""
        self._put("result", screen)
        self.pressed = None

    def say(self, note: Note) -> None:
        """Answer a press with a few words over the screen; without a press, nothing is said."""
        self.toast = self.helpdesk.renderer.sentence(note, self.chat.language)[:200]
        self.toast_is_alert = note.is_wrong

    def refuse(self, no: Refusal) -> Note:
        """The sentence for a refusal, with names where it only knew numbers."""
        holder_id = no.facts.get("holder_id")
        names = self.unit.people.names([holder_id]) if isinstance(holder_id, int) else {}
        if no.code == "not_now" and no.facts.get("action") is Action.TAKE and names:
            return note_of(Refusal("already_taken", **{**no.facts, "holder": next(iter(names.values()))}))
        return note_of(no)

    def set_language(self, code: str) -> None:
        """Speak this language from now on; an unknown one is left alone."""
        if code in self.helpdesk.renderer.languages:
            self.chat.language = code
            if self.chat.person_id is not None:
                self.unit.people.set_language(self.chat.person_id, code)

    def tell_here(self, note: Note, reply_to: int | None = None) -> None:
        """A sentence of its own in this chat, under the message it is about."""
        body: dict[str, Any] = {
            "text": str(self.helpdesk.renderer.note(note, self.chat.language)),
            "parse_mode": "HTML",
        }
        if reply_to:
            body["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        self._send("notice", "sendMessage", body)

    def send_file(self, method: str, parameters: dict[str, object]) -> None:
        """A file into this chat."""
        self._send("notice", method, parameters)

    def _put(
        self, op: str, screen: Screen, *, key: str | None = None, not_before: datetime | None = None
    ) -> None:
        self.chat.revision += 1
        body = message(self.helpdesk.renderer.screen(screen, self.chat.language), self.chat.revision)
        edits = self._presses_live_screen()
        self._send(op, "sendMessage", {"edit": edits, **body}, slot=SCREEN, key=key, not_before=not_before)

    def _presses_live_screen(self) -> bool:
        """Whether to edit what was pressed; not where something new is on its way below it already."""
        chat_id = self.chat.chat_id
        if self.pressed is None or self.pressed != self.unit.slots.get(chat_id, SCREEN):
            return False
        coming = self.unit.outbox.waiting(chat_id, SCREEN)
        return coming is None or bool(coming.get("edit"))

    def _send(
        self,
        op: str,
        method: str,
        payload: dict[str, Any],
        *,
        slot: str = "",
        key: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        self.unit.outbox.put(
            chat_id=self.chat.chat_id,
            op=op,
            method=method,
            payload=payload,
            priority=Priority.ANSWER,
            slot=slot,
            key=key,
            not_before=not_before,
            at=self.now,
        )
