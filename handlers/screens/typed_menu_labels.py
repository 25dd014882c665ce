"""Recognise typed labels of the menu's buttons, which do the same as a press."""

from __future__ import annotations

import re

from conversations.addressing.addresses import Address, ResumeDraft
from conversations.screens.menu import menu
from core.input.characters import plain
from handlers.context.request_context import RequestContext

# Words that people type for "Lanjutkan draf".
_CONTINUE = frozenset({"lanjut", "lanjutkan"})
_NUMBER = re.compile(r" \([0-9]+\+?\)$")


def menu_address(text: str, context: RequestContext) -> Address | None:
    """Return the address of the menu's button with this label; None without one.

    The icon before the label and the number behind it may be typed or left out.
    """
    typed = _NUMBER.sub("", " ".join(plain(text).split()).casefold())
    drafts = context.unit.parked_drafts.keys(context.me.id)
    if drafts and typed in _CONTINUE:
        return ResumeDraft(drafts[0])
    screen = menu(context.me, (), drafts)
    shown = context.helpdesk.renderer.screen(screen, context.chat.language)
    labels = ((plain(button.label).casefold(), button.to) for row in shown.rows for button in row)
    return next((to for label, to in labels if typed in {label, label.partition(" ")[2]}), None)
