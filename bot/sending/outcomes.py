"""Record how deliveries ended, and keep in memory what the database could not take yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.process.logs import failure_location
from bot.sending.delivery import DeliveryOutcome, DeliveryResult
from bot.sending.retry_pauses import RetryPauses
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
from storage.messaging.send_queue import SET_BACK_AFTER, follows_at_once
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

PAUSES = RetryPauses(timedelta(seconds=1), timedelta(minutes=10))
# Failures to write down a whole outcome before only its row is removed.
MINIMAL_AFTER = 10

# Give up a group in which the bot may not write any more, and tell whom that concerns.
ReleaseGroup = Callable[[SqlUnitOfWork, int, datetime], None]


@dataclass(frozen=True, slots=True)
class Following:
    """Hold what follows in a chat that was served: its next row, where that may be sent now.

    `is_settled`: nothing waits in the chat, so that only what is committed from now on may be sent there.
    """

    row: OutboxRow | None = None
    is_settled: bool = False


# Something may still wait in the chat, or has become due in another one.
UNKNOWN = Following()


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

    async def record(self, row: OutboxRow, outcome: DeliveryOutcome) -> Following:
        """Write down how a delivery ended; return what follows in the chat."""
        try:
            return await self._record(row, outcome)
        except Exception as failure:  # noqa: BLE001 - the database may be away, or its disk full
            self._keep(row, outcome, 1, failure)
            return UNKNOWN
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
                    await self._record(row, outcome, is_again=True)
            except Exception as failure:  # noqa: BLE001 - the same
                self._keep(row, outcome, failures + 1, failure)
                return False
            del self._unrecorded[row.id]
        return True

    def _keep(self, row: OutboxRow, outcome: DeliveryOutcome, failures: int, failure: Exception) -> None:
        self._unrecorded[row.id] = (row, outcome, failures)
        log.error("outcome_not_recorded", row=row.id, end=outcome.end.name, **failure_location(failure))

    async def _record(self, row: OutboxRow, outcome: DeliveryOutcome, *, is_again: bool = False) -> Following:
        """Write an outcome down, unless it `is_again` and only the database's answer was lost before."""

        def note(unit: SqlUnitOfWork) -> tuple[Following, bool]:
            is_gone = is_again and not unit.outbox.is_waiting(row.id)
            return self._note_gone(unit, row, outcome) if is_gone else self._note(unit, row, outcome)

        following, is_given_up = await self._units.run(note)
        # Telegram's error may repeat what somebody wrote: it is kept with the row, and not logged.
        if is_given_up:
            log.error("message_given_up", row=row.id, kind=kind_of(row), attempts=row.attempts + 1)
        elif outcome.end is not DeliveryResult.SENT:
            log.info("not_sent", row=row.id, kind=kind_of(row), end=outcome.end.name)
        return following

    def _note(self, unit: SqlUnitOfWork, row: OutboxRow, outcome: DeliveryOutcome) -> tuple[Following, bool]:
        """Return what follows in the chat, and whether this row was given up."""
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
                return UNKNOWN, False
            case DeliveryResult.UNREACHABLE if row.chat_id is not None and row.chat_id < 0:
                # No ticket shows that as its own failure: the people of the desk have alerts themselves.
                unit.outbox.sent(row.id)
                self._trace(unit, row, SendOutcome.UNREACHABLE)
                self._release_group(unit, row.chat_id, self._now())
                _check_desk(unit, row, self._now())
                return UNKNOWN, False
            case DeliveryResult.UNREACHABLE if row.chat_id is not None:
                self._fall_back(unit, row, outcome, self._now())
                return UNKNOWN, False
            case DeliveryResult.LATER if not PAUSES.are_used_up(row.attempts, self._now() - row.created_at):
                queue = unit.send_queue
                pause = PAUSES.after(row.attempts)
                queue.retry(row, queue.clock(self._now()), pause, outcome.error)
                return UNKNOWN, False
            case _:
                unit.outbox.fail(row.id, outcome.error, self._now())
                self._trace(unit, row, SendOutcome.GIVEN_UP)
        return _following(unit, row), outcome.end is not DeliveryResult.SENT

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

    def _note_gone(
        self, unit: SqlUnitOfWork, row: OutboxRow, outcome: DeliveryOutcome
    ) -> tuple[Following, bool]:
        """Keep the message's id once more, since the row may be gone because another has replaced it."""
        if outcome.end is DeliveryResult.SENT:
            self._note_sent(unit, row, outcome)
            self._note_ticket(unit, row, outcome)
        return UNKNOWN, False

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


def _following(unit: SqlUnitOfWork, row: OutboxRow) -> Following:
    """Return what follows in the chat of a row that is off the outbox."""
    if row.chat_id is None:
        return UNKNOWN
    following = unit.send_queue.next_in_chat(row.chat_id)
    if following is None:
        return Following(is_settled=True)
    return Following(following if follows_at_once(following) else None)


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


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if line.strip()), "")[:120]
