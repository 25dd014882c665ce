"""Words typed instead of pressed: the label of a button of the menu is as good as the button."""

from __future__ import annotations

from conversations.screens.menu import menu
from handlers.visit import Visit


def address_of(text: str, visit: Visit) -> str:
    """Where the button of the menu with this label leads; "" where there is none."""
    wanted = " ".join(text.split()).casefold()
    screen = menu(visit.me, (), visit.unit.talks.keys(visit.chat.chat_id))
    shown = visit.helpdesk.renderer.screen(screen, visit.chat.language)
    labels = ((button.label.casefold(), button.to) for row in shown.rows for button in row)
    return next((to for label, to in labels if wanted in {label, label.partition(" ")[2]}), "")
