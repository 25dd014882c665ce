"""The helpdesk's settings, and the labels of fields in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addressing.admin_addresses import AskForSetting
from conversations.rendering.screen import Button, Screen, columns
from conversations.screens.menu import to_menu
from core.master_data.helpdesk_settings import BOUNDS, HelpdeskSettings, to_document
from core.words import _

# Labels of the fields in the audit trail; settings have labels of their own in `BOUNDS`.
FIELDS: Mapping[str, str] = {
    "topic": _("Topik"),
    "application": _("Aplikasi"),
    "question": _("Pertanyaan"),
    "answer": _("Jawaban"),
    "place": _("Urutan"),
    "hand_ordered": _("Urutan kategori diatur sendiri"),
    "questions": _("Pertanyaan"),
    "added": _("Ditambahkan"),
    "changed": _("Diubah"),
    "dropped": _("Dihapus"),
    "name": _("Nama"),
    "letter": _("Huruf nomor tiket"),
    "versions": _("Versi"),
    "directorate": _("Direktorat"),
    "package_kind": _("Jenis paket"),
    "category": _("Kategori"),
    "subcategories": _("Sub Kategori"),
    "base_priority": _("Prioritas dasar"),
    "stage_bound": _("Terkait tahap tender"),
    "stages": _("Tahap tender"),
    "retired": _("Nonaktif"),
    "id": _("ID"),
    "repository": _("Nomor repositori"),
    "province": _("Provinsi"),
    "zone": _("Zona waktu"),
    "office_category": _("Jenis"),
    "host": _("Alamat web"),
    "build": _("Build SPSE"),
    "email": _("E-mail"),
    "phone": _("Telepon"),
    "office": _("Instansi"),
    "role": _("Peran"),
    "desk": _("Meja"),
    "times": _("Kali"),
    "tickets": _("Tiket orang lain"),
    "rows": _("Baris yang diimpor"),
    "new_people": _("Akun baru"),
    "new_roles": _("Peran baru"),
    "wrong": _("Baris yang salah"),
}


def settings(settings: HelpdeskSettings) -> Screen:
    """Return all settings, with a button to change each."""
    numbers = to_document(settings)
    buttons = [Button(b.label, to=AskForSetting(n), icon="✏️") for n, b in BOUNDS.items()]
    lines = [(bounds, numbers[name]) for name, bounds in BOUNDS.items()]
    return Screen("admin/rules.html", {"lines": lines}, (*columns(buttons, 1), (to_menu(),)))
