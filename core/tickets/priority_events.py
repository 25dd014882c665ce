"""Rows of the action table about the priority: its events, and who is told of them in which words."""

from __future__ import annotations

from core.tickets.action_spec import Audience, EventSpec, Loudness, NoticeSpec
from core.tickets.lifecycle import Action, EventType
from core.words import _

PRIORITY_EVENTS = (
    EventSpec(EventType.PRIORITY_CHANGED, _("Prioritas berubah")),
    EventSpec(
        EventType.PRIORITY_RAISED,
        _("Prioritas naik"),
        (
            NoticeSpec(
                Audience.ASKED,
                Loudness.ACT,
                _("Prioritas tiket yang menunggu Anda naik: %(from)s → %(to)s."),
            ),
            NoticeSpec(Audience.REPORTER, Loudness.NEWS, _("Prioritas tiket Anda naik: %(from)s → %(to)s.")),
            NoticeSpec(
                Audience.HOLDER,
                Loudness.ACT,
                _("Prioritas tiket yang Anda tangani naik: %(from)s → %(to)s."),
                offers_work=True,
            ),
            # Only of a ticket that waits there.
            NoticeSpec(Audience.DESK, Loudness.ACT, "", offers=(Action.TAKE,)),
            NoticeSpec(Audience.COLLEAGUES, Loudness.QUIET, _("Prioritas tiket naik: %(from)s → %(to)s.")),
            NoticeSpec(Audience.PARTY, Loudness.QUIET, _("Prioritas tiket naik: %(from)s → %(to)s.")),
        ),
    ),
    EventSpec(
        EventType.PRIORITY_LOWERED,
        _("Prioritas turun"),
        (
            NoticeSpec(Audience.REPORTER, Loudness.NEWS, _("Prioritas tiket Anda turun: %(from)s → %(to)s.")),
            NoticeSpec(
                Audience.HOLDER,
                Loudness.NEWS,
                _("Prioritas tiket yang Anda tangani turun: %(from)s → %(to)s."),
                offers_work=True,
            ),
            NoticeSpec(Audience.COLLEAGUES, Loudness.QUIET, _("Prioritas tiket turun: %(from)s → %(to)s.")),
            NoticeSpec(Audience.PARTY, Loudness.QUIET, _("Prioritas tiket turun: %(from)s → %(to)s.")),
        ),
    ),
    EventSpec(EventType.SCHEDULE_CHANGED, _("Jadwal paket diperbarui")),
)
