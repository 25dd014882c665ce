"""Buttons that any question of a conversation may have."""

from __future__ import annotations

from conversations.rendering.screen import Button, Style
from core.words import _

BACK = Button(_("Kembali"), says="back", icon="◀️")
CANCEL = Button(_("Batal"), says="cancel", style=Style.END)
KEEP = Button(_("Lanjut"), says="keep", style=Style.MAIN)
