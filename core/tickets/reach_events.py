"""Rows of the action table about desks at which nobody can be reached, and who is told in which words."""

from __future__ import annotations

from core.tickets.action_spec import Audience, EventSpec, Loudness, NoticeSpec
from core.tickets.lifecycle import Action, EventType
from core.words import _

PASSED_ON = EventSpec(
    EventType.PASSED_ON,
    _("Tingkat di atasnya juga diberi tahu"),
    (
        NoticeSpec(
            Audience.REPORTER,
            Loudness.NEWS,
            _(
                "Petugas belum dapat dihubungi. %(desk)s juga diberi tahu dan dapat mengambil tiket Anda, "
                "yang tetap di antreannya."
            ),
        ),
        NoticeSpec(Audience.DESK, Loudness.ACT, "", offers=(Action.TAKE,)),
        NoticeSpec(
            Audience.PARTY,
            Loudness.QUIET,
            _(
                "%(desk)s juga diberi tahu dan dapat mengambil tiket ini: petugas di antreannya tidak dapat "
                "dihubungi."
            ),
        ),
    ),
)
UNREACHED = EventSpec(
    EventType.UNREACHED,
    _("Belum ada petugas yang dapat dihubungi"),
    (
        NoticeSpec(
            Audience.REPORTER,
            Loudness.NEWS,
            _(
                "Belum ada petugas yang dapat dihubungi untuk tiket Anda. Tiket tetap tersimpan, dan "
                "administrator sudah diberi tahu. Bila mendesak, hubungi LPSE Anda."
            ),
        ),
    ),
)
