"""Screens that tell administrators of faults of the service, and of their end."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.rendering.screen import Note, Screen
from core.administration.service_faults import Fault, StandingFault
from core.words import _

# For each fault: a description, and the advice to administrators.
SENTENCES: Mapping[Fault, tuple[str, str]] = {
    Fault.UPDATES: (
        _("Pesan dari pengguna menunggu diproses"),
        _("Periksa log proses bot dan basis datanya, lalu jalankan ulang bot bila perlu."),
    ),
    Fault.MESSAGES: (
        _("Pesan ke pengguna tertahan"),
        _("Periksa sambungan ke Telegram dan log proses bot."),
    ),
    Fault.LETTERS: (
        _("E-mail tertahan"),
        _("Periksa server e-mail: kata sandinya, batas pengirimannya, dan sambungannya."),
    ),
    Fault.BOUNCES: (
        _("Kotak e-mail untuk e-mail yang kembali tidak dapat dibaca"),
        _("Periksa server e-mail dan kata sandi kotak e-mail itu; jalankan pemeriksaan doctor di server."),
    ),
    Fault.JOBS: (
        _("Dokumen dan impor tertahan"),
        _("Periksa log proses bot, lalu jalankan ulang bot bila perlu."),
    ),
    Fault.WEBHOOK: (
        _("Telegram tidak mengirim ke alamat bot ini"),
        _("Jalankan pemeriksaan doctor di server; jalankan ulang bot agar webhook dipasang kembali."),
    ),
    Fault.ARCHIVE: (
        _("Salinan berkas tidak dapat disimpan"),
        _("Periksa folder arsip: pemilik, hak akses, dan ruangnya."),
    ),
    Fault.DISK: (_("Ruang penyimpanan hampir habis"), _("Kosongkan atau tambah ruang di server.")),
    Fault.CLOCK: (
        _("Jam server tidak cocok dengan jam basis data"),
        _("Nyalakan sinkronisasi waktu di server."),
    ),
    Fault.EMERGENCY: (
        _("Tiket Emergency belum diambil siapa pun"),
        _("Hubungi petugas di tingkat yang memegang tiket ini."),
    ),
    Fault.DESK: (
        _("Tidak ada petugas yang dapat dihubungi"),
        _(
            "Tiket yang masuk ke sini diteruskan ke tingkat di atasnya. Minta petugasnya masuk ke bot ini, "
            "atau undang petugas baru. Buka Kesiapan di menu untuk melihat semuanya."
        ),
    ),
}


def fault_begun(fault: StandingFault, place: Note | None = None) -> Screen:
    """Return the alert about a fault; `place` names the desk that it is about."""
    title, advice = SENTENCES[fault.key.fault]
    return Screen(
        "admin/service_fault.html", {"fault": fault, "title": title, "advice": advice, "place": place}
    )


def fault_over(fault: StandingFault, place: Note | None = None) -> Screen:
    """Return the message about its end."""
    title, _advice = SENTENCES[fault.key.fault]
    return Screen("admin/service_fault_over.html", {"fault": fault, "title": title, "place": place})
