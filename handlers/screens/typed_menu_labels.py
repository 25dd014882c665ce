"""Recognise typed labels of the menu's buttons, which do the same as a press."""

from __future__ import annotations

from conversations.addressing.addresses import Address
from conversations.screens.menu import menu
from core.input.characters import plain
from handlers.context.request_context import RequestContext


def menu_address(text: str, context: RequestContext) -> Address | None:
    """Return the address of the menu's button with this label, with or without its icon; None without one."""
    typed = " ".join(plain(text).split()).casefold()
    screen = menu(context.me, (), context.unit.parked_drafts.keys(context.me.id))
    shown = context.helpdesk.renderer.screen(screen, context.chat.language)
    labels = ((plain(button.label).casefold(), button.to) for row in shown.rows for button in row)
    return next((to for label, to in labels if typed in {label, label.partition(" ")[2]}), None)
