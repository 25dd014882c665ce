"""The answer to an edit of what was sent into a ticket already."""

from __future__ import annotations

from conversations.addressing.addresses import AddCorrection
from conversations.rendering.screen import Button, Note, Screen, Style
from core.words import _

_FILE_STAYS = _("Berkas yang baru tidak menggantikan berkas yang sudah terkirim ke tiket %(number)s.")
_TEXT_STAYS = _("Perubahan itu tidak mengubah tulisan yang sudah terkirim ke tiket %(number)s.")


def correction(number: str, *, is_file: bool, can_add: bool) -> Screen:
    """Return the words that nothing was changed, with a button that adds the new text or file."""
    add = Button(_("Tambah Keterangan"), to=AddCorrection(), style=Style.MAIN, icon="💬")
    note = Note(_FILE_STAYS if is_file else _TEXT_STAYS, {"number": number})
    return Screen("correction.html", {"can_add": can_add}, ((add,),) if can_add else (), note)
