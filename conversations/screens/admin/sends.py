"""The trail of sends, for administrators."""

from __future__ import annotations

from conversations.addressing.addresses import StartConversation
from conversations.addressing.admin_addresses import AdminPlace, AdminScreen
from conversations.rendering.screen import Button, Screen
from conversations.screens.menu import to_menu
from core.messaging.sends import SendsTrail
from core.words import _

# Kinds of messages and letters by the names that the trail keeps.
KINDS = {
    "SendAlert": _("tiket menunggu"),
    "SendCard": _("kabar tiket"),
    "AmendAlert": _("perubahan kabar"),
    "SendNotice": _("pemberitahuan"),
    "SendFile": _("berkas"),
    "SendAlbum": _("gambar"),
    "ShowScreen": _("layar"),
    "ShowResult": _("layar"),
    "RequestJob": _("dokumen"),
    "TellEvent": _("kabar kepada semua pihak"),
    "code": _("e-mail kode masuk"),
    "invitation": _("e-mail undangan"),
    "ticket": _("e-mail tiket"),
    "notice": _("e-mail pengganti pesan"),
}


def sends_trail(subject: str, trail: SendsTrail) -> Screen:
    """Return the newest sends about a ticket or to an account, newest first, below what waits."""
    again = Button(_("Cari Lagi"), to=StartConversation("sends"), icon="🔎")
    back = Button(_("Jejak Audit"), to=AdminScreen(AdminPlace.AUDIT_TRAIL))
    data = {
        "subject": subject,
        "rows": [(line, KINDS.get(line.kind, "")) for line in trail.lines],
        "waiting": [(one, KINDS.get(one.kind, "")) for one in trail.waiting],
        "unhandled": trail.unhandled,
    }
    return Screen("admin/sends.html", data, ((again,), (back, to_menu())))
