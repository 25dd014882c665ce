"""Kinds of tickets that a helpdesk may tell apart."""

from __future__ import annotations

from enum import StrEnum

from core.words import _


class TicketKind(StrEnum):
    """Kinds of tickets; one whose reporter is not asked is a general one."""

    GENERAL = "general"
    PROBLEM = "problem"
    PROPOSAL = "proposal"
    SERVICE = "service"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    TicketKind.GENERAL: _("Tiket Umum"),
    TicketKind.PROBLEM: _("Permasalahan"),
    TicketKind.PROPOSAL: _("Usulan"),
    TicketKind.SERVICE: _("Permintaan Layanan"),
}
# Kinds among which a reporter chooses.
CHOICES = (TicketKind.PROBLEM, TicketKind.PROPOSAL, TicketKind.SERVICE)
