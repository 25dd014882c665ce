"""Send the letters of the outbox beside all other messages, so that neither ever waits for the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog

from bot.process.logs import failure_location
from bot.sending.letter_lines import is_worthless, letter_line, letter_name
from bot.sending.mail import Letters
from bot.sending.mail_errors import MailDeferred, MailRefused, MailServerAway
from bot.sending.retry_pauses import GIVEN_UP_AFTER, RetryPauses
from bot.sending.server_pause import ServerPause
from core.messaging.outgoing import SendLetter, SendNotice
from core.messaging.sends import SendOutcome
from handlers.context.send_priority import SendPriority
from storage.messaging.letters import LetterRow
from storage.messaging.message_codec import UnreadableMessage
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Letters sent at once, each over a connection of its own. The last place is for what somebody waits for in
# chat, such as a code, so that letters a slow server takes its time for never stand in the way.
AT_ONCE, READ = 5, 20
# Seconds between looks without a wake-up: another process may have committed something, or a pause is over.
IDLE = 2.0
# Pauses of a letter that its address deferred, doubled with each attempt. Servers that greylist take a letter
# after one to five minutes: one that is soon worthless is tried every minute.
PAUSES, URGENT_PAUSE = RetryPauses(timedelta(seconds=30), timedelta(hours=4)), timedelta(minutes=1)
# Seconds of the longest pause of all letters while the server is away; one letter ends it.
LONGEST_REST = 60.0
# The server must have been away for so long before letters of two days ago are given up: the first connection
# of a bot that was stopped for a weekend may fail.
LEAST_ABSENCE = timedelta(hours=1)
# Letters given up in one transaction, and seconds between tries to write down what became of a letter.
GIVEN_UP_AT_ONCE, FIRST_WRITE, LONGEST_WRITE = 100, 1.0, 60.0


class MailCourier:
    """Send letters, of several processes of a bot in the one that leads.

    A letter that its address defers is tried again for two days. While the server as a whole is away all
    letters wait together: none of them has had an attempt, and the first that is taken ends the wait.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        letters: Letters | None,
        now: Callable[[], datetime],
        first_rest: timedelta,
    ) -> None:
        """Give every letter up where `letters` is None, since there is no mail server.

        `first_rest` is the first pause while the server is away, doubled each time.
        """
        self._units = units
        self._letters = letters
        self._now = now
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._pause = ServerPause(first_rest.total_seconds(), LONGEST_REST)
        self._away_since: datetime | None = None
        self._woken = asyncio.Event()
        self._stopped = False

    def wake(self) -> None:
        """Look at once for letters that are due."""
        self._woken.set()

    async def run(self) -> None:
        """Send every letter that is due, over and over, until stopped or cancelled."""
        try:
            while not self._stopped:
                self._woken.clear()
                await self._round()
                await self._wait()
        finally:
            if not self._stopped:
                # Another process leads now, and sends what this one has not finished.
                await self._cancel(set(self._busy.values()))
            await self._close()

    async def idle(self) -> None:
        """Wait until no letter is on its way; what is not due yet may still be in the outbox."""
        while self._busy:
            await asyncio.wait(self._busy.values())

    async def stop(self, grace: float) -> None:
        """Finish what is being sent, for `grace` seconds at most; the rest stays in the outbox."""
        self._stopped = True
        self.wake()
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=grace)
            await self._cancel(late)
        await self._close()

    async def _close(self) -> None:
        if self._letters is not None:
            await self._letters.close()

    async def _cancel(self, tasks: set[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _round(self) -> None:
        """Begin to send as many letters as there are places for; of a server that was away, try one."""
        if self._pause.remaining:
            return
        places = 1 if self._pause.is_on else AT_ONCE
        # A letter that is on its way now may have arrived by the time the rows are here, which still hold it.
        now, busy = self._now(), set(self._busy)
        try:
            found = await self._units.read(lambda unit: unit.letters.due(now, READ))
            rows = [row for row in found if row.id not in busy]
            worthless = [row for row in rows if is_worthless(row, now)]
            if worthless:
                await self._units.run(partial(_remove, worthless))
                log.info("letters_worthless", rows=[row.id for row in worthless])
                self.wake()
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("mail_courier_cannot_read", **failure_location(failure))
            return
        if self._stopped:
            # While these were read; nobody would wait for them any more.
            return
        for row in rows:
            is_last_place = len(self._busy) == AT_ONCE - 1
            if len(self._busy) >= places or (is_last_place and row.priority > SendPriority.ANSWER):
                return
            if row not in worthless:
                self._begin(row)

    def _begin(self, row: LetterRow) -> None:
        task = asyncio.create_task(self._send(row, monotonic()))
        self._busy[row.id] = task
        task.add_done_callback(lambda _task: self._ended(row))

    def _ended(self, row: LetterRow) -> None:
        del self._busy[row.id]
        self.wake()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._pause.remaining or IDLE):
                await self._woken.wait()
        except TimeoutError:
            if self._letters is not None and not self._busy:
                await self._letters.close_idle()

    async def _send(self, row: LetterRow, begun: float) -> None:
        """Send a letter, and write down what became of it."""
        message = row.message
        if isinstance(message, UnreadableMessage):
            await self._give_up(row, "unreadable", tries=0)
            return
        if self._letters is None:
            await self._give_up(row, "no mail server", tries=0)
            return
        # The process that leads now sends this letter.
        self._units.check_lead()
        try:
            await self._letters.send(message.letter, letter_name(row))
        except MailServerAway as away:
            await self._pause_all(begun, str(away))
            return
        except MailRefused as refused:
            self._server_works()
            log.warning("letter_refused", row=row.id, kind=message.kind.value, code=str(refused))
            await self._write(row, partial(_refuse, row, message, str(refused), self._now()))
        except MailDeferred as deferred:
            self._server_works()
            await self._defer(row, message, str(deferred))
        except Exception as failure:  # noqa: BLE001 - one letter must not end the courier
            log.error("mail_courier_failed", row=row.id, **failure_location(failure))
            await self._defer(row, message, type(failure).__name__)
        else:
            self._server_works()
            await self._write(row, partial(_remove_sent, row, message, self._now()))

    def _server_works(self) -> None:
        self._away_since = None
        if self._pause.end():
            log.info("mail_server_back")

    async def _pause_all(self, begun: float, reason: str) -> None:
        """Make all letters wait, longer each time; give up those that are too old by now."""
        if not self._pause.lengthen(begun):
            return
        log.warning("mail_server_away", error=reason, seconds=self._pause.seconds)
        now = self._now()
        self._away_since = self._away_since or now
        if now - self._away_since < LEAST_ABSENCE:
            return
        before = now - GIVEN_UP_AFTER
        try:
            while old := await self._units.read(
                lambda unit: unit.letters.older_than(before, GIVEN_UP_AT_ONCE)
            ):
                await self._units.run(partial(_fail_all, old, f"server away: {reason}", self._now(), 0))
                for row in old:
                    log.error("letter_given_up", row=row.id, kind=_kind(row), error=reason)
        except Exception as failure:  # noqa: BLE001 - they are given up after the next pause
            log.error("mail_courier_cannot_read", **failure_location(failure))

    async def _defer(self, row: LetterRow, message: SendLetter, error: str) -> None:
        """Try again later, or give the letter up where it has been tried for two days."""
        now = self._now()
        if PAUSES.are_used_up(row.attempts, now - row.created_at):
            await self._give_up(row, error)
            return
        pause = PAUSES.after(row.attempts)
        if message.worthless_after is not None:
            pause = min(pause, URGENT_PAUSE)
        log.info(
            "letter_deferred", row=row.id, kind=message.kind.value, error=error, attempt=row.attempts + 1
        )
        await self._write(row, lambda unit: unit.letters.retry(row.id, now + pause, error))

    async def _give_up(self, row: LetterRow, error: str, tries: int = 1) -> None:
        log.error("letter_given_up", row=row.id, kind=_kind(row), error=error)
        await self._write(row, partial(_fail_all, [row], error, self._now(), tries))

    async def _write(self, row: LetterRow, work: Callable[[SqlUnitOfWork], None]) -> None:
        """Write down what became of a letter, however long that takes.

        The letter keeps its place until then: it is not sent again, and few others go while nothing can be
        written. A failed write may have been committed all the same, where only the database's answer was
        lost: the next one does nothing then.
        """
        pause, again = FIRST_WRITE, work
        while True:
            try:
                await self._units.run(again)
            except Exception as failure:  # noqa: BLE001 - the disk may be full, or the database away
                log.error("letter_not_marked", row=row.id, **failure_location(failure))
                again = partial(_if_waiting, row, work)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_WRITE)
            else:
                return


def _if_waiting(row: LetterRow, work: Callable[[SqlUnitOfWork], None], unit: SqlUnitOfWork) -> None:
    if unit.outbox.is_waiting(row.id):
        work(unit)


def _remove(rows: list[LetterRow], unit: SqlUnitOfWork) -> None:
    for row in rows:
        unit.letters.remove(row.id)


def _fail_all(rows: list[LetterRow], error: str, now: datetime, tries: int, unit: SqlUnitOfWork) -> None:
    for row in rows:
        unit.letters.fail(row.id, error, now, tries=tries)
        if isinstance(row.message, SendLetter):
            unit.sends.add(letter_line(row, row.message, SendOutcome.GIVEN_UP, error, now))


def _remove_sent(row: LetterRow, message: SendLetter, now: datetime, unit: SqlUnitOfWork) -> None:
    unit.letters.remove(row.id)
    unit.sends.add(letter_line(row, message, SendOutcome.SENT, "", now))


def _refuse(row: LetterRow, message: SendLetter, code: str, now: datetime, unit: SqlUnitOfWork) -> None:
    """Give a letter up for good, and tell the chat that waits for it.

    One that would be worthless soon holds a secret, which must not stay.
    """
    unit.sends.add(letter_line(row, message, SendOutcome.REFUSED, code, now))
    if message.worthless_after is not None:
        unit.letters.remove(row.id)
    else:
        unit.letters.fail(row.id, f"refused {code}", now)
    if message.if_refused is not None:
        unit.outbox.add(
            SendNotice(message.if_refused.body),
            chat_id=message.if_refused.chat_id,
            priority=SendPriority.ANSWER,
            at=now,
        )


def _kind(row: LetterRow) -> str:
    return row.message.kind.value if isinstance(row.message, SendLetter) else "unreadable"
