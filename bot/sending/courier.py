"""Send what was committed, in order for each chat and within Telegram's rates, until each is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from time import monotonic

import structlog

from bot.process.logs import failure_location
from bot.sending.choosing import Chooser
from bot.sending.delivery import Delivery, DeliveryOutcome, DeliveryResult
from bot.sending.outcomes import (
    UNKNOWN,
    Following,
    OutcomeRecorder,
    ReleaseGroup,
    forget_group,
    is_set_back,
    kind_of,
)
from bot.sending.places import Places
from bot.sending.rate_limit import SendRates
from bot.sending.telegram_health import TelegramHealth
from core.messaging.outgoing import (
    AmendAlert,
    ChatMessage,
    RequestJob,
    SendAlert,
    SendCard,
    SendLetter,
    ShowResult,
    TellEvent,
)
from storage.messaging.message_codec import UnreadableMessage
from storage.messaging.outbox import OutboxRow
from storage.units import UnitsOfWork, is_lead_lost

log = structlog.get_logger()

# Rows of one chat sent before looking for more urgent ones.
OF_ONE_CHAT = 4
# Seconds between looks without a wake-up: another process may have committed something.
IDLE = 1.0


class Courier:
    """Send the rows of the outbox; of several processes of a bot only the leader runs it.

    A round looks for rows that are due and starts a task for each chat that may get a message now; a task
    waits for nothing but Telegram's answers. When it ends, another round is run only if it can find
    something: rows that an earlier one passed over, or rows of that chat. Whatever is committed meanwhile
    wakes the courier.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        delivery: Delivery,
        now: Callable[[], datetime],
        *,
        can_mail: bool,
        rates: SendRates | None = None,
        release_group: ReleaseGroup = forget_group,
        timer: Callable[[], float] = monotonic,
    ) -> None:
        self._units = units
        self._delivery = delivery
        self._timer = timer
        self._recorder = OutcomeRecorder(units, now, release_group, can_mail=can_mail)
        self._health = TelegramHealth()
        self._chooser = Chooser(units, self._health, rates, now, timer)
        self._places = Places()
        # Seconds until a row that may not be sent yet may be.
        self._next_row_in = IDLE
        self._woken = asyncio.Event()
        self._stopped = False
        self._leads = False

    def wake(self) -> None:
        """Run a round at once; if Telegram seemed to be away, try one message to see whether it is back."""
        self._health.probe_soon()
        self._woken.set()

    def probe_soon(self) -> None:
        """Run a round at once if Telegram seemed to be away: a commit may show that updates come in again."""
        if self._health.is_in_doubt:
            self.wake()

    async def run(self) -> None:
        """Send everything that is due, over and over, until stopped or cancelled."""
        self._leads = True
        try:
            while not self._stopped:
                self._woken.clear()
                await self._round()
                await self._wait(min(IDLE, self._next_row_in))
        finally:
            self._leads = False

    async def idle(self) -> None:
        """Wait until nothing is on its way to anybody; what is not due yet may still be in the outbox."""
        while self._places.tasks:
            await asyncio.wait(self._places.tasks)

    async def stop(self, grace: float) -> None:
        """Finish what is being sent, for `grace` seconds at most; the rest stays in the outbox."""
        self._stopped = True
        self._woken.set()
        if self._places.tasks:
            _, late = await asyncio.wait(self._places.tasks, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._recorder.unrecorded:
            try:
                await self._recorder.catch_up()
            except asyncio.CancelledError as cancelled:
                # If another process leads by now, it sends those rows anew.
                if not is_lead_lost(cancelled):
                    raise

    def abandon(self) -> None:
        """Cancel what is being sent, since the lead is over; the next leader sends it."""
        for task in self._places.tasks:
            task.cancel()

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            self._chooser.forget_idle()

    async def _round(self) -> None:
        """Start a task for each chat that may get a message now."""
        self._next_row_in = IDLE
        busy = self._places.begin_look()
        if self._recorder.unrecorded and not await self._recorder.catch_up():
            return
        if self._places.are_full:
            self._places.pass_over()
            return
        try:
            choice = await self._chooser.choose(list(busy), IDLE)
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("courier_cannot_read", **failure_location(failure))
            self._places.pass_over()
            return
        self._next_row_in = choice.wait
        if choice.is_cut_off:
            self._places.pass_over()
        for row in choice.rows:
            # A chat that was busy may be done by the time its row is here, which it has sent then.
            chat_id = row.chat_id
            if chat_id is not None and chat_id not in busy:
                self._serve_if_ready(chat_id, row)

    def _serve_if_ready(self, chat_id: int, row: OutboxRow) -> None:
        """Start sending to the chat of this row, if a place is free and the rate limits allow it."""
        if self._places.has_room_for(row.priority) and self._may_send(chat_id, row):
            task = asyncio.create_task(self._send_to_chat(chat_id, row))
            self._places.take(chat_id, row.priority, task)
            task.add_done_callback(lambda _task: self._served(chat_id))

    def _served(self, chat_id: int) -> None:
        finds_more = self._places.leave(chat_id)
        if finds_more or self._recorder.unrecorded or self._health.is_in_doubt:
            self._woken.set()

    def _may_send(self, chat_id: int, row: OutboxRow) -> bool:
        """Return whether the row may be sent now, and count it then."""
        delay = self._chooser.delay(chat_id, row)
        if delay:
            self._next_row_in = min(self._next_row_in, delay)
        return not delay

    async def _send_to_chat(self, chat_id: int, row: OutboxRow) -> None:
        """Send a row, and the rows behind it as long as each may go at once."""
        for sent in range(1, OF_ONE_CHAT + 1):
            found = await self._send_row(chat_id, row)
            if found.is_settled:
                self._places.settle(chat_id)
            if found.row is None or self._stopped or sent == OF_ONE_CHAT:
                return
            if not self._may_send(chat_id, found.row):
                return
            row = found.row

    async def _send_row(self, chat_id: int, row: OutboxRow) -> Following:
        """Send a row; return what follows in its chat."""
        match row.message:
            case UnreadableMessage() | RequestJob() | TellEvent() | SendLetter():
                outcome = DeliveryOutcome(DeliveryResult.FAILED, error="unreadable")
                return await self._record(chat_id, row, outcome)
            case message:
                return await self._send_message(chat_id, row, message)

    async def _send_message(self, chat_id: int, row: OutboxRow, message: ChatMessage) -> Following:
        # Raises where another process leads by now: that one sends this row.
        self._units.check_lead()
        try:
            live_message_id, former_id = await self._live_message_ids(chat_id, row)
        except Exception as failure:  # noqa: BLE001 - the database may be away: nothing was tried
            log.error("courier_cannot_read", **failure_location(failure))
            return UNKNOWN
        if not self._leads:
            return UNKNOWN
        if isinstance(message, AmendAlert) and live_message_id is None:
            # The alert was withdrawn before it was sent: nothing is said in this chat.
            return await self._record(chat_id, row, DeliveryOutcome(DeliveryResult.SENT))
        began = self._health.begin()
        try:
            outcome = await self._delivery.deliver(message, chat_id, live_message_id=live_message_id)
        except Exception as failure:  # noqa: BLE001 - one row must not end the courier
            log.error("courier_failed", row=row.id, kind=kind_of(row), **failure_location(failure))
            outcome = DeliveryOutcome(DeliveryResult.LATER, error="internal")
        following = await self._judge(chat_id, row, outcome, began)
        # Last: an answer to the new message may come at once, and has to find what that is about.
        if await self._remove_stale_buttons(chat_id, outcome, former_id):
            # The next row was read before that call: by now a newer one may have taken its place.
            return Following(is_settled=following.is_settled)
        return following

    async def _remove_stale_buttons(
        self, chat_id: int, outcome: DeliveryOutcome, former_id: int | None
    ) -> bool:
        """Remove the buttons of what the message took the place of; return whether there was anything."""
        if outcome.end is not DeliveryResult.SENT:
            return False
        former = {outcome.stale_id, former_id} - {outcome.message_id}
        stale = [message_id for message_id in former if message_id is not None]
        for message_id in stale:
            await self._delivery.remove_buttons(chat_id, message_id)
        return bool(stale)

    async def _judge(self, chat_id: int, row: OutboxRow, outcome: DeliveryOutcome, began: int) -> Following:
        """Record the outcome, unless Telegram was away or asked to wait; return what follows in the chat."""
        if outcome.end is DeliveryResult.AWAY:
            if not self._health.failed(chat_id, began, self._timer()):
                return UNKNOWN
            outcome = DeliveryOutcome(DeliveryResult.LATER, error=outcome.error)
        elif outcome.error != "internal":
            if self._health.is_in_doubt:
                # The pauses of other chats are over.
                self._woken.set()
            self._health.answered(chat_id)
        if outcome.end is DeliveryResult.THROTTLED:
            log.info("told_to_wait", row=row.id, kind=kind_of(row), seconds=outcome.after.total_seconds())
            self._chooser.told_to_wait(chat_id, outcome.after.total_seconds())
            return UNKNOWN
        return await self._record(chat_id, row, outcome)

    async def _record(self, chat_id: int, row: OutboxRow, outcome: DeliveryOutcome) -> Following:
        self._places.note_next_row_queried(chat_id)
        return await self._recorder.record(row, outcome)

    async def _live_message_ids(self, chat_id: int, row: OutboxRow) -> tuple[int | None, int | None]:
        """Return the live message of the row's name, and the alert or card that it takes the place of."""
        name, former = row.live_message, None
        match row.message:
            case ShowResult(card=card):
                name, former = None if is_set_back(row) else name, card
            case SendAlert() | SendCard():
                former = name
        names = {one for one in (name, former) if one is not None}
        if not names:
            return None, None
        found = await self._units.read(lambda unit: unit.live_messages.find(chat_id, names))
        return found.get(name or ""), found.get(former or "")
