"""Alerts to administrators about senders who send too much, or ask for what is not theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.rendering.screen import Screen
from core.administration.alarms import Alarm, AlarmKind
from core.words import _

TITLES = {
    AlarmKind.FLOOD: _("Kiriman berlebihan"),
    AlarmKind.GUESSING: _("Percobaan membuka data orang lain"),
}
# The countermeasure of the bot for each kind of alarm.
MEASURES = {
    AlarmKind.FLOOD: _(
        "Yang belum masuk tidak dilayani sementara. Yang sudah masuk dilayani bertahap, dan tidak ada "
        "kirimannya yang hilang. Pengguna lain dilayani lebih dulu."
    ),
    AlarmKind.GUESSING: _(
        "Semuanya ditolak. Periksa apakah akunnya dipakai orang lain; akun dapat dinonaktifkan di menu Akun."
    ),
}


@dataclass(frozen=True, slots=True)
class AlarmedSender:
    """A sender in an alarm, by the name of their account or else the one they gave Telegram."""

    alarm: Alarm
    name: str
    is_signed_in: bool


def alarm(
    kind: AlarmKind, senders: Sequence[AlarmedSender], standing: Sequence[Alarm], *, is_over: bool
) -> Screen:
    """Return the alert about all that stands, of whom `senders` are named."""
    data = {
        "kind": kind,
        "title": TITLES[kind],
        "measure": MEASURES[kind],
        "senders": senders,
        "others": len(standing) - len(senders),
        "since": min(one.since for one in standing),
        "last_at": max(one.last_at for one in standing),
        "is_over": is_over,
    }
    return Screen("admin/alarm.html", data)
