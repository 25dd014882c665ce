"""What came of a file of accounts: counts, and each wrong line with a sentence of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from conversations import addresses
from conversations.pages import excerpt
from conversations.refusals import SENTENCES
from conversations.screen import Button, Note, Screen
from conversations.screens.menu import to_menu
from core.words import _

# Units of what stood in a line that a sentence has room for.
SHORT = 60

FAULTS: Mapping[str, str] = {
    "columns_missing": _("Kolom ini tidak ada: %(columns)s."),
    "unreadable": _("Baris ini tidak terbaca. Periksa tanda kutipnya."),
    "email": _("Alamat e-mail “%(text)s” belum benar."),
    "role_unknown": _("Peran “%(text)s” tidak dikenal."),
    "lpse_missing": _("Peran ini membutuhkan lpse_id."),
    "lpse_unknown": _("LPSE “%(text)s” tidak ada dalam daftar."),
    "directorate_unknown": _("Direktorat “%(text)s” tidak dikenal."),
}


class Fault(Protocol):
    """A wrong line: its number, what is wrong with it, and the facts that its sentence needs."""

    @property
    def line(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, object]: ...


def imported(
    name: str, counts: Mapping[str, int], faults: Sequence[Fault], *, stopped: bool = False
) -> Screen:
    """What was done with the file of this name; `stopped` where too many lines were wrong to read on."""
    data = {
        "name": name,
        **{part: counts.get(part, 0) for part in ("rows", "new_people", "new_roles", "wrong")},
        "faults": [(fault.line, fault_note(fault)) for fault in faults],
        "stopped": stopped,
    }
    rows = ((Button(_("Akun"), to=addresses.administration("accounts")), to_menu()),)
    return Screen("admin/accounts/imported.html", data, rows)


def fault_note(fault: Fault) -> Note:
    """The sentence for a wrong line."""
    facts = {name: _fact(value) for name, value in fault.facts.items()}
    return Note(FAULTS.get(fault.code) or SENTENCES[fault.code], facts)


def _fact(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return excerpt(value, SHORT) if isinstance(value, str) else value
