"""Alerts to administrators about backups that fail."""

from __future__ import annotations

from datetime import datetime

from conversations.rendering.screen import Screen
from core.administration.alarms import Alarm, BackupTrouble
from core.words import _

CAUSES = {
    BackupTrouble.NO_ROOM: _(
        "Ruang disk habis. Kosongkan ruang, atau arahkan BACKUP_FOLDER ke disk yang lebih besar."
    ),
    BackupTrouble.NO_ACCESS: _(
        "Folder cadangan tidak dapat ditulisi. Periksa BACKUP_FOLDER, pemilik, dan hak aksesnya."
    ),
    BackupTrouble.DAMAGED: _(
        "Basis data atau cadangannya rusak. Jalankan perintah backup dan baca pesannya."
    ),
    BackupTrouble.OTHER: _("Penyebabnya ada di log (backup_failed). Jalankan perintah doctor di server bot."),
}


def backup_alarm(alarm: Alarm, trouble: BackupTrouble, now: datetime, *, is_over: bool) -> Screen:
    """Return the alert that backups fail since some time, or that one was made again `now`."""
    data = {"since": alarm.since, "now": now, "cause": CAUSES[trouble], "is_over": is_over}
    return Screen("admin/backup_alarm.html", data)
