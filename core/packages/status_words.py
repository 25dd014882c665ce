"""Words that sources have for the status of a package, in one table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.input.characters import plain
from core.packages.facts import PackageStatus

# Whole phrases in lower case. "_", "-" and "/" stand for a blank, so that "paket_selesai" and "Paket Selesai"
# are one. What is not listed is never guessed by a part of it: "belum selesai" holds "selesai".
STATUS_WORDS: Mapping[PackageStatus, tuple[str, ...]] = {
    PackageStatus.ACTIVE: (
        "aktif",
        "active",
        "baru",
        "belum selesai",
        "belum ditutup",
        "berjalan",
        "berlangsung",
        "sedang berjalan",
        "sedang berlangsung",
        "sedang diproses",
        "sedang proses",
        "masih berjalan",
        "masih berlangsung",
        "dalam proses",
        "diproses",
        "diumumkan",
        "terumumkan",
        "dibuka",
        "dibuka kembali",
        "draft",
        "proses",
        "proses kontrak ppk",
        "proses negosiasi",
        "melakukan pengiriman dan penerimaan",
        "in progress",
        "on process",
        "on progress",
        "ongoing",
        "open",
        "payment outside system",
        "running",
    ),
    PackageStatus.FINISHED: (
        "selesai",
        "sudah selesai",
        "telah selesai",
        "completed",
        "complete",
        "done",
        "finished",
    ),
    PackageStatus.CLOSED: (
        "ditutup",
        "sudah ditutup",
        "telah ditutup",
        "tutup",
        "closed",
        "nonaktif",
        "non aktif",
        "tidak aktif",
        "inactive",
    ),
    PackageStatus.CANCELLED: (
        "batal",
        "batal otomatis",
        "dibatalkan",
        "dibatalkan otomatis",
        "sudah dibatalkan",
        "telah dibatalkan",
        "gagal",
        "gagal batal",
        "batal gagal",
        "cancelled",
        "canceled",
        "cancelled on negotiation",
        "canceled on negotiation",
        "cancelled by system",
        "cancelled by buyer",
        "cancelled by seller",
        "failed",
    ),
}

_MEANINGS = {phrase: status for status, phrases in STATUS_WORDS.items() for phrase in phrases}
# Characters; no phrase is as long.
_LONGEST = 100
# The subject in front of a status word: "Tender Batal", "paket_selesai".
_SUBJECT = re.compile(r"(?:status )?(?:(?:tender|seleksi|lelang|paket|pengadaan|pesanan|order|rup) )?")


def read_status(text: str) -> PackageStatus:
    """Return the status that a word or phrase means, UNKNOWN for one that is not in the table."""
    if len(text) > _LONGEST:
        return PackageStatus.UNKNOWN
    shown = re.sub(r"[\s_/-]+", " ", plain(text).casefold()).strip(" .!:")
    subject = _SUBJECT.match(shown)
    bare = shown[subject.end() :] if subject else shown
    return _MEANINGS.get(shown) or _MEANINGS.get(bare) or PackageStatus.UNKNOWN


def status_of(*values: object) -> tuple[PackageStatus, str | None]:
    """Return the status that the first understood value means, and its words; ACTIVE where all are empty.

    Where none is understood, the status is UNKNOWN, and the words are those of the first.
    """
    said = [text for value in values if (text := _as_text(value))]
    for text in said:
        if (status := read_status(text)) is not PackageStatus.UNKNOWN:
            return status, text
    return (PackageStatus.UNKNOWN, said[0]) if said else (PackageStatus.ACTIVE, None)


def _as_text(value: object) -> str:
    if type(value) not in (str, int, float, bool):
        return ""
    return " ".join(str(value)[:_LONGEST].encode("utf-8", "ignore").decode().replace("_", " ").split())
