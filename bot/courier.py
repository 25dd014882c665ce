"""The courier: sends what was committed, in order for each chat, at Telegram's pace, until it is through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from time import monotonic

import structlog
from sqlalchemy import Connection

from bot.delivery import Delivery, End, Outcome
from bot.logs import where
from bot.mail import Letter, Letters, MailRefused
from bot.pace import Pace
from conversations.rendering import plain
from storage.database import Database
from storage.outbox import Outgoing
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

# Chats served at once, rows read at a time, and how many of one chat before looking for what is more urgent.
AT_ONCE, READ, OF_ONE_CHAT = 24, 120, 4
# Seconds between looks when nobody pokes: another process may have committed something.
IDLE = 1.0
MOST_ATTEMPTS = 14
# Given up on, after this long: nobody wants an alert of last week.
TOO_OLD = timedelta(days=2)


class Courier:
    """One for each bot at a time. `poke` says that there is something new."""

    def __init__(
        self,
        database: Database,
        delivery: Delivery,
        letters: Letters | None,
        shelf: Shelf,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._delivery = delivery
        self._letters = letters
        self._shelf = shelf
        self._now = now
        self._pace = Pace()
        self._busy: dict[int | None, asyncio.Task[None]] = {}
        self._held: dict[int, float] = {}
        self._sooner = IDLE
        self._poked = asyncio.Event()
        self._stopped = False
        self._leads = False

    def poke(self) -> None:
        """Look again, now."""
        self._poked.set()

    async def run(self) -> None:
        """Until stopped, or until another process leads: everything that is due, over and over."""
        self._leads = True
        try:
            while not self._stopped:
                self._poked.clear()
                await self._round()
                await self._wait(min(IDLE, self._sooner))
        finally:
            self._leads = False

    async def _round(self) -> None:
        try:
            found = await self._due()
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("courier_cannot_read", **where(failure))
            return
        for chat_id, rows in groupby(found, key=lambda row: row.chat_id):
            self._serve(chat_id, list(rows)[:OF_ONE_CHAT])

    async def stop(self, grace: float) -> None:
        """Finish what is on its way, for `grace` seconds at most; the rest stays in the outbox."""
        self._stopped = True
        self.poke()
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=grace)

    async def _due(self) -> list[Outgoing]:
        self._held = {chat_id: until for chat_id, until in self._held.items() if until > monotonic()}
        if len(self._busy) >= AT_ONCE:
            return []
        # Who is busy now may be through when the answer is here, which still shows what they sent meanwhile.
        busy = {*self._busy, *self._held}
        chats, now = [chat_id for chat_id in busy if chat_id is not None], self._now()
        rows, later = await self._database.read(partial(self._look, now, chats))
        self._sooner = max(0.0, (later - now).total_seconds()) if later else IDLE
        rows = [row for row in rows if row.chat_id not in busy]
        first = {chat_id: at for at, chat_id in reversed(list(enumerate(row.chat_id for row in rows)))}
        return sorted(rows, key=lambda row: (first[row.chat_id], row.priority, row.id))

    def _look(
        self, now: datetime, busy: list[int], connection: Connection
    ) -> tuple[list[Outgoing], datetime | None]:
        """What is due, and when the next thing will be."""
        outbox = SqlUnit(connection, self._shelf).outbox
        return outbox.due(now, READ, busy), outbox.next_due(now)

    def _serve(self, chat_id: int | None, rows: list[Outgoing]) -> None:
        if len(self._busy) >= AT_ONCE:
            return
        task = asyncio.create_task(self._send_all(rows))
        self._busy[chat_id] = task
        task.add_done_callback(lambda _task: self._served(chat_id))

    def _served(self, chat_id: int | None) -> None:
        del self._busy[chat_id]
        self.poke()

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._poked.wait()
        except TimeoutError:
            self._pace.forget_idle(monotonic())

    async def _send_all(self, rows: list[Outgoing]) -> None:
        """The rows of one chat, in order; what can't go now makes the later ones wait too."""
        for row in rows:
            try:
                went = await (self._mail(row) if row.op == "mail" else self._message(row))
            except Exception as failure:  # noqa: BLE001 - one row must not end the courier
                log.error("courier_failed", row=row.id, op=row.op, **where(failure))
                went = await self._end(row, Outcome(End.LATER, after=timedelta(seconds=5), error="internal"))
            if not went or self._stopped:
                return

    async def _message(self, row: Outgoing) -> bool:
        assert row.chat_id is not None, "only letters go to no chat"
        chat_id = row.chat_id
        is_new = not row.payload.get("edit") and row.op in {"screen", "result", "notice"}
        await asyncio.sleep(self._pace.reserve(chat_id, monotonic(), is_new=is_new))
        if not self._leads:
            # Whoever leads now has this row in hand.
            return False
        in_slot = await self._in_slot(row)
        outcome = await self._delivery.deliver(row, in_slot)
        if outcome.end is End.LATER:
            # What comes later in this chat must not overtake what could not be sent.
            self._held[chat_id] = monotonic() + outcome.after.total_seconds()
        return await self._end(row, outcome)

    async def _mail(self, row: Outgoing) -> bool:
        if self._letters is None:
            return await self._end(row, Outcome(End.FAILED, error="no mail server"))
        try:
            await self._letters.send(Letter(**row.payload))
        except MailRefused as refused:
            return await self._end(row, Outcome(End.FAILED, error=f"refused {refused}"))
        except Exception as failure:  # noqa: BLE001 - a mail server can fail in many ways, all to be tried again
            log.warning("mail_failed", error=type(failure).__name__)
            after = timedelta(seconds=min(5.0 * 2**row.attempts, 600.0))
            return await self._end(row, Outcome(End.LATER, after=after, error=type(failure).__name__))
        return await self._end(row, Outcome(End.SENT))

    async def _in_slot(self, row: Outgoing) -> int | None:
        if not row.slot or row.chat_id is None:
            return None
        chat_id, slot = row.chat_id, row.slot
        return await self._database.read(lambda c: SqlUnit(c, self._shelf).slots.get(chat_id, slot))

    async def _end(self, row: Outgoing, outcome: Outcome) -> bool:
        """Write down how it ended; True where the chat's next row may go."""
        if outcome.end is not End.SENT:
            # What Telegram says may repeat what somebody wrote: it is kept with the row, not logged.
            log.info("not_sent", row=row.id, op=row.op, end=outcome.end.name)
        await self._database.run(lambda c: self._note(SqlUnit(c, self._shelf), row, outcome))
        return outcome.end in {End.SENT, End.FAILED}

    def _note(self, unit: SqlUnit, row: Outgoing, outcome: Outcome) -> None:
        now = self._now()
        match outcome.end:
            case End.SENT if row.op == "result" and row.chat_id is not None:
                unit.outbox.sent(row.id)
                unit.slots.drop(row.chat_id, row.slot)
            case End.SENT if row.slot and row.chat_id is not None and outcome.message_id is not None:
                unit.outbox.sent_as(row.id, row.chat_id, row.slot, outcome.message_id)
            case End.SENT:
                unit.outbox.sent(row.id)
            case End.LATER if row.attempts + 1 < MOST_ATTEMPTS and now - row.created_at < TOO_OLD:
                unit.outbox.retry(row.id, now + outcome.after, outcome.error)
            case End.MOVED if row.chat_id is not None and outcome.chat_id is not None:
                unit.outbox.move_chat(row.chat_id, outcome.chat_id)
                unit.slots.move_chat(row.chat_id, outcome.chat_id)
                unit.groups.move_chat(row.chat_id, outcome.chat_id)
            case End.UNREACHABLE if row.chat_id is not None:
                self._fall_back(unit, row, outcome, now)
            case _:
                unit.outbox.fail(row.id, outcome.error, now)

    def _fall_back(self, unit: SqlUnit, row: Outgoing, outcome: Outcome, now: datetime) -> None:
        """Whoever can't be reached in chat is written to by e-mail, if it is about a ticket."""
        assert row.chat_id is not None
        unit.chats.set_reachable(row.chat_id, False)
        chat = unit.chats.get(row.chat_id)
        person = unit.people.get(chat.person_id) if chat and chat.person_id is not None else None
        if person is None or row.ticket_id is None or self._letters is None or row.op != "notice":
            unit.outbox.fail(row.id, outcome.error, now)
            return
        unit.outbox.sent(row.id)
        text = plain(str(row.payload.get("text", "")))
        unit.outbox.put(
            chat_id=None,
            op="mail",
            method="notice",
            payload={"to": person.email, "subject": f"LPSE Support: {_first_line(text)}", "text": text},
            priority=row.priority,
            ticket_id=row.ticket_id,
            at=now,
        )


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if line.strip()), "")[:120]
