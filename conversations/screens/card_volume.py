"""Buttons on a ticket's card that choose how loudly its reader hears of it."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addressing import ticket_addresses
from conversations.rendering.screen import Button
from core.tickets.ticket import Ticket
from core.tickets.volumes import Volume
from core.words import _

_LABELS: Mapping[Volume, tuple[str, str]] = {
    Volume.SILENT: (_("Senyap"), "🔕"),
    Volume.USUAL: (_("Seperti Biasa"), "🔔"),
    Volume.ALL: (_("Semua"), "📣"),
}
VOLUME_NOTES: Mapping[Volume, str] = {
    Volume.SILENT: _("Tiket ini sekarang senyap: Anda hanya diberi tahu bila ada yang diminta dari Anda."),
    Volume.USUAL: _("Pemberitahuan tiket ini kembali seperti biasa."),
    Volume.ALL: _("Setiap perkembangan tiket ini sekarang kami kirim sebagai pesan baru."),
}


def volume_row(ticket: Ticket, volume: Volume) -> tuple[Button, ...]:
    """Return a button for each volume but the one that was chosen."""
    return tuple(
        Button(label, to=ticket_addresses.TicketVolume(ticket.id, one), icon=icon)
        for one, (label, icon) in _LABELS.items()
        if one is not volume
    )
