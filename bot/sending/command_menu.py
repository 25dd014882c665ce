"""Register the commands that Telegram's own menu lists, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from conversations.commands import COMMANDS
from core.languages import SOURCE
from core.words import _
from locales import load_translations

if TYPE_CHECKING:
    from bot.sending.bot_api import Telegram

GROUP_COMMANDS = {"grup": _("Terima tiket baru di grup ini")}
_SCOPES: tuple[tuple[Mapping[str, str], dict[str, Any]], ...] = (
    (COMMANDS, {}),
    (GROUP_COMMANDS, {"scope": {"type": "all_group_chats"}}),
)


def command_lists() -> Iterator[dict[str, Any]]:
    """Return the parameters of setMyCommands: for private chats and for groups, in every language.

    The source language is for everybody, each other for those who use it.
    """
    for commands, scope in _SCOPES:
        for language, catalogue in load_translations().items():
            listed = [{"command": c, "description": catalogue.gettext(d)} for c, d in commands.items()]
            chosen = {} if language == SOURCE.code else {"language_code": language}
            yield {"commands": listed, **scope, **chosen}


async def register_commands(telegram: Telegram) -> None:
    """Replace the lists of commands that Telegram shows."""
    for parameters in command_lists():
        await telegram.call("setMyCommands", parameters)
