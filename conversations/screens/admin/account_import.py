"""The result of an imported file of accounts: counts, and a sentence for each wrong line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.addressing.admin_addresses import AdminPlace, AdminScreen
from conversations.rendering.excerpts import excerpt
from conversations.rendering.refusals import SENTENCES
from conversations.rendering.screen import Button, Note, Screen
from conversations.screens.menu import to_menu
from core.administration.account_rows import RowError
from core.words import _

# UTF-16 units of a value from the file that a sentence has room for.
SHORT = 60

FAULTS: Mapping[str, str] = {
    "columns_missing": _("Kolom ini tidak ada: %(columns)s."),
    "columns_twice": _("Kolom ini ada lebih dari satu kali: %(columns)s."),
    "undecodable": _("Baris ini memuat huruf yang tidak terbaca. Simpan berkas sebagai CSV UTF-8."),
    "unreadable": _("Baris ini tidak terbaca. Periksa tanda kutipnya."),
    "email": _("Alamat e-mail “%(text)s” belum benar."),
    "role_unknown": _("Peran “%(text)s” tidak dikenal."),
    "lpse_missing": _("Peran ini membutuhkan lpse_id."),
    "lpse_unknown": _("LPSE “%(text)s” tidak ada dalam daftar."),
    "directorate_unknown": _("Direktorat “%(text)s” tidak dikenal."),
}


def import_result(
    name: str,
    counts: Mapping[str, int],
    faults: Sequence[RowError],
    *,
    stopped: bool = False,
    unused: Sequence[str] = (),
) -> Screen:
    """Return the result of importing the file of this name.

    `stopped` says that reading ended because too many lines were wrong; `unused` columns were not read.
    """
    data = {
        "name": name,
        **{part: counts.get(part, 0) for part in ("rows", "new_people", "new_roles", "wrong")},
        "faults": [(fault.line, fault_note(fault)) for fault in faults],
        "stopped": stopped,
        "unused": ", ".join(unused),
    }
    rows = ((Button(_("Akun"), to=AdminScreen(AdminPlace.ACCOUNT_SEARCH)), to_menu()),)
    return Screen("admin/accounts/imported.html", data, rows)


def fault_note(fault: RowError) -> Note:
    """Return the sentence for a wrong line."""
    facts = {name: _fact(value) for name, value in fault.facts.items()}
    return Note(FAULTS.get(fault.code) or SENTENCES[fault.code], facts)


def _fact(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return excerpt(value, SHORT) if isinstance(value, str) else value
