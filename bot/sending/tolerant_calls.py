"""Call methods that send or edit texts, once more in a simpler form where Telegram can't take the first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest

from bot.sending.bot_api import Telegram
from core.input.text_length import cut_to_utf16
from handlers.telegram.message_format import TELEGRAM

log = structlog.get_logger()

# Words of Telegram's errors, in lower case: markup that it can't read, texts and captions that are too long.
UNREADABLE = (
    "can't parse entities",
    "can't parse messageentity",
    "can't parse caption entities",
    "entity_bounds_invalid",
    "entity_text_invalid",
)
TOO_LONG = (
    "message is too long",
    "message_too_long",
    "text is too long",
    "caption is too long",
    "caption_too_long",
)
# The error of a Bot API server that is older than a tag.
_UNKNOWN_TAG = re.compile(r"unsupported start tag \"([a-z0-9-]{1,32})\"")
_TAG = re.compile(r"</?([a-z0-9-]{1,32})(?:\s[^<>]*)?>")
# The fields that hold a text, and the most UTF-16 units that each may have.
LIMITS: Mapping[str, int] = {"text": TELEGRAM.longest_message, "caption": TELEGRAM.longest_caption}


class TolerantCalls:
    """Make calls of the Bot API; retry a text that is refused in a simpler form.

    Tags that the server does not know are remembered for the life of this object, and left out from then on.
    """

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._unknown_tags: set[str] = set()

    async def __call__(self, method: str, parameters: dict[str, Any]) -> Any:
        """Return the result of a call; raise `TelegramAPIError` where no simpler form helps.

        A tag that the server does not know is left out, its text stays. Text that is too long, or whose
        markup can't be read, is sent without markup and cut to what Telegram takes.
        """
        parameters = self._without_unknown_tags(parameters)
        try:
            return await self._telegram.call(method, parameters)
        except TelegramBadRequest as no:
            tag = _UNKNOWN_TAG.search(no.message.casefold())
            if tag is not None and tag[1] in _tags_of(parameters) and tag[1] not in self._unknown_tags:
                log.warning("tag_unknown_to_server", tag=tag[1])
                self._unknown_tags.add(tag[1])
            elif says(no, *UNREADABLE, *TOO_LONG):
                log.error("markup_refused", method=method)
                return await self._telegram.call(method, _plain(parameters))
            else:
                raise
        return await self(method, parameters)

    def _without_unknown_tags(self, parameters: dict[str, Any]) -> dict[str, Any]:
        if not self._unknown_tags or "parse_mode" not in parameters:
            return parameters
        return {
            name: _TAG.sub(self._known, value) if name in LIMITS and isinstance(value, str) else value
            for name, value in parameters.items()
        }

    def _known(self, tag: re.Match[str]) -> str:
        return "" if tag[1] in self._unknown_tags else tag[0]


def says(no: TelegramAPIError, *words: str) -> bool:
    """Return whether Telegram's error has one of these words, which are in lower case."""
    message = no.message.casefold()
    return any(word in message for word in words)


def _tags_of(parameters: Mapping[str, Any]) -> set[str]:
    texts = " ".join(str(parameters.get(name, "")) for name in LIMITS)
    return {tag[1] for tag in _TAG.finditer(texts)}


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters with the text as it is read, cut to what Telegram takes."""
    plain = {name: value for name, value in parameters.items() if name != "parse_mode"}
    for name, most in LIMITS.items():
        if name in plain:
            text = str(plain[name])
            read = TELEGRAM.without_markup(text) if "parse_mode" in parameters else text
            plain[name] = cut_to_utf16(read, most)
    return plain
