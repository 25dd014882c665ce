"""Try one update: find its handler, and run that in the one transaction that also marks it as done."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import orjson
import structlog
from aiogram import Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.packages.lookup import PackageLookups
from bot.process.logs import failure_location
from bot.sending.bot_api import Telegram
from bot.updates.callback_answers import CallbackAnswer, CallbackAnswers
from bot.updates.guesses import GuessCounter
from bot.updates.sender import Sender, read_sender, sender_name
from bot.updates.snapshot_reader import FairSnapshotReader
from bot.updates.used_parts import used_parts
from conversations.rendering.screen import Note
from core.administration.alarms import Alarm, AlarmKind
from core.people.chats import Chat
from core.words import _
from handlers import updates
from handlers.context.request_context import RequestContext
from handlers.context.slow_reads import PrefetchedAnswers, SlowReadNeeded
from handlers.context.transaction_context import HelpdeskServices
from handlers.router import UpdateHandler
from storage.messaging.chats import ChatUnlinked
from storage.messaging.inbox import Claim, ClaimStatus, PendingUpdate
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

UNREADABLE = "unreadable"
# Runs that may find the chat's person signed out meanwhile; more can only be a fault of the code.
MOST_UNLINKED = 3


@dataclass(frozen=True, slots=True)
class _Work:
    """An update with its sender, and the handler to run for them; None where there is none.

    `is_unreadable` says that the update is put aside then instead of being done.
    """

    pending: PendingUpdate
    sender: Sender | None
    handler: UpdateHandler | None
    is_unreadable: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The outcome of an update: the words over the screen, and how often its sender guessed."""

    answer: CallbackAnswer = field(default_factory=CallbackAnswer)
    guesses: int = 0


class UpdateTransaction:
    """Try an update once.

    A row of the inbox is parsed, its sender is read and its handler found. The handler runs in one unit of
    work, in which the row is also marked as done; messages that it sends are rows of the outbox, committed
    together with that. After the commit the press, if it was one, is answered.
    """

    def __init__(
        self,
        telegram: Telegram,
        dispatcher: Dispatcher,
        units: UnitsOfWork,
        helpdesk: HelpdeskServices,
        now: Callable[[], datetime],
        lookups: PackageLookups | None = None,
    ) -> None:
        """Find packages in imported records where `lookups` is None."""
        self._telegram = telegram
        self._dispatcher = dispatcher
        self._units = units
        self._helpdesk = helpdesk
        self._now = now
        self._lookups = lookups
        self._snapshot_reader = FairSnapshotReader(units, helpdesk, now)
        self._callback_answers = CallbackAnswers(telegram)
        self._guesses = GuessCounter()

    async def run(self, pending: PendingUpdate) -> PendingUpdate | None:
        """Handle the update and return None; return the one to handle first where there is an earlier one.

        Raise what its handler or the database raises; nothing has happened then.
        """
        raw = orjson.loads(pending.raw)
        sender = read_sender(raw)
        work = await self._read(pending, raw, sender)
        outcome = await self._commit(work)
        if isinstance(outcome, PendingUpdate):
            return outcome
        self._answer_press(sender, outcome.answer)
        if sender is not None and outcome.guesses:
            await self._report_guesses(sender, sender_name(raw), outcome.guesses)
        return None

    async def put_aside(self, pending: PendingUpdate, reason: str, reference: str) -> None:
        """Put the update aside for good, and tell its sender so with a reference that the log has too.

        Nobody is told anything where another process has done it meanwhile.
        """
        sender = read_sender(orjson.loads(pending.raw))

        def work(unit: SqlUnitOfWork) -> None:
            is_new = unit.inbox.put_aside(pending.update_id, pending.lane, reason, self._now())
            if is_new and sender is not None and sender.is_in_private_chat:
                self._apologise(sender, reference, unit)

        await self._units.run(work)
        self._answer_press(sender, CallbackAnswer())

    async def _read(self, pending: PendingUpdate, raw: dict[str, Any], sender: Sender | None) -> _Work:
        """Ask the router, which returns a handler instead of doing anything by itself."""
        used = used_parts(raw)
        if used is None:
            return _Work(pending, sender, None, is_unreadable=False)
        try:
            update = Update.model_validate(used, context={"bot": self._telegram.bot})
        except ValidationError as unreadable:
            log.warning("update_unreadable", update_id=pending.update_id, errors=unreadable.error_count())
            handler = None if "my_chat_member" in used else updates.unreadable
            return _Work(pending, sender, handler, is_unreadable=True)
        found = await self._dispatcher.feed_update(self._telegram.bot, update)
        return _Work(pending, sender, found if callable(found) else None, is_unreadable=False)

    async def _report_guesses(self, sender: Sender, name: str, guesses: int) -> None:
        """Have administrators told of a sender who guesses; what was done stays done where that fails."""
        now = self._now()
        found = self._guesses.count(sender.chat_id, guesses, now)
        if found is None:
            return
        alarm = Alarm(AlarmKind.GUESSING, sender.chat_id, name, found.count, found.since, now)
        try:
            await self._units.run(lambda unit: unit.alarms.report(alarm))
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("alarm_not_reported", **failure_location(failure))

    async def _commit(self, work: _Work) -> _Outcome | PendingUpdate:
        """Run the transaction; where it needs a slow read, do that outside and run it again knowing more."""
        answers = PrefetchedAnswers()
        unlinked = 0
        while True:
            try:
                return await self._units.run(partial(self._apply, work, answers))
            except SlowReadNeeded as needed:
                await answers.fetch(needed, self._snapshot_reader)
            except ChatUnlinked:
                # It was done in the name of somebody who is signed out by now; nothing of it was committed.
                unlinked += 1
                if unlinked > MOST_UNLINKED:
                    raise

    def _apply(
        self, work: _Work, answers: PrefetchedAnswers, unit: SqlUnitOfWork
    ) -> _Outcome | PendingUpdate:
        """Claim the update, run its handler, mark it as done; return an earlier one where that goes first."""
        pending = work.pending
        claim = unit.inbox.claim(pending.update_id, pending.lane)
        if claim.earlier is not None:
            return claim.earlier
        if claim.status is ClaimStatus.DONE:
            return _Outcome()
        now = self._now()
        answered = _Outcome()
        if work.sender is not None and work.handler is not None:
            answered = self._handle(work.sender, work.handler, claim, answers, unit, now)
        if work.is_unreadable:
            unit.inbox.put_aside(pending.update_id, pending.lane, UNREADABLE, now)
        else:
            unit.inbox.mark_done(pending.update_id, now)
        return answered

    def _handle(
        self,
        sender: Sender,
        handler: UpdateHandler,
        claim: Claim,
        answers: PrefetchedAnswers,
        unit: SqlUnitOfWork,
        now: datetime,
    ) -> _Outcome:
        """Run the handler with the sender's own chat, wherever the update came from, and save that chat."""
        found = unit.chats.get(sender.chat_id)
        chat = copy(found) if found else _new_chat(sender)
        context = RequestContext(
            self._helpdesk,
            unit,
            chat,
            now,
            sender.pressed_message_id,
            self._lookups.records(unit, answers) if self._lookups else unit.packages,
            answers,
            is_overtaken=claim.is_overtaken,
        )
        if sender.is_in_private_chat or sender.callback_query_id is None:
            # The handler decides what people who are not signed in may do in groups.
            handler(context)
        elif chat.person_id is None:
            context.answer_press(Note(_("Buka chat pribadi dengan bot ini dan masuk dulu.")))
        else:
            handler(context)
            if not context.toast:
                context.answer_press(Note(_("Lanjutkan di chat pribadi dengan bot ini."), is_wrong=False))
        if chat != (found or _new_chat(sender)):
            unit.chats.save(chat, found)
        return _Outcome(CallbackAnswer(context.toast, context.toast_is_alert), context.guesses)

    def _apologise(self, sender: Sender, reference: str, unit: SqlUnitOfWork) -> None:
        sorry = _(
            "Maaf, terjadi kesalahan pada sistem kami. Isian Anda tetap seperti semula; silakan coba "
            "lagi. Nomor rujukan: %(reference)s"
        )
        chat = unit.chats.get(sender.chat_id) or _new_chat(sender)
        RequestContext(self._helpdesk, unit, chat, self._now()).send_note(
            Note(sorry, {"reference": reference})
        )

    def _answer_press(self, sender: Sender | None, answer: CallbackAnswer) -> None:
        if sender is not None and sender.callback_query_id is not None:
            self._callback_answers.send(sender.callback_query_id, answer)


def _new_chat(sender: Sender) -> Chat:
    """Return the private chat of somebody who was never here."""
    return Chat(sender.chat_id, language=sender.language)
