"""Delivers one outgoing call: as an edit or a message, and what to make of what Telegram says to it."""

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
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.telegram import Telegram
from conversations.rendering import plain
from storage.outbox import Outgoing

log = structlog.get_logger()

LONGEST_TEXT = 4096
EDITABLE = ("text", "parse_mode", "link_preview_options", "reply_markup")
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")
UNREACHABLE = ("chat not found", "user is deactivated", "bot can't initiate conversation", "peer_id_invalid")
FIRST_RETRY, LONGEST_RETRY = 1.0, 600.0


class End(Enum):
    """How a delivery ended."""

    SENT = auto()
    LATER = auto()
    UNREACHABLE = auto()
    MOVED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`message_id` is the message that is in the slot now; `after` how long to wait before another try."""

    end: End
    message_id: int | None = None
    after: timedelta = timedelta()
    chat_id: int | None = None
    error: str = ""


class Delivery:
    """Makes the calls of one outgoing row."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    async def deliver(self, outgoing: Outgoing, in_slot: int | None) -> Outcome:
        """Never raises for what Telegram says; the outcome tells what it was."""
        try:
            return Outcome(End.SENT, await self._call(outgoing, in_slot))
        except TelegramRetryAfter as later:
            return Outcome(End.LATER, after=timedelta(seconds=later.retry_after), error="retry after")
        except TelegramMigrateToChat as moved:
            return Outcome(End.MOVED, chat_id=moved.migrate_to_chat_id)
        except TelegramForbiddenError as no:
            return Outcome(End.UNREACHABLE, error=no.message)
        except (TelegramBadRequest, TelegramNotFound, TelegramEntityTooLarge) as no:
            end = End.UNREACHABLE if _says(no, *UNREACHABLE) else End.FAILED
            return Outcome(end, error=no.message)
        except TelegramUnauthorizedError as no:
            log.critical("sending_unauthorized")
            return Outcome(End.LATER, after=timedelta(seconds=LONGEST_RETRY), error=no.message)
        except TelegramAPIError as failure:
            return Outcome(End.LATER, after=_backoff(outgoing.attempts), error=type(failure).__name__)

    async def _call(self, outgoing: Outgoing, in_slot: int | None) -> int | None:
        body = {k: v for k, v in outgoing.payload.items() if k != "edit"}
        match outgoing.op:
            case "screen" | "result":
                return await self._screen(outgoing, body, in_slot)
            case "amend":
                return await self._edit_or_send(outgoing.chat_id, body, in_slot)
            case "retire":
                await self._retire(outgoing.chat_id, int(body["message_id"]))
                return None
            case _:
                return await self._send(outgoing.chat_id, outgoing.method, body)

    async def _screen(self, outgoing: Outgoing, body: dict[str, Any], in_slot: int | None) -> int | None:
        """The one live screen: edited in place, or sent below with the old one's buttons taken off."""
        if outgoing.payload.get("edit"):
            return await self._edit_or_send(outgoing.chat_id, body, in_slot)
        message_id = await self._send(outgoing.chat_id, "sendMessage", body)
        if in_slot is not None and in_slot != message_id:
            await self._retire(outgoing.chat_id, in_slot)
        return message_id

    async def _edit_or_send(
        self, chat_id: int | None, body: dict[str, Any], message_id: int | None
    ) -> int | None:
        if message_id is None:
            return await self._send(chat_id, "sendMessage", body)
        edit = {k: body[k] for k in EDITABLE if k in body}
        try:
            await self._tolerant("editMessageText", {"chat_id": chat_id, "message_id": message_id, **edit})
        except TelegramBadRequest as no:
            if _says(no, "message is not modified"):
                return message_id
            if not _says(no, *GONE):
                raise
            return await self._send(chat_id, "sendMessage", body)
        return message_id

    async def _send(self, chat_id: int | None, method: str, body: dict[str, Any]) -> int | None:
        result = await self._tolerant(method, {"chat_id": chat_id, **body})
        return result.get("message_id") if isinstance(result, dict) else None

    async def _retire(self, chat_id: int | None, message_id: int) -> None:
        """Buttons off an old message; if it is gone or has none, that is as well."""
        try:
            await self._telegram.call(
                "editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id}
            )
        except TelegramAPIError as no:
            log.debug("not_retired", error=type(no).__name__)

    async def _tolerant(self, method: str, parameters: dict[str, Any]) -> Any:
        """The call; markup that Telegram can't read, or a text too long for it, goes as plain text."""
        try:
            return await self._telegram.call(method, parameters)
        except TelegramBadRequest as no:
            if not _says(no, "can't parse entities", "message is too long"):
                raise
            log.error("markup_refused", method=method)
            field = "text" if "text" in parameters else "caption"
            simple = {k: v for k, v in parameters.items() if k != "parse_mode"}
            simple[field] = plain(str(parameters.get(field, "")))[:LONGEST_TEXT]
            return await self._telegram.call(method, simple)


def _says(no: TelegramAPIError, *words: str) -> bool:
    message = no.message.casefold()
    return any(word in message for word in words)


def _backoff(attempts: int) -> timedelta:
    return timedelta(seconds=min(FIRST_RETRY * 2 ** min(attempts, 20), LONGEST_RETRY))
