"""The commands that people may type, with what Telegram's menu says of each."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from core.input.characters import plain
from core.words import _

COMMANDS: Mapping[str, str] = {
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
# English names of two commands, as other bots have them; they are not in the menu.
ENGLISH = ("help", "cancel")


def closest_command(typed: str) -> str:
    """Return the command that was probably meant by `/typed` or `/typed@bot`, without "/"; "" for none."""
    name = plain(typed).removeprefix("/").partition("@")[0].casefold()
    return next(iter(get_close_matches(name, (*COMMANDS, *ENGLISH), n=1)), "")
