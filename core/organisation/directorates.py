"""Directorates of LKPP that own applications."""

from __future__ import annotations

from enum import StrEnum

from core.input.labels import comparable


class Directorate(StrEnum):
    """A directorate of LKPP; each has one technical team."""

    SPSE = "spse"
    KATALOG = "katalog"
    PERENCANAAN = "perencanaan"

    @property
    def label(self) -> str:
        return _DIRECTORATES[self]


_DIRECTORATES = {
    Directorate.SPSE: "Direktorat Pengembangan SPSE",
    Directorate.KATALOG: "Direktorat Pengembangan Sistem Katalog",
    Directorate.PERENCANAAN: "Direktorat Perencanaan, Monitoring dan Evaluasi Pengadaan",
}


def directorate_named(text: str) -> Directorate | None:
    """Return the directorate with this key or label, in any case; None for other texts."""
    written = comparable(text)
    return next((one for one in Directorate if written in (one.value, comparable(one.label))), None)
