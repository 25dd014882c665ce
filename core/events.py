"""What has happened to a ticket, in the past tense: the rows of its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.attachments import Attachment
from core.lifecycle import Action
from core.roles import Role
from core.words import _


class Happening(StrEnum):
    """The kinds of events; the value is what the history stores."""

    FILED = "filed"
    TAKEN = "taken"
    FEEDBACK_ASKED = "feedback_asked"
    FEEDBACK_GIVEN = "feedback_given"
    ESCALATED = "escalated"
    SOLVED = "solved"
    RECATEGORISED = "recategorised"
    PRIORITY_CHANGED = "priority_changed"
    HANDED_BACK = "handed_back"
    RELEASED = "released"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CONFIRMED_SILENTLY = "confirmed_silently"
    CLOSED = "closed"
    RATED = "rated"
    REMINDED = "reminded"
    WATCHED = "watched"
    UNWATCHED = "unwatched"

    @property
    def label(self) -> str:
        return HAPPENING_LABELS[self]


HAPPENING_LABELS = {
    Happening.FILED: _("Tiket dibuat"),
    Happening.TAKEN: _("Tiket diambil"),
    Happening.FEEDBACK_ASKED: _("Feedback diminta"),
    Happening.FEEDBACK_GIVEN: _("Feedback diberikan"),
    Happening.ESCALATED: _("Tiket dieskalasi"),
    Happening.SOLVED: _("Masalah diselesaikan"),
    Happening.RECATEGORISED: _("Kategori diubah"),
    Happening.PRIORITY_CHANGED: _("Prioritas berubah"),
    Happening.HANDED_BACK: _("Dikembalikan ke antrean"),
    Happening.RELEASED: _("Dikembalikan otomatis ke antrean"),
    Happening.CONFIRMED: _("Dikonfirmasi selesai"),
    Happening.REJECTED: _("Belum selesai, diajukan lagi"),
    Happening.CONFIRMED_SILENTLY: _("Dikonfirmasi otomatis"),
    Happening.CLOSED: _("Ditutup oleh pelapor"),
    Happening.RATED: _("Diberi penilaian"),
    Happening.REMINDED: _("Pengingat dikirim"),
    Happening.WATCHED: _("Mulai memantau"),
    Happening.UNWATCHED: _("Berhenti memantau"),
}

OF_ACTION: dict[Action, Happening] = {
    Action.FILE: Happening.FILED,
    Action.TAKE: Happening.TAKEN,
    Action.ASK_FEEDBACK: Happening.FEEDBACK_ASKED,
    Action.GIVE_FEEDBACK: Happening.FEEDBACK_GIVEN,
    Action.ESCALATE: Happening.ESCALATED,
    Action.SOLVE: Happening.SOLVED,
    Action.RECATEGORISE: Happening.RECATEGORISED,
    Action.HAND_BACK: Happening.HANDED_BACK,
    Action.RELEASE: Happening.RELEASED,
    Action.CONFIRM: Happening.CONFIRMED,
    Action.REJECT: Happening.REJECTED,
    Action.CONFIRM_SILENTLY: Happening.CONFIRMED_SILENTLY,
    Action.CLOSE: Happening.CLOSED,
    Action.RATE: Happening.RATED,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the history; `facts` are JSON-safe, `text` and `files` stand in the discussion too."""

    kind: Happening
    at: datetime
    person_id: int | None
    role: Role | None
    facts: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    files: tuple[Attachment, ...] = ()
