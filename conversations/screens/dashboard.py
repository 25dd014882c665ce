"""The numbers of a person's day, each a way to the tickets behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations import addresses
from conversations.screen import Button, Screen, columns
from conversations.screens.menu import to_menu
from core.words import _


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it counts; `number` is as it is read, `part` the tickets behind it."""

    label: str
    number: str
    part: str


# What the guides show, for reporters (4.1) and for staff (4.1), by the name of the number.
REPORTED = {
    "not_yet_worked": _("Belum dikerjakan"),
    "open": _("Dilaporkan"),
    "being_worked": _("Sedang dikerjakan"),
    "ever": _("Pernah dilaporkan"),
}
WORKED = {
    "not_taken": _("Belum diambil"),
    "in_hand": _("Menunggu dikerjakan"),
    "taken_today": _("Diambil hari ini"),
}


def dashboard(figures: Sequence[Figure]) -> Screen:
    """The figures, and a button for each."""
    buttons = [Button(f.label, to=addresses.dashboard(f.part)) for f in figures]
    return Screen("dashboard.html", {"figures": figures}, (*columns(buttons, 2), (to_menu(),)))
