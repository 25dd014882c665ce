"""Directorates of LKPP that own applications."""

from __future__ import annotations

from enum import StrEnum


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
