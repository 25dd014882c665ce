"""Stages of categories in catalogues that earlier releases stored, which bound a category to any stage."""

from __future__ import annotations

from collections.abc import Mapping

_OPENING = (
    "Pembukaan dan evaluasi penawaran file I",
    "Pembukaan dan evaluasi penawaran file II",
    "Pembukaan file dokumen penawaran (dokumen penawaran harga, administrasi dan teknis) serta dokumen kualifikasi",  # noqa: E501 - the name of one stage
    "Pembukaan Dokumen Penawaran",
)
# The categories that shipped bound, by their codes.
_SHIPPED: Mapping[str, tuple[str, ...]] = {
    "spse-penjelasan": (
        "Penjelasan Dokumen Prakualifikasi",
        "Penjelasan",
        "Penjelasan dokumen lelang",
        "Pemberian Penjelasan",
        "Penjelasan Dokumen Pemilihan",
    ),
    "spse-penawaran": ("Upload Dokumen Penawaran",),
    "spse-evaluasi": (
        "Evaluasi dokumen kualifikasi dan pembuktian kualifikasi",
        "Pembuktian kualifikasi",
        *_OPENING,
        "Evaluasi Administrasi, Kualifikasi, Teknis, dan Harga",
        "Klarifikasi dan negosiasi teknis dan biaya",
    ),
    "spse-sanggah": (
        "Penetapan Hasil Kualifikasi",
        "Masa sanggah prakualifikasi",
        "Pemberitahuan/pengumuman peringkat teknis",
        "Penetapan pemenang",
        "Pengumuman pemenang",
        "Masa Sanggah Hasil Lelang",
        "Masa Sanggah",
    ),
    "icb-tender": ("Upload Dokumen Penawaran", *_OPENING),
}
# The stages that a category of an administrator's own is about are unknown: it keeps all that can be missed.
_ANY = tuple(dict.fromkeys(name for names in _SHIPPED.values() for name in names))


def former_stages(code: str) -> tuple[str, ...]:
    """Return the stages of a category that was bound to any stage of the tender."""
    return _SHIPPED.get(code, _ANY)
