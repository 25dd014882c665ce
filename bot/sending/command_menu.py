"""Register the commands that Telegram's own menu lists, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from core.languages import SOURCE
from core.words import _
from locales import load_translations

if TYPE_CHECKING:
    from bot.sending.bot_api import Telegram

COMMANDS = {
    "start": _("Menu"),
    "buat": _("Buat tiket"),
    "tiket": _("Tiket saya"),
    "cari": _("Cari tiket"),
    "dashboard": _("Dashboard"),
    "laporan": _("Laporan untuk petugas"),
    "faq": _("FAQ"),
    "profil": _("Profil"),
    "bahasa": _("Bahasa"),
    "bantuan": _("Bantuan"),
    "batal": _("Batalkan pengisian"),
}


def command_lists() -> Iterator[dict[str, Any]]:
    """Return the parameters of setMyCommands: the source language for everybody, each other for its users."""
    for language, catalogue in load_translations().items():
        commands = [{"command": c, "description": catalogue.gettext(d)} for c, d in COMMANDS.items()]
        chosen = {} if language == SOURCE.code else {"language_code": language}
        yield {"commands": commands, **chosen}


async def register_commands(telegram: Telegram) -> None:
    """Replace the lists of commands that Telegram shows."""
    for parameters in command_lists():
        await telegram.call("setMyCommands", parameters)
