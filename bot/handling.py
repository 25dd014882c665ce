"""One update, whole: read, understood, and done in one transaction with everything that follows from it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

import orjson
import structlog
from aiogram import Dispatcher
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update
from pydantic import ValidationError
from sqlalchemy import Connection

from bot.logs import where
from bot.package_lookup import LookUpWanted, PackageLookups, PackagesInHand
from bot.readings import Readings
from bot.telegram import Telegram
from conversations.screen import Note
from core.packages import PackageKind
from core.words import _
from handlers.arrivals import Deed
from handlers.scene import Helpdesk
from handlers.visit import Visit
from handlers.wanted import ReadingWanted
from storage.chats import ChatRow
from storage.database import Database
from storage.inbox import Claim, Waiting
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

MOST_TRIES = 3
# Seconds between tries of an update whose handler failed, and of one whose lane another process is on.
PAUSE, LANE_PAUSE = 0.2, 0.05
MOST_WAITS = 40


@dataclass(frozen=True, slots=True)
class Came:
    """Who an update is from, and where: `chat_id` is their private chat with the bot, whose id is theirs."""

    chat_id: int
    language: str
    pressed: int | None = None
    query_id: str | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a press is answered with, over the screen."""

    text: str = ""
    is_alert: bool = False


@dataclass(slots=True)
class Learnt:
    """What was found out for an update between tries: who could not be asked, and what has been read."""

    down: set[tuple[PackageKind, str]] = field(default_factory=set)
    found: dict[Hashable, object] = field(default_factory=dict)


class LaneIsTaken(Exception):
    """An earlier update of the same person is not done yet; another process is at it."""


class Handling:
    """What a lane does with each update. `poke` is called after each commit."""

    def __init__(
        self,
        telegram: Telegram,
        dispatcher: Dispatcher,
        database: Database,
        helpdesk: Helpdesk,
        shelf: Shelf,
        poke: Callable[[], None],
        now: Callable[[], datetime],
        lookups: PackageLookups | None = None,
    ) -> None:
        self._telegram = telegram
        self._dispatcher = dispatcher
        self._database = database
        self._helpdesk = helpdesk
        self._shelf = shelf
        self._poke = poke
        self._now = now
        self._lookups = lookups
        self._readings = Readings(database, helpdesk, shelf, now)
        self._answers: set[asyncio.Task[None]] = set()

    async def __call__(self, waiting: Waiting) -> None:
        """Until it is done or put aside; only being cancelled leaves it for later."""
        tries, waits = waiting.attempts, 0
        while True:
            try:
                await self._handle(waiting)
            except LaneIsTaken:
                # Whoever is at the earlier one may have died; then both are taken up again, in order.
                if (waits := waits + 1) > MOST_WAITS:
                    return
                await asyncio.sleep(LANE_PAUSE)
            except Exception as failure:  # noqa: BLE001 - whatever a handler does wrong must not stop its lane
                tries += 1
                if await self._failed(waiting, failure, tries):
                    return
                await asyncio.sleep(PAUSE * tries)
            else:
                return

    async def _handle(self, waiting: Waiting) -> None:
        raw = orjson.loads(waiting.raw)
        came = _came(raw)
        try:
            update = Update.model_validate(_without_old_screen(raw), context={"bot": self._telegram.bot})
        except ValidationError as unreadable:
            log.warning("update_unreadable", update_id=waiting.update_id, errors=unreadable.error_count())
            await self._set_aside(waiting, "unreadable")
            return
        found = await self._dispatcher.feed_update(self._telegram.bot, update)
        deed: Deed | None = found if callable(found) else None
        said = await self._done(waiting, came, deed)
        self._poke()
        if came is not None and came.query_id is not None:
            self._answer(came.query_id, said)

    async def _done(self, waiting: Waiting, came: Came | None, deed: Deed | None) -> Said:
        """The transaction; one that wants to know something first is undone, and tried again knowing it."""
        learnt = Learnt()
        while True:
            try:
                return await self._database.run(partial(self._do, waiting, came, deed, learnt))
            except LookUpWanted as wanted:
                if self._lookups is None or not await self._lookups.ask(wanted):
                    learnt.down.add((wanted.kind, wanted.code))
            except ReadingWanted as wanted:
                learnt.found[wanted.question] = await self._readings.find(wanted)

    def _do(
        self,
        waiting: Waiting,
        came: Came | None,
        deed: Deed | None,
        learnt: Learnt,
        connection: Connection,
    ) -> Said:
        """Everything that follows from the update, or nothing."""
        unit = SqlUnit(connection, self._shelf)
        claim = unit.inbox.claim(waiting.update_id, waiting.lane)
        if claim is Claim.LATER:
            raise LaneIsTaken
        if claim is Claim.DONE:
            return Said()
        at = self._now()
        said = Said()
        if deed is not None and came is not None:
            said = self._visit(unit, came, deed, at, learnt)
        unit.inbox.done(waiting.update_id, at)
        return said

    def _visit(self, unit: SqlUnit, came: Came, deed: Deed, at: datetime, learnt: Learnt) -> Said:
        packages = PackagesInHand(unit, at, learnt.down) if self._lookups else unit.packages
        chat = unit.chats.get(came.chat_id) or ChatRow(came.chat_id, language=came.language)
        before = replace(chat)
        visit = Visit(self._helpdesk, unit, chat, at, came.pressed, packages, learnt.found)
        if came.elsewhere and chat.person_id is None:
            visit.say(Note(_("Buka chat pribadi dengan bot ini dan masuk dulu.")))
            return Said(visit.toast, visit.toast_is_alert)
        deed(visit)
        if came.elsewhere and not visit.toast:
            visit.say(Note(_("Lanjutkan di chat pribadi dengan bot ini."), is_wrong=False))
        if chat != before:
            unit.chats.save(chat)
        return Said(visit.toast, visit.toast_is_alert)

    async def _failed(self, waiting: Waiting, failure: Exception, tries: int) -> bool:
        """Count the failure; after the last try put the update aside and tell the person. True at the end."""
        reference = secrets.token_hex(4)
        log.error("update_failed", update_id=waiting.update_id, reference=reference, **where(failure))
        if tries < MOST_TRIES:
            await self._database.run(
                lambda connection: SqlUnit(connection, self._shelf).inbox.failed(
                    waiting.update_id, type(failure).__name__
                )
            )
            return False
        await self._set_aside(waiting, f"{type(failure).__name__} {reference}", reference)
        return True

    async def _set_aside(self, waiting: Waiting, reason: str, reference: str = "") -> None:
        came = _came(orjson.loads(waiting.raw)) if reference else None

        def work(connection: Connection) -> None:
            unit = SqlUnit(connection, self._shelf)
            unit.inbox.set_aside(waiting.update_id, reason, self._now())
            if came is not None and not came.elsewhere:
                chat = unit.chats.get(came.chat_id) or ChatRow(came.chat_id, language=came.language)
                visit = Visit(self._helpdesk, unit, chat, self._now())
                sorry = _(
                    "Maaf, terjadi kesalahan pada sistem kami. Isian Anda tetap seperti semula; silakan coba "
                    "lagi. Nomor rujukan: %(reference)s"
                )
                visit.tell_here(Note(sorry, {"reference": reference}))

        await self._database.run(work)
        self._poke()
        if came is not None and came.query_id is not None:
            self._answer(came.query_id, Said())

    def _answer(self, query_id: str, said: Said) -> None:
        """At once and once only: later it is worthless."""
        task = asyncio.create_task(self._answer_query(query_id, said))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer_query(self, query_id: str, said: Said) -> None:
        parameters: dict[str, Any] = {"callback_query_id": query_id}
        if said.text:
            parameters |= {"text": said.text, "show_alert": said.is_alert}
        try:
            await self._telegram.call("answerCallbackQuery", parameters)
        except TelegramAPIError as failure:
            log.info("press_not_answered", error=type(failure).__name__)


def _came(raw: dict[str, Any]) -> Came | None:
    """Who it is from, out of the raw update: also where the rest of it can't be read."""
    query = _part(raw, "callback_query")
    part = query or _part(raw, "message") or _part(raw, "edited_message") or _part(raw, "my_chat_member")
    sender = part.get("from")
    if not isinstance(sender, dict) or not isinstance(sender.get("id"), int) or sender.get("is_bot"):
        return None
    language = "en" if str(sender.get("language_code", "")).startswith("en") else "id"
    message = _part(query, "message") if query else part
    elsewhere = _part(message, "chat").get("type", "private") != "private"
    if not query:
        return Came(sender["id"], language, elsewhere=False)
    pressed = None if elsewhere else message.get("message_id")
    return Came(sender["id"], language, pressed, str(query.get("id")), elsewhere)


def _part(whole: dict[str, Any], name: str) -> dict[str, Any]:
    """A part of a raw update; empty where it is missing or is something else."""
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _without_old_screen(raw: dict[str, Any]) -> dict[str, Any]:
    """A press brings the whole pressed message along; what nobody reads of it need not be parsed."""
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    kept = {
        k: v for k, v in query["message"].items() if k in {"message_id", "date", "chat", "message_thread_id"}
    }
    return {**raw, "callback_query": {**query, "message": kept}}
