"""Record how deliveries ended, and keep in memory what the database could not take yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.process.logs import failure_location
from bot.sending.delivery import DeliveryOutcome, DeliveryResult
from core.messaging.outgoing import (
    LIVE_SCREEN,
    AmendAlert,
    Letter,
    LetterKind,
    SendAlbum,
    SendAlert,
    SendCard,
    SendLetter,
    SendNotice,
    ShowResult,
    ShowScreen,
    TellEvent,
    TellKind,
)
from core.messaging.sends import SendLine, SendOutcome
from handlers.telegram.message_format import TELEGRAM
from storage.messaging.outbox import OutboxRow
from storage.messaging.send_queue import SET_BACK_AFTER
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Seconds before another attempt, doubled with each.
FIRST_RETRY, LONGEST_RETRY = 1.0, 600.0
# An older row is not tried again: an alert of last week helps nobody.
TOO_OLD = timedelta(days=2)
# Failures to write down a whole outcome before only its row is removed.
MINIMAL_AFTER = 10

# Give up a group in which the bot may not write any more, and tell whom that concerns.
ReleaseGroup = Callable[[SqlUnitOfWork, int, datetime], None]


class OutcomeRecorder:
    """Write down how each delivery ended.

    What was sent and can't be written down, as while the disk is full, is kept here and must not be sent
    again: nothing else may go to its chat before `catch_up` has written it.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        now: Callable[[], datetime],
        release_group: ReleaseGroup,
        *,
        can_mail: bool,
    ) -> None:
        self._units = units
        self._now = now
        self._release_group = release_group
        self._can_mail = can_mail
        # By row, with how often writing them down has failed.
        self._unrecorded: dict[int, tuple[OutboxRow, DeliveryOutcome, int]] = {}

    @property
    def unrecorded(self) -> int:
        """Return how many outcomes are not written down yet."""
        return len(self._unrecorded)

    async def record(self, row: OutboxRow, outcome: DeliveryOutcome) -> OutboxRow | None:
        """Write down how a delivery ended; return the next row of the chat where that may be sent now."""
        try:
            return await self._record(row, outcome)
        except Exception as failure:  # noqa: BLE001 - the database may be away, or its disk full
            self._keep(row, outcome, 1, failure)
            return None
        except asyncio.CancelledError:
            self._unrecorded[row.id] = (row, outcome, 0)
            raise

    async def catch_up(self) -> bool:
        """Write down what could not be before; return whether nothing is left.

        Of what can't be written down as a whole for long, at least the row itself is removed.
        """
        for row, outcome, failures in list(self._unrecorded.values()):
            is_minimal = failures >= MINIMAL_AFTER and outcome.end is DeliveryResult.SENT
            try:
                if is_minimal:
                    await self._units.run(partial(_remove, row))
                else:
                    await self._record(row, outcome)
            except Exception as failure:  # noqa: BLE001 - the same
                self._keep(row, outcome, failures + 1, failure)
                return False
            del self._unrecorded[row.id]
        return True

    def _keep(self, row: OutboxRow, outcome: DeliveryOutcome, failures: int, failure: Exception) -> None:
        self._unrecorded[row.id] = (row, outcome, failures)
        log.error("outcome_not_recorded", row=row.id, end=outcome.end.name, **failure_location(failure))

    async def _record(self, row: OutboxRow, outcome: DeliveryOutcome) -> OutboxRow | None:
        following, is_given_up = await self._units.run(lambda unit: self._note(unit, row, outcome))
        # Telegram's error may repeat what somebody wrote: it is kept with the row, and not logged.
        if is_given_up:
            log.error("message_given_up", row=row.id, kind=kind_of(row), attempts=row.attempts + 1)
        elif outcome.end is not DeliveryResult.SENT:
            log.info("not_sent", row=row.id, kind=kind_of(row), end=outcome.end.name)
        return following

    def _note(
        self, unit: SqlUnitOfWork, row: OutboxRow, outcome: DeliveryOutcome
    ) -> tuple[OutboxRow | None, bool]:
        """Return the chat's next row where it may be sent now, and whether this one was given up."""
        match outcome.end:
            case DeliveryResult.SENT:
                self._note_sent(unit, row, outcome)
                self._note_ticket(unit, row, outcome)
                if not isinstance(row.message, ShowScreen | ShowResult):
                    # An answer is what its reader sees: most of all that is sent, and worth no line.
                    self._trace(unit, row, SendOutcome.SENT)
            case DeliveryResult.MOVED if row.chat_id is not None and outcome.chat_id is not None:
                unit.outbox.move_chat(row.chat_id, outcome.chat_id)
                unit.live_messages.move_chat(row.chat_id, outcome.chat_id)
                unit.groups.move_chat(row.chat_id, outcome.chat_id)
                return None, False
            case DeliveryResult.UNREACHABLE if row.chat_id is not None and row.chat_id < 0:
                # No ticket shows that as its own failure: the people of the desk have alerts themselves.
                unit.outbox.sent(row.id)
                self._trace(unit, row, SendOutcome.UNREACHABLE)
                self._release_group(unit, row.chat_id, self._now())
                _check_desk(unit, row, self._now())
                return None, False
            case DeliveryResult.UNREACHABLE if row.chat_id is not None:
                self._fall_back(unit, row, outcome, self._now())
                return None, False
            case DeliveryResult.LATER if self._now() - row.created_at < TOO_OLD:
                queue = unit.send_queue
                pause = outcome.after or _backoff(row.attempts)
                queue.retry(row, queue.clock(self._now()), pause, outcome.error)
                return None, False
            case _:
                unit.outbox.fail(row.id, outcome.error, self._now())
                self._trace(unit, row, SendOutcome.GIVEN_UP)
        following = unit.send_queue.next_in_chat(row.chat_id) if row.chat_id is not None else None
        return following, outcome.end is not DeliveryResult.SENT

    def _note_sent(self, unit: SqlUnitOfWork, row: OutboxRow, outcome: DeliveryOutcome) -> None:
        match row.message:
            case ShowResult(edits=edits, message_id=made_for, card=card) if row.chat_id is not None:
                unit.outbox.sent(row.id)
                if not is_set_back(row) or edits:
                    unit.live_messages.drop(row.chat_id, LIVE_SCREEN, made_for)
                if card is not None and outcome.message_id is not None:
                    unit.live_messages.set(row.chat_id, card, outcome.message_id)
            case _ if row.live_message and row.chat_id is not None and outcome.message_id is not None:
                unit.outbox.sent_as(row.id, row.chat_id, row.live_message, outcome.message_id)
            case _:
                unit.outbox.sent(row.id)

    def _note_ticket(self, unit: SqlUnitOfWork, row: OutboxRow, outcome: DeliveryOutcome) -> None:
        """Remember what the message is about, for replies to it."""
        if row.chat_id is None or outcome.message_id is None:
            return
        if row.ticket_id is not None:
            unit.ticket_messages.note(row.chat_id, outcome.message_id, row.ticket_id, self._now())
        elif isinstance(row.message, ShowScreen | ShowResult) and row.message.edits:
            unit.ticket_messages.forget(row.chat_id, outcome.message_id)

    def _trace(self, unit: SqlUnitOfWork, row: OutboxRow, outcome: SendOutcome) -> None:
        """Keep a line of how the send ended, in the transaction that marks the row."""
        line = SendLine(self._now(), kind_of(row), outcome, row.chat_id, ticket_id=row.ticket_id)
        unit.sends.add(line)

    def _fall_back(
        self, unit: SqlUnitOfWork, row: OutboxRow, outcome: DeliveryOutcome, now: datetime
    ) -> None:
        """Write to a person who can't be reached in chat by e-mail, if the message is about a ticket."""
        assert row.chat_id is not None
        unit.chats.set_reachable(row.chat_id, False)
        _check_desk(unit, row, now)
        is_mailed = isinstance(row.message, SendCard) and row.message.is_mailed
        if is_mailed or isinstance(row.message, AmendAlert | SendAlbum):
            # Its reader gets a letter about the same; or it only adds to what came, or did not.
            unit.outbox.sent(row.id)
            if is_mailed:
                self._trace(unit, row, SendOutcome.MAILED)
            return
        chat = unit.chats.get(row.chat_id)
        person = unit.people.get(chat.person_id) if chat and chat.person_id is not None else None
        message = row.message if isinstance(row.message, SendNotice | SendAlert | SendCard) else None
        if person is None or row.ticket_id is None or not self._can_mail or message is None:
            unit.outbox.fail(row.id, outcome.error, now)
            self._trace(unit, row, SendOutcome.UNREACHABLE)
            return
        unit.outbox.sent(row.id)
        self._trace(unit, row, SendOutcome.MAILED)
        text = TELEGRAM.without_markup(str(message.body.get("text", "")))
        letter = Letter(person.email, f"LPSE Support: {_first_line(text)}", text)
        unit.outbox.add(
            SendLetter(LetterKind.NOTICE, letter),
            chat_id=None,
            priority=row.priority,
            ticket_id=row.ticket_id,
            at=now,
        )


def _remove(row: OutboxRow, unit: SqlUnitOfWork) -> None:
    unit.outbox.sent(row.id)


def _check_desk(unit: SqlUnitOfWork, row: OutboxRow, now: datetime) -> None:
    """Have the ticket of an alert passed on if this was the last one of the desk who could be reached."""
    if not isinstance(row.message, SendAlert) or row.ticket_id is None:
        return
    tell = TellEvent(TellKind.DESK_UNREACHED, {"ticket_id": row.ticket_id})
    unit.outbox.add(tell, chat_id=None, priority=row.priority, ticket_id=row.ticket_id, at=now)


def kind_of(row: OutboxRow) -> str:
    """Return what a row holds, for the log."""
    return type(row.message).__name__


def is_set_back(row: OutboxRow) -> bool:
    """Return whether messages that were added later may have been sent before this one."""
    return row.attempts >= SET_BACK_AFTER


def forget_group(unit: SqlUnitOfWork, chat_id: int, now: datetime) -> None:
    """Give up a group without telling anybody."""
    unit.groups.drop(chat_id)
    unit.outbox.drop_for(chat_id)
    unit.live_messages.drop_all(chat_id)


def _backoff(attempts: int) -> timedelta:
    return timedelta(seconds=min(FIRST_RETRY * 2 ** min(attempts, 20), LONGEST_RETRY))


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if line.strip()), "")[:120]
