"""Names of the lists of tickets: above them, on the buttons that lead there, and of files made of them."""

from __future__ import annotations

from collections.abc import Mapping

from core.tickets.list_views import ListView
from core.words import _

TITLES: Mapping[ListView, str] = {
    ListView.OWN: _("Tiket Saya"),
    ListView.QUEUE: _("Tiket Masuk"),
    ListView.HELD: _("Tiket Ditangani"),
    ListView.PAST: _("Riwayat"),
    ListView.TAKEN: _("Diambil hari ini"),
    ListView.ALL: _("Semua Tiket"),
    ListView.WATCHED: _("Dipantau"),
    ListView.FOUND: _("Hasil Pencarian"),
}
# The beginnings of the names of tables, in every language.
FILE_NAMES: Mapping[ListView, str] = {
    ListView.OWN: "tiket-saya",
    ListView.QUEUE: "tiket-masuk",
    ListView.HELD: "tiket-ditangani",
    ListView.PAST: "riwayat",
    ListView.TAKEN: "diambil-hari-ini",
    ListView.ALL: "semua-tiket",
    ListView.WATCHED: "tiket-dipantau",
    ListView.FOUND: "hasil-pencarian",
}
