"""Move one of several up and down in their order: the buttons, and the note about its new place."""

from __future__ import annotations

from conversations.addressing.addresses import Address
from conversations.rendering.screen import Button, Note, Rows
from core.words import _


def move_buttons(up: Address, down: Address, place: int, count: int) -> Rows:
    """Return the row that moves what has this place, from 1, among `count`; none where there is no other."""
    moves = [Button(_("Naikkan"), to=up, icon="🔼")] if place > 1 else []
    if place < count:
        moves.append(Button(_("Turunkan"), to=down, icon="🔽"))
    return (tuple(moves),) if moves else ()


def moved_note(place: int, count: int) -> Note:
    """Return the note about the place, from 1, that something has among `count` now."""
    facts = {"place": place, "count": count}
    return Note(_("Sekarang nomor %(place)s dari %(count)s."), facts, is_wrong=False)
