"""The workshop: makes the documents that people asked for, and sends them."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from sqlalchemy import Connection

from bot.logs import where
from bot.orders import REST, Album, Call, Made, Maker, Order, Remainder
from bot.telegram import Telegram
from conversations.screen import Note
from core.errors import Refusal
from core.words import _
from handlers.priorities import Priority
from handlers.scene import Helpdesk
from storage.database import Database
from storage.outbox import Outgoing
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

# Seconds between looks when nobody pokes: an order that failed waits for its time.
IDLE = 0.5
MOST_ATTEMPTS = 4
PAUSE = timedelta(seconds=10)
# Telegram may say again and again that it is too early; nobody waits for a document of yesterday.
TOO_OLD = timedelta(days=1)
# Tickets between two words about how far a table is.
TOLD_EVERY = 2_000


# What people read of an order that takes long or can't be done, where it is no document about tickets.
PROGRESS: Mapping[str, str] = {"accounts": _("Mengimpor akun: %(count)s baris…")}
SORRY: Mapping[str, str] = {
    "accounts": _("Akun tidak dapat diimpor. Silakan coba lagi nanti."),
    "import": _("Berkas itu tidak dapat diimpor. Silakan coba lagi nanti."),
}


class Progress:
    """A message that says how far a long document is, and goes when it is there."""

    def __init__(self, telegram: Telegram, chat_id: int | None, say: Callable[[int], str]) -> None:
        self._telegram = telegram
        self._chat_id = chat_id
        self._say = say
        self._message_id: int | None = None
        self._told = 0

    async def tell(self, count: int) -> None:
        """Show this number, where it is much larger than the one before."""
        if count < self._told + TOLD_EVERY:
            return
        self._told = count
        body = {"chat_id": self._chat_id, "text": self._say(count)}
        try:
            if self._message_id is None:
                self._message_id = (await self._telegram.call("sendMessage", body))["message_id"]
            else:
                await self._telegram.call("editMessageText", {**body, "message_id": self._message_id})
        except TelegramAPIError as failure:
            log.info("progress_not_told", error=type(failure).__name__)

    async def end(self) -> None:
        """Take the message away."""
        if self._message_id is None:
            return
        try:
            body = {"chat_id": self._chat_id, "message_id": self._message_id}
            await self._telegram.call("deleteMessage", body)
        except TelegramAPIError as failure:
            log.info("progress_not_taken_away", error=type(failure).__name__)


@dataclass(frozen=True, slots=True)
class Bench:
    """Kinds of orders that wait for each other and for no others; at so many `places` at once."""

    places: int
    makers: Mapping[str, Maker]


class Workshop:
    """Runs beside the courier, so that a long table holds up nobody's messages.

    A person's orders are made one after the other, so that whoever orders much keeps nobody else waiting.
    """

    def __init__(
        self,
        database: Database,
        telegram: Telegram,
        helpdesk: Helpdesk,
        shelf: Shelf,
        benches: Sequence[Bench],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._telegram = telegram
        self._helpdesk = helpdesk
        self._shelf = shelf
        self._benches = benches
        self._makers = {kind: maker for bench in benches for kind, maker in bench.makers.items()}
        self._now = now
        self._in_hand: dict[int, Outgoing] = {}
        self._poked = asyncio.Event()

    def poke(self) -> None:
        """Look again, at once."""
        self._poked.set()

    async def run(self) -> None:
        """Until cancelled; what is in hand then is made anew by the next process."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._poked.clear()
                row = await self._next()
                if row is None:
                    await self._wait()
                    continue
                self._in_hand[row.id] = row
                group.create_task(self._work_on(row))

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE):
                await self._poked.wait()

    async def _next(self) -> Outgoing | None:
        """The order that has waited longest of those for which there is a place."""
        kinds = [row.method for row in self._in_hand.values()]
        full = [b for b in self._benches if sum(kind in b.makers for kind in kinds) >= b.places]
        first = partial(
            self._first_to_make,
            [kind for bench in full for kind in bench.makers],
            [row.chat_id for row in self._in_hand.values() if row.chat_id is not None],
        )
        try:
            return await self._database.read(first)
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("workshop_failed", **where(failure))
            return None

    def _first_to_make(self, kinds: list[str], chats: list[int], connection: Connection) -> Outgoing | None:
        outbox = SqlUnit(connection, self._shelf).outbox
        return next(iter(outbox.to_make(self._now(), 1, skip_kinds=kinds, skip_chats=chats)), None)

    async def _work_on(self, row: Outgoing) -> None:
        try:
            await self._serve(row)
        except Exception as failure:  # noqa: BLE001 - one document must not end the workshop
            log.error("workshop_failed", **where(failure))
            await asyncio.sleep(IDLE)
        finally:
            del self._in_hand[row.id]
            self.poke()

    async def _serve(self, row: Outgoing) -> None:
        language = str(row.payload.get("language", ""))
        progress = Progress(self._telegram, row.chat_id, partial(self._counted, row.method, language))
        try:
            with tempfile.TemporaryDirectory() as folder:
                made = await self._makers[row.method](Order(row, Path(folder), progress.tell))
                if made is not None:
                    await self._send(row, made)
            if isinstance(made, Made | Remainder):
                await self._send_rest(row, list(made.after))
        except (Refusal, KeyError, TelegramForbiddenError) as no:
            log.info("document_refused", row=row.id, error=type(no).__name__)
            await self._give_up(row, type(no).__name__)
        except TelegramRetryAfter as later:
            log.info("document_too_early", row=row.id, seconds=later.retry_after)
            await self._postpone(row, timedelta(seconds=later.retry_after))
        except TelegramAPIError as failure:
            log.warning("document_not_sent", row=row.id, error=type(failure).__name__)
            await self._later(row, type(failure).__name__)
        except Exception as failure:  # noqa: BLE001 - whatever went wrong, the person is told in the end
            log.error("document_not_made", row=row.id, **where(failure))
            await self._later(row, type(failure).__name__)
        else:
            await self._database.run(lambda c: SqlUnit(c, self._shelf).outbox.sent(row.id))
        finally:
            await progress.end()

    async def _send(self, row: Outgoing, made: Made | Album | Remainder) -> None:
        to = {"chat_id": str(row.chat_id)}
        match made:
            case Album():
                await self._telegram.upload_photos({**to, "caption": made.caption}, made.paths)
            case Made():
                await self._telegram.upload({**to, "caption": made.name}, made.path, made.name)
                await self._remember(row, made.after)

    async def _send_rest(self, row: Outgoing, calls: list[Call]) -> None:
        """One after the other; whichever went is not sent again when a later one fails."""
        refused: TelegramBadRequest | None = None
        for call in tuple(calls):
            method, parameters = call
            try:
                await self._telegram.call(method, {"chat_id": row.chat_id, **parameters})
            except TelegramBadRequest as no:
                # This file can't be had; that is no reason to keep back the others.
                refused = no
                continue
            calls.remove(call)
            await self._remember(row, calls)
        if refused is not None:
            raise refused

    async def _remember(self, row: Outgoing, calls: Sequence[Call]) -> None:
        if calls:
            payload = {**row.payload, REST: [list(call) for call in calls]}
            await self._database.run(lambda c: SqlUnit(c, self._shelf).outbox.remember(row.id, payload))

    def _counted(self, kind: str, language: str, count: int) -> str:
        said = Note(PROGRESS.get(kind, _("Menyiapkan berkas: %(count)s tiket…")), {"count": count})
        return self._helpdesk.renderer.sentence(said, language)

    async def _later(self, row: Outgoing, error: str) -> None:
        if row.attempts + 1 >= MOST_ATTEMPTS:
            await self._give_up(row, error)
            return
        until = self._now() + PAUSE * 2**row.attempts
        await self._database.run(lambda c: SqlUnit(c, self._shelf).outbox.retry(row.id, until, error))

    async def _postpone(self, row: Outgoing, pause: timedelta) -> None:
        """As Telegram asks; it counts as no try."""
        now = self._now()
        if now - row.created_at > TOO_OLD:
            await self._give_up(row, "retry after")
            return
        await self._database.run(lambda c: SqlUnit(c, self._shelf).outbox.postpone(row.id, now + pause))

    async def _give_up(self, row: Outgoing, error: str) -> None:
        """Say so: whoever waits for a document should not wait for ever."""
        usual = _("Berkas yang Anda minta tidak dapat dibuat. Silakan coba lagi nanti.")
        sorry = Note(SORRY.get(row.method, usual))
        text = str(self._helpdesk.renderer.note(sorry, str(row.payload.get("language", ""))))

        def work(unit: SqlUnit) -> None:
            unit.outbox.fail(row.id, error, self._now())
            unit.outbox.put(
                chat_id=row.chat_id,
                op="notice",
                method="sendMessage",
                payload={"text": text, "parse_mode": "HTML"},
                priority=Priority.ALERT,
                at=self._now(),
            )

        await self._database.run(lambda c: work(SqlUnit(c, self._shelf)))
