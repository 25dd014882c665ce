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
    "columns_missing": SENTENCES["import_columns"],
    "columns_twice": SENTENCES["import_columns_twice"],
    "rows_none": _("Hanya ada judul kolom; di bawahnya tidak ada baris yang terisi."),
    "undecodable": _("Baris ini memuat huruf yang tidak terbaca. Simpan berkas sebagai CSV UTF-8."),
    "unreadable": _("Baris ini tidak terbaca. Periksa tanda kutipnya."),
    "other_name": _("Alamat e-mail ini sudah dipakai untuk “%(name)s” di baris %(row)s. Periksa keduanya."),
    "other_details": _("%(columns)s berbeda dari baris %(row)s untuk alamat yang sama; yang ini dipakai."),
    "phone_ruined": _(
        "Nomor telepon “%(text)s” dirusak Excel, jadi tidak dipakai. Tulis nomornya sebagai teks."
    ),
    "phone_doubtful": _("Nomor telepon “%(text)s” mungkin kehilangan angka 0 di depan. Mohon diperiksa."),
    "email": _("Alamat e-mail “%(text)s” belum benar."),
    "role_unknown": _("Peran “%(text)s” tidak dikenal."),
    "lpse_missing": _("Peran ini memerlukan lpse_id. Isi kolom itu."),
    "lpse_unknown": _("LPSE “%(text)s” tidak ada dalam daftar."),
    "directorate_unknown": _("Direktorat “%(text)s” tidak dikenal."),
}


def import_result(
    name: str,
    counts: Mapping[str, int],
    faults: Sequence[RowError],
    *,
    notes: Sequence[RowError] = (),
    stopped: bool = False,
    unused: Sequence[str] = (),
    other_sheets: Sequence[str] = (),
    has_file: bool = False,
) -> Screen:
    """Return the result of importing the file of this name.

    `notes` are doubts about rows that were loaded. `stopped` says that reading ended because too many lines
    were wrong; `unused` columns and `other_sheets` were not read; `has_file` that a file of the wrong rows
    follows.
    """
    parts = ("rows", "new_people", "new_roles", "wrong", "changed")
    data = {
        "name": name,
        **{part: counts.get(part, 0) for part in parts},
        "faults": [(fault.line, fault_note(fault)) for fault in faults],
        "notes": [(fault.line, fault_note(fault)) for fault in notes],
        "stopped": stopped,
        "unused": ", ".join(unused),
        "other_sheets": ", ".join(other_sheets),
        "has_file": has_file,
    }
    rows = ((Button(_("Akun"), to=AdminScreen(AdminPlace.ACCOUNT_SEARCH)), to_menu()),)
    return Screen("admin/accounts/imported.html", data, rows)


def fault_note(fault: RowError) -> Note:
    """Return the sentence for a wrong line."""
    facts = {name: _fact(value) for name, value in fault.facts.items()}
    text = FAULTS.get(fault.code) or SENTENCES.get(f"row_{fault.code}") or SENTENCES[fault.code]
    return Note(text, facts)


def _fact(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return excerpt(value, SHORT) if isinstance(value, str) else value
