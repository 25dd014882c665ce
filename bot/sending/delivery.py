"""Deliver one outgoing message to Telegram, and say what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.sending.bot_api import Telegram
from bot.sending.tolerant_calls import TolerantCalls, says
from core.messaging.outgoing import (
    AmendAlert,
    ChatMessage,
    MessageBody,
    SendAlbum,
    SendAlert,
    SendCard,
    SendFile,
    SendNotice,
    ShowResult,
    ShowScreen,
)
from storage.messaging.message_codec import FILE_METHODS

log = structlog.get_logger()

# Parameters of sendMessage that editMessageText takes too.
EDITABLE = ("text", "parse_mode", "link_preview_options", "reply_markup")
# Words of Telegram's errors, in lower case: for a message that can't be edited any more, for a person who
# can't be written to, and for a group that can't. Anything else that it refuses is given up.
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")
UNREACHABLE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "bot can't initiate conversation",
    "peer_id_invalid",
    "input_user_deactivated",
)
CLOSED = (
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "chat_send_plain_forbidden",
    "topic_closed",
    "topic_deleted",
    "group chat was deactivated",
    "group chat was deleted",
    "bot was kicked",
    "bot is not a member",
    "need administrator rights",
    "channel_private",
)


class DeliveryResult(Enum):
    """How a delivery ended.

    AWAY: Telegram did not answer, or not as it does when it works. THROTTLED: it asks to wait. LATER: this
    message is to be tried again. UNREACHABLE: the person blocks the bot, or it may not write in the group.
    MOVED: the group became a supergroup. FAILED: refused for good.
    """

    SENT = auto()
    AWAY = auto()
    THROTTLED = auto()
    LATER = auto()
    UNREACHABLE = auto()
    MOVED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """How a delivery ended, and what has to be known to go on.

    `message_id` is the message that was sent or edited, `stale_id` an earlier one whose buttons are to be
    removed once this outcome is recorded, `after` the pause that Telegram asks for, `chat_id` the new id of a
    chat that has moved.
    """

    end: DeliveryResult
    message_id: int | None = None
    stale_id: int | None = None
    after: timedelta = timedelta()
    chat_id: int | None = None
    error: str = ""


class Delivery:
    """Make the calls of the Bot API that each kind of message asks for."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._tolerant = TolerantCalls(telegram)

    async def deliver(
        self, message: ChatMessage, chat_id: int, *, live_message_id: int | None
    ) -> DeliveryOutcome:
        """Send a message, and return what came of it; never raise for what Telegram says.

        `live_message_id` is the message in the chat that it edits or takes the place of.
        """
        try:
            return await self._call(message, chat_id, live_message_id)
        except TelegramRetryAfter as later:
            return DeliveryOutcome(
                DeliveryResult.THROTTLED, after=timedelta(seconds=later.retry_after), error="retry after"
            )
        except TelegramMigrateToChat as moved:
            return DeliveryOutcome(DeliveryResult.MOVED, chat_id=moved.migrate_to_chat_id)
        except TelegramForbiddenError as no:
            return DeliveryOutcome(DeliveryResult.UNREACHABLE, error=no.message)
        except (TelegramBadRequest, TelegramEntityTooLarge) as no:
            is_closed = says(no, *UNREACHABLE) or (chat_id < 0 and says(no, *CLOSED))
            end = DeliveryResult.UNREACHABLE if is_closed else DeliveryResult.FAILED
            return DeliveryOutcome(end, error=no.message)
        except TelegramUnauthorizedError as no:
            log.critical("sending_unauthorized")
            return DeliveryOutcome(DeliveryResult.AWAY, error=no.message)
        except TelegramAPIError as failure:
            # No connection, a time-out, 5xx, or the 404 of a server that is set up wrongly.
            return DeliveryOutcome(DeliveryResult.AWAY, error=type(failure).__name__)

    async def _call(self, message: ChatMessage, chat_id: int, live_message_id: int | None) -> DeliveryOutcome:
        match message:
            case ShowScreen(body=body, edits=True, message_id=made_for) if (
                live_message_id is not None and made_for in (None, live_message_id)
            ):
                return await self._edit_or_send(chat_id, body, live_message_id)
            case ShowScreen(body=body):
                return await self._send_below(chat_id, body, live_message_id)
            case ShowResult(body=body, edits=True, message_id=made_for):
                return await self._edit_or_send(chat_id, body, made_for or live_message_id)
            case ShowResult(body=body):
                return await self._send_below(chat_id, body, live_message_id)
            case AmendAlert(body=body):
                return _sent(await self._amend(chat_id, body, live_message_id))
            case SendNotice(body=body) | SendAlert(body=body) | SendCard(body=body):
                return _sent(await self._send(chat_id, "sendMessage", body))
            case SendFile():
                return _sent(await self._send(chat_id, *file_call(message)))
            case SendAlbum():
                return _sent(await self._send(chat_id, *album_call(message)))

    async def _send_below(self, chat_id: int, body: MessageBody, former_id: int | None) -> DeliveryOutcome:
        """Send a new live screen; the former one is stale then.

        Its buttons are removed by another call, once the new one is known: an answer to it may come at once.
        """
        return _sent(await self._send(chat_id, "sendMessage", body), former_id)

    async def _edit_or_send(self, chat_id: int, body: MessageBody, message_id: int | None) -> DeliveryOutcome:
        """Edit a screen; send it below where there is none, or where Telegram refuses the edit.

        Otherwise only buttons that lead nowhere would be left to the person.
        """
        if message_id is None:
            return _sent(await self._send(chat_id, "sendMessage", body))
        try:
            return _sent(await self._edit(chat_id, body, message_id))
        except TelegramBadRequest as no:
            if says(no, *GONE):
                return _sent(await self._send(chat_id, "sendMessage", body))
            log.info("edit_refused")
            return await self._send_below(chat_id, body, message_id)

    async def _amend(self, chat_id: int, body: MessageBody, message_id: int | None) -> int | None:
        """Edit an alert; do nothing where the chat never got it, or where it is gone."""
        if message_id is None:
            return None
        try:
            return await self._edit(chat_id, body, message_id)
        except TelegramBadRequest as no:
            if not says(no, *GONE):
                raise
            return None

    async def _edit(self, chat_id: int, body: MessageBody, message_id: int) -> int:
        edit = {k: body[k] for k in EDITABLE if k in body}
        try:
            await self._tolerant("editMessageText", {"chat_id": chat_id, "message_id": message_id, **edit})
        except TelegramBadRequest as no:
            if not says(no, "message is not modified"):
                raise
        return message_id

    async def _send(self, chat_id: int, method: str, body: MessageBody) -> int | None:
        result = await self._tolerant(method, {"chat_id": chat_id, **body})
        if isinstance(result, list):
            # An album is several messages.
            result = next(iter(result), None)
        return result.get("message_id") if isinstance(result, dict) else None

    async def remove_buttons(self, chat_id: int, message_id: int) -> None:
        """Take the buttons off an old message; ignore that it is gone or has none."""
        try:
            await self._telegram.call(
                "editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id}
            )
        except TelegramAPIError as no:
            log.debug("not_retired", error=type(no).__name__)


def _sent(message_id: int | None, stale_id: int | None = None) -> DeliveryOutcome:
    return DeliveryOutcome(DeliveryResult.SENT, message_id, stale_id)


def file_call(file: SendFile) -> tuple[str, dict[str, Any]]:
    """Return the method of the Bot API that sends this file, and its parameters without the chat."""
    return FILE_METHODS[file.kind], {file.kind.value: file.reference, "caption": file.caption}


def album_call(album: SendAlbum) -> tuple[str, dict[str, Any]]:
    """Return the method of the Bot API that sends these files, and its parameters without the chat."""
    topic = {} if album.thread_id is None else {"message_thread_id": album.thread_id}
    options = {**topic, "disable_notification": True}
    if len(album.files) == 1:
        method, parameters = file_call(album.files[0])
        return method, {**parameters, **options}
    media = [{"type": f.kind.value, "media": f.reference, "caption": f.caption} for f in album.files]
    return "sendMediaGroup", {"media": media, **options}
