"""Give handlers of one update its sender, the unit of work, and the ways to answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from functools import cached_property, partial
from hashlib import sha256
from typing import TypeVar

from conversations.context import ConversationContext
from conversations.rendering.refusals import refusal_note
from conversations.rendering.screen import Note, Screen
from core.errors import Refusal
from core.messaging.outgoing import (
    LIVE_SCREEN,
    ChatMessage,
    MessageBody,
    SendFile,
    SendNotice,
    ShowResult,
    ShowScreen,
    card_name,
)
from core.packages.ports import PackageRecords
from core.people.chats import Chat
from core.people.people import Person
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from handlers.context.chat_sign_in import ChatSignIn
from handlers.context.message_body import message_body, note_body, reply_parameters
from handlers.context.ports import UnitOfWork
from handlers.context.send_priority import SendPriority
from handlers.context.sends_trail import trace_sends
from handlers.context.slow_reads import PrefetchedAnswers
from handlers.context.transaction_context import HelpdeskServices, TransactionContext

T = TypeVar("T")

# Keys in a chat's memo: when the current screen was made, in seconds, and the oldest revision of the chat's
# screen whose buttons mean the same as those of the current one.
SHOWN_AT, SAME_SINCE = "shown_at", "same_since"


class RequestContext(TransactionContext):
    """Give a handler everything it works with: the chat, the person, the unit of work and the answer.

    `pressed` is the message whose button was pressed, if any; `packages` is where package codes are looked
    up, by default among imported records alone; `answers` are those found for earlier runs of this update.
    `is_overtaken` says that something was handled already which the person did after this.
    """

    def __init__(
        self,
        helpdesk: HelpdeskServices,
        unit: UnitOfWork,
        chat: Chat,
        now: datetime,
        pressed: int | None = None,
        packages: PackageRecords | None = None,
        answers: PrefetchedAnswers | None = None,
        *,
        is_overtaken: bool = False,
    ) -> None:
        super().__init__(helpdesk, unit, now)
        self.chat = chat
        self.pressed = pressed
        self.is_overtaken = is_overtaken
        self._packages = packages or unit.packages
        self._answers = answers or PrefetchedAnswers()
        self.toast = ""
        self.toast_is_alert = False
        self.guesses = 0

    @cached_property
    def person(self) -> Person | None:
        """Return the person who is signed in to this chat, if any."""
        return self.unit.people.get(self.chat.person_id) if self.chat.person_id is not None else None

    @property
    def me(self) -> Person:
        """Return the person who is signed in; only for handlers that have asked `person` before."""
        assert self.person is not None, "nobody is signed in here"
        return self.person

    @property
    def is_session_over(self) -> bool:
        """Return whether an administrator signed in so long ago that a code is asked for again.

        It never is where no letters can be sent: nobody could get a code.
        """
        if self.person is None or not self.person.is_administrator or not self.helpdesk.can_mail:
            return False
        began_at = self.chat.linked_at
        return began_at is None or began_at + timedelta(days=self.helpdesk.session_days) <= self.now

    def slow_read(self, question: Hashable, read: Callable[[TransactionContext], T]) -> T:
        """Return what `read` finds outside of this transaction; raise `SlowReadNeeded` the first time."""
        return self._answers.get(question, lambda reader: reader.read(question, read))

    def conversation_context(self, ticket: Ticket | None = None) -> ConversationContext:
        """Return everything that a conversation may read and do."""
        unit = self.unit
        return ConversationContext(
            now=self.now,
            master=unit.master,
            trail=unit.audit,
            tickets=unit.tickets,
            numbers=unit.numbers,
            lpses=unit.lpses,
            people=unit.people,
            accounts=unit.accounts,
            packages=self._packages,
            sign_in=ChatSignIn(unit, self.chat, self.now, self.helpdesk),
            faq_counts=unit.faq_counts,
            groups=unit.groups,
            retirements=unit.retirements,
            stages=self.helpdesk.stages,
            known_errors=self.helpdesk.known_errors,
            faq_wordings=self.helpdesk.faq_wordings,
            person=self.person,
            ticket=ticket,
            holidays=self.helpdesk.holidays,
            translate=partial(self.helpdesk.renderer.translate, language=self.chat.language),
            translations=self.helpdesk.renderer.translations,
            last_words=unit.discussion.last_words,
            unserved_lpses=unit.reachability.unserved_among,
            trace_sends=partial(trace_sends, unit, self.now),
            category_uses=unit.category_uses.recent,
        )

    def is_current(self, revision: int) -> bool:
        """Return whether buttons of this revision of the chat's screen mean what the current ones mean."""
        current = self.chat.revision
        return int(self.chat.memo.get(SAME_SINCE, current)) <= revision <= current

    def show(self, screen: Screen, *, later: bool = False, keeps_buttons: bool = False) -> None:
        """Show the one live screen: edit it if its own button was pressed, send it below otherwise.

        With `later` it waits until an album would have arrived, so that a later one can replace it. With
        `keeps_buttons` those of the screen before go on being good.
        """
        self._start_revision(keeps_buttons=keeps_buttons)
        delay = self.helpdesk.album if later else None
        edited = self._pressed_live_screen()
        self._send(ShowScreen(self._body(screen), edited is not None, edited), delay, screen.ticket_id)

    def show_result(self, screen: Screen) -> None:
        """Show a screen that stays in the chat: the next one comes below it.

        One that is about a ticket is the chat's living card of that ticket from now on.
        """
        self._start_revision()
        edited, ticket_id = self._pressed_live_screen(), screen.ticket_id
        card = card_name(ticket_id) if ticket_id is not None else None
        self._send(ShowResult(self._body(screen), edited is not None, edited, card), ticket_id=ticket_id)
        self.pressed = None

    def answer_press(self, note: Note) -> None:
        """Answer a press with at most 200 characters over the screen; nothing is shown without a press."""
        self.toast = self.helpdesk.renderer.sentence(note, self.chat.language)[:200]
        self.toast_is_alert = note.is_wrong

    def refusal_note(self, no: Refusal) -> Note:
        """Return the sentence for a refusal, with the name of a holder of whom it only knows the id."""
        holder_id = no.facts.get("holder_id")
        names = self.unit.people.names([holder_id]) if isinstance(holder_id, int) else {}
        if no.code == "not_now" and no.facts.get("action") is Action.TAKE and names:
            return refusal_note(
                Refusal("already_taken", **{**no.facts, "holder": next(iter(names.values()))})
            )
        return refusal_note(no)

    def count_guess(self) -> None:
        """Count that the sender asked for something that nobody has offered to them."""
        self.guesses += 1

    def set_language(self, code: str) -> None:
        """Write to the person in this language from now on; ignore one that is not known."""
        if code in self.helpdesk.renderer.languages:
            self.chat.language = code
            # Nothing is written to an account that is disabled.
            if self.person is not None:
                self.unit.people.set_language(self.person.id, code)

    def send_note(self, note: Note, reply_to: int | None = None) -> None:
        """Send a sentence into this chat, as an answer to the message `reply_to` if that is still there.

        While the same sentence about the same message still waits there, it is not sent twice.
        """
        body = note_body(str(self.helpdesk.renderer.note(note, self.chat.language)))
        if reply_to:
            body["reply_parameters"] = reply_parameters(reply_to)
        digest = sha256(f"{reply_to}:{body['text']}".encode()).hexdigest()[:16]
        self._send(SendNotice(body, key=f"note:{digest}"))

    def send_screen(self, screen: Screen, reply_to: int) -> None:
        """Send a screen that is not the live one, as an answer to the message `reply_to`."""
        body = {**self._body(screen), "reply_parameters": reply_parameters(reply_to)}
        self._send(SendNotice(body), ticket_id=screen.ticket_id)

    def send_summary(self, note: Note, key: str, reply_to: int | None) -> None:
        """Send a sentence about a batch, in place of one of the same key that waits for the rest of it."""
        body = note_body(str(self.helpdesk.renderer.note(note, self.chat.language)))
        if reply_to:
            body["reply_parameters"] = reply_parameters(reply_to)
        self._send(SendNotice(body, key=key), self.helpdesk.album)

    def send_file(self, file: SendFile) -> None:
        """Send a file into this chat."""
        self._send(file)

    def _start_revision(self, *, keeps_buttons: bool = False) -> None:
        former = self.chat.revision
        self.chat.revision += 1
        since = self.chat.memo.get(SAME_SINCE, former) if keeps_buttons else self.chat.revision
        shown_at = int(self.now.timestamp())
        self.chat.memo = {**self.chat.memo, SHOWN_AT: shown_at, SAME_SINCE: since}

    def _body(self, screen: Screen) -> MessageBody:
        """Return the screen as the latest revision of this chat's screen."""
        rendered = self.helpdesk.renderer.screen(screen, self.chat.language)
        return message_body(rendered, self.chat.revision)

    def _pressed_live_screen(self) -> int | None:
        """Return the pressed message where it is to be edited; not if a new one is about to be sent below."""
        chat_id = self.chat.chat_id
        if self.pressed is None or self.pressed != self.unit.live_messages.get(chat_id, LIVE_SCREEN):
            return None
        match self.unit.outbox.waiting(chat_id, LIVE_SCREEN):
            case ShowScreen(edits=False):
                return None
            case _:
                return self.pressed

    def _send(
        self, message: ChatMessage, delay: timedelta | None = None, ticket_id: int | None = None
    ) -> None:
        self.unit.outbox.add(
            message,
            chat_id=self.chat.chat_id,
            priority=SendPriority.GUEST if self.chat.person_id is None else SendPriority.ANSWER,
            delay=delay,
            at=self.now,
            ticket_id=ticket_id,
        )
