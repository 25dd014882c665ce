"""What administrators see: the house rules, and what the fields of a change are called."""

from __future__ import annotations

from collections.abc import Mapping

from conversations import addresses
from conversations.screen import Button, Screen, columns
from conversations.screens.menu import to_menu
from core.house_rules import BOUNDS, HouseRules, to_document
from core.words import _

# What the fields of a change are called in the trail; those of the house rules have their own names.
FIELDS: Mapping[str, str] = {
    "topic": _("Topik"),
    "application": _("Aplikasi"),
    "question": _("Pertanyaan"),
    "answer": _("Jawaban"),
    "place": _("Urutan"),
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
    "stage_bound": _("Terikat tahapan tender"),
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
    "rows": _("Baris yang diimpor"),
    "new_people": _("Akun baru"),
    "new_roles": _("Peran baru"),
    "wrong": _("Baris yang salah"),
}


def house_rules(rules: HouseRules) -> Screen:
    """All of them, and a button to change each."""
    numbers = to_document(rules)
    buttons = [Button(b.label, to=addresses.administration("rule", n), icon="✏️") for n, b in BOUNDS.items()]
    lines = [(bounds, numbers[name]) for name, bounds in BOUNDS.items()]
    return Screen("admin/rules.html", {"lines": lines}, (*columns(buttons, 1), (to_menu(),)))
