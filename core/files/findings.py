"""Names for everything that somebody who opens a file should know of it."""

from __future__ import annotations

from enum import StrEnum

from core.words import _


class FileFinding(StrEnum):
    """Something that was found in a file; the value is what the database keeps."""

    MISMATCH = "mismatch"
    PROGRAM = "program"
    MACROS = "macros"
    BOMB = "bomb"
    UNCHECKED = "unchecked"
    LOCKED = "locked"
    NO_PREVIEW = "no_preview"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_warning(self) -> bool:
        """Return whether opening the file may do harm; the others only say what to expect."""
        return self not in (FileFinding.LOCKED, FileFinding.NO_PREVIEW)


_LABELS = {
    FileFinding.MISMATCH: _("Isi berkas tidak sesuai dengan jenisnya; berhati-hatilah saat membukanya."),
    FileFinding.PROGRAM: _("berisi program"),
    FileFinding.MACROS: _("berisi makro"),
    FileFinding.BOMB: _("menjadi sangat besar bila dibuka"),
    FileFinding.UNCHECKED: _("tidak dapat diperiksa seluruhnya"),
    FileFinding.LOCKED: _("dilindungi kata sandi"),
    FileFinding.NO_PREVIEW: _("tidak dapat dipratinjau"),
}


def findings_from(stored: str | None) -> tuple[FileFinding, ...]:
    """Return the findings that `stored_findings` wrote, the most serious first; pass over unknown ones."""
    names = set((stored or "").split())
    return tuple(finding for finding in FileFinding if finding.value in names)


def stored_findings(findings: frozenset[FileFinding]) -> str:
    """Return the findings as the database keeps them."""
    return " ".join(finding.value for finding in FileFinding if finding in findings)
