"""The commands that Telegram's own menu lists, in both languages."""

from __future__ import annotations

from bot.telegram import Telegram
from core.words import _
from locales import SOURCE, load_translations

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


async def register_commands(telegram: Telegram) -> None:
    """Indonesian for everybody, and each other language for those who use it."""
    for language, catalogue in load_translations().items():
        commands = [{"command": c, "description": catalogue.gettext(d)} for c, d in COMMANDS.items()]
        chosen = {} if language == SOURCE else {"language_code": language}
        await telegram.call("setMyCommands", {"commands": commands, **chosen})
