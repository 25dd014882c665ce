"""Rows of the action table about the priority: its events, and who is told of them in which words."""

from __future__ import annotations

from core.tickets.action_spec import Audience, EventSpec, Loudness, NoticeSpec
from core.tickets.lifecycle import Action, EventType
from core.words import _

# To those who neither work on the ticket nor wait for it.
_RAISED = _("Prioritas tiket naik: %(from)s → %(to)s.")
_LOWERED = _("Prioritas tiket turun: %(from)s → %(to)s.")

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
            NoticeSpec(Audience.COLLEAGUES, Loudness.QUIET, _RAISED),
            NoticeSpec(Audience.PARTY, Loudness.QUIET, _RAISED),
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
            NoticeSpec(Audience.COLLEAGUES, Loudness.QUIET, _LOWERED),
            NoticeSpec(Audience.PARTY, Loudness.QUIET, _LOWERED),
        ),
    ),
    EventSpec(EventType.SCHEDULE_CHANGED, _("Jadwal paket diperbarui")),
)
