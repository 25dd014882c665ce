"""Note which letters came back, by the reports in a mailbox."""

from __future__ import annotations

import asyncio
import imaplib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.bounces.imap import MailboxRefused, MailboxSession, MessageRefused
from bot.bounces.refused import RefusedMessages
from bot.bounces.reports import LetterReport, read_report
from bot.process.imap_url import ImapMailbox
from bot.process.logs import failure_location
from bot.process.threads import run_in_thread
from core.messaging.sends import SendOutcome
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.returned_letters import note_report
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Messages read between two marks, and at most in one look; the next look goes on with the rest.
AT_A_TIME, MOST = 20, 200
# Messages refused one after the other that are no damaged messages any more: the server can't read.
MOST_REFUSED = 3
# Seconds that a look may take.
PATIENCE = 120.0
# Servers report for five days at most that they try; older reports are of no use.
LOOKS_BACK = timedelta(days=14)
# After so long without a look that succeeded, administrators are told.
TOO_LONG = timedelta(minutes=15)


class BounceReader:
    """Look through a mailbox for reports about letters that this bot has sent.

    Only a report that names a letter as nobody else could is believed and marked as seen. All other messages
    stay as they are, and are passed over until the process starts again. Those that the server does not hand
    over are asked for again later, a few times; where these are many, the mailbox counts as not read.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        helpdesk: HelpdeskServices,
        place: ImapMailbox,
        now: Callable[[], datetime],
        patience: float = PATIENCE,
    ) -> None:
        """Give a look `patience` seconds."""
        self._units = units
        self._helpdesk = helpdesk
        self._place = place
        self._now = now
        self._patience = patience
        self._validity, self._next_uid = b"", 1
        self._refused = RefusedMessages()
        self._failing_since: datetime | None = None
        self._reason = ""

    @property
    def trouble(self) -> str:
        """Return why the mailbox has not been read for long; "" where it has."""
        since = self._failing_since
        return self._reason if since is not None and self._now() - since >= TOO_LONG else ""

    async def read_new(self) -> int:
        """Note what has come since the last look, and return how many letters that was about.

        A mailbox that can't be read is logged, and looked into again at the next call.
        """
        session = MailboxSession(self._place)
        try:
            async with asyncio.timeout(self._patience):
                await self._open(session)
                noted = await self._read(session)
                await session.leave()
        except (MailboxRefused, imaplib.IMAP4.error, OSError, TimeoutError) as failure:
            self._fail(failure)
            return 0
        finally:
            await session.close()
        self._failing_since = None
        return noted

    async def _open(self, session: MailboxSession) -> None:
        await session.open()
        if session.validity != self._validity:
            # The mailbox was made anew, and counts from the beginning.
            self._validity, self._next_uid = session.validity, 1
            self._refused.clear()

    async def _read_refused(self, session: MailboxSession) -> int:
        """Ask again for messages that were not handed over before; return how many are about letters."""
        noted = 0
        for uid in self._refused.due(self._now()):
            try:
                content = await session.fetch(uid)
            except MessageRefused:
                self._refused.add([uid], self._now())
                continue
            if await self._note(content):
                await session.mark_seen([uid])
                noted += 1
            self._refused.remove(uid)
        return noted

    async def _read(self, session: MailboxSession) -> int:
        noted = await self._read_refused(session)
        in_a_row = 0
        since = (self._now() - LOOKS_BACK).date()
        for _ in range(MOST // AT_A_TIME):
            found = await session.find_unseen(since, self._next_uid, AT_A_TIME)
            if not found:
                break
            believed, refused = list[int](), list[int]()
            for uid in found:
                try:
                    content = await session.fetch(uid)
                except MessageRefused:
                    in_a_row += 1
                    if in_a_row == MOST_REFUSED:
                        raise
                    refused.append(uid)
                    continue
                in_a_row = 0
                if await self._note(content):
                    believed.append(uid)
            # The notes are committed before the mark: after a crash in between they are made again, to no
            # effect.
            await session.mark_seen(believed)
            noted += len(believed)
            self._next_uid = found[-1] + 1
            self._refused.add(refused, self._now())
        return noted

    async def _note(self, content: bytes) -> bool:
        """Write down what a message reports; return whether it is about one of our letters."""
        report = await run_in_thread(read_report, content)
        if report is None:
            return False
        is_ours = await self._units.run(partial(self._write, report))
        if is_ours:
            log.info("letter_reported", is_final=report.is_final, status=report.status)
        return is_ours

    def _write(self, report: LetterReport, unit: SqlUnitOfWork) -> bool:
        context = TransactionContext(self._helpdesk, unit, self._now())
        outcome = SendOutcome.BOUNCED if report.is_final else SendOutcome.DELAYED
        known = [note_report(context, one, outcome, report.status) for one in report.letter_ids]
        return any(known)

    def _fail(self, failure: Exception) -> None:
        self._failing_since = self._failing_since or self._now()
        # The text of a server's answer may name people, so only its kind is kept.
        refused = isinstance(failure, MailboxRefused)
        self._reason = f"refuses the {failure}" if refused else type(failure).__name__
        log.warning("bounces_not_read", **failure_location(failure))
