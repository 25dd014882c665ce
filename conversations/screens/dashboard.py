"""The dashboard: figures of the day, each with a button for the tickets behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.addressing import addresses
from conversations.rendering.screen import Button, Screen, columns
from conversations.screens.lists import NARROWED
from conversations.screens.menu import to_menu
from core.tickets.counts import Count, ReporterCounts, StaffCounts
from core.tickets.list_views import StatusGroup
from core.words import _


@dataclass(frozen=True, slots=True)
class Figure:
    """A labelled number; `part` names the tickets behind it."""

    label: str
    number: Count
    part: str


def reporter_figures(counts: ReporterCounts) -> list[Figure]:
    """Return the figures that the user guide shows to reporters (4.1), which add up to the last but one."""
    return [
        Figure(_("Belum dikerjakan"), counts.not_yet_worked, "not_yet_worked"),
        Figure(_("Sedang dikerjakan"), counts.working, "working"),
        Figure(NARROWED[StatusGroup.ASKED][0], counts.asked, "asked"),
        Figure(_("Dilaporkan, belum selesai"), counts.open, "open"),
        Figure(_("Pernah dilaporkan, termasuk yang selesai"), counts.ever, "ever"),
    ]


def staff_figures(counts: StaffCounts) -> list[Figure]:
    """Return the figures that the user guide shows to staff (4.1)."""
    return [
        Figure(_("Belum diambil"), counts.not_taken, "not_taken"),
        Figure(_("Menunggu dikerjakan oleh Anda"), counts.to_work, "to_work"),
        Figure(_("Diambil hari ini"), counts.taken_today, "taken_today"),
    ]


def dashboard(figures: Sequence[Figure]) -> Screen:
    """Return the figures, with a button for each."""
    buttons = [Button(f.label, to=addresses.Dashboard(f.part)) for f in figures]
    return Screen("dashboard.html", {"figures": figures}, (*columns(buttons, 2), (to_menu(),)))
