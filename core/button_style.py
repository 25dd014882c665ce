"""Styles of buttons, chosen by what a button is for."""

from __future__ import annotations

from enum import StrEnum


class Style(StrEnum):
    """Colour of a button; the value is the `style` of Telegram's buttons (Bot API 9.4)."""

    PLAIN = ""
    SEND = "success"  # sends or completes something
    END = "danger"  # ends or removes something
    MAIN = "primary"  # the likeliest next step
