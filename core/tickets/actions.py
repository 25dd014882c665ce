"""The action table: the event, button, notices with their loudness, and texts of each action on tickets."""

from __future__ import annotations

from collections.abc import Mapping

from core.button_style import Style
from core.tickets.action_spec import (
    ActionButton,
    ActionSpec,
    Audience,
    EventSpec,
    Loudness,
    NoticeSpec,
    Place,
)
from core.tickets.lifecycle import Action, EventType
from core.tickets.priority_events import PRIORITY_EVENTS
from core.tickets.reach_events import PASSED_ON, UNREACHED
from core.words import _

# The guides' own words, for the two actions with which they show them.
_WORKED = _("Tiket berhasil dikerjakan!!")
_ANSWERED = _("Feedback berhasil terkirim!")
# In the letter about it too.
CONFIRMED_SILENTLY = _("Tiket Anda dinyatakan selesai karena tidak ada konfirmasi.")


def _reporter(
    sentence: str,
    *offers: Action,
    quotes: bool = True,
    loudness: Loudness = Loudness.NEWS,
    again: Loudness | None = None,
) -> NoticeSpec:
    return NoticeSpec(Audience.REPORTER, loudness, sentence, offers, quotes=quotes, again=again)


def _party(sentence: str) -> NoticeSpec:
    return NoticeSpec(Audience.PARTY, Loudness.QUIET, sentence)


def _asked(sentence: str, *offers: Action) -> NoticeSpec:
    return NoticeSpec(Audience.ASKED, Loudness.ACT, sentence, offers)


def _holder(sentence: str) -> NoticeSpec:
    return NoticeSpec(Audience.HOLDER, Loudness.ACT, sentence, offers_work=True)


# The alert to a desk shows number, title and place of the ticket, and needs no sentence.
_DESK = NoticeSpec(Audience.DESK, Loudness.ACT, "", offers=(Action.TAKE,))

_SPECS = (
    ActionSpec(
        Action.FILE,
        EventSpec(EventType.FILED, _("Tiket dibuat"), (_DESK,)),
        draft=_("tiket baru"),
    ),
    ActionSpec(
        Action.TAKE,
        EventSpec(
            EventType.TAKEN,
            _("Tiket diambil"),
            (
                _reporter(_("%(who)s mulai mengerjakan tiket Anda."), again=Loudness.QUIET),
                _party(_("Tiket diambil oleh %(who)s.")),
            ),
            withdraws_alert=True,
        ),
        ActionButton(_("Ambil Tiket"), "✋", Style.MAIN, Place.CARD),
        takes_remark=False,
    ),
    ActionSpec(
        Action.ASK_FEEDBACK,
        EventSpec(
            EventType.FEEDBACK_ASKED,
            _("Feedback diminta"),
            (
                _asked(
                    _("%(who)s perlu keterangan dari Anda. Tekan Beri Feedback, atau balas pesan ini."),
                    Action.GIVE_FEEDBACK,
                ),
                _party(_("%(who)s meminta feedback dari %(asked)s.")),
            ),
        ),
        ActionButton(_("Butuh Feedback"), "💬", Style.PLAIN, Place.WORK),
        success=_("Feedback diminta dari %(asked)s."),
        draft=_("permintaan feedback"),
    ),
    ActionSpec(
        Action.GIVE_FEEDBACK,
        EventSpec(
            EventType.FEEDBACK_GIVEN,
            _("Feedback diberikan"),
            (_holder(_("%(who)s memberi feedback.")), _party(_("%(who)s memberi feedback."))),
        ),
        ActionButton(_("Beri Feedback"), "💬", Style.MAIN, Place.CARD),
        success=_ANSWERED,
        draft=_("feedback"),
    ),
    ActionSpec(
        Action.ESCALATE,
        EventSpec(
            EventType.ESCALATED,
            _("Tiket dieskalasi"),
            (
                # The reason is meant for the next desk; the discussion has it for everybody.
                _reporter(_("Tiket Anda diteruskan ke %(desk)s."), quotes=False, again=Loudness.QUIET),
                _DESK,
                _party(_("Tiket dieskalasi ke %(desk)s.")),
            ),
        ),
        ActionButton(_("Eskalasi Tiket"), "⏫", Style.PLAIN, Place.WORK),
        success=_("Dieskalasi ke %(desk)s."),
        draft=_("eskalasi"),
    ),
    ActionSpec(
        Action.SOLVE,
        EventSpec(
            EventType.SOLVED,
            _("Masalah diselesaikan"),
            (
                _reporter(
                    _("Menurut %(who)s, masalah Anda sudah selesai. Silakan periksa, lalu konfirmasi."),
                    Action.CONFIRM,
                ),
                _party(_("Tiket diselesaikan oleh %(who)s.")),
            ),
        ),
        ActionButton(_("Selesaikan Masalah"), "✅", Style.SEND, Place.WORK),
        success=_WORKED,
        draft=_("penyelesaian"),
    ),
    ActionSpec(
        Action.RECATEGORISE,
        EventSpec(EventType.RECATEGORISED, _("Kategori diubah")),
        ActionButton(_("Ubah Kategori"), "🏷", Style.PLAIN, Place.WORK),
        success=_("Kategori tiket sudah diubah."),
        draft=_("perubahan kategori"),
    ),
    ActionSpec(
        Action.HAND_BACK,
        EventSpec(
            EventType.HANDED_BACK,
            _("Dikembalikan ke antrean"),
            (
                # The reason is meant for colleagues; the discussion has it for everybody.
                _reporter(
                    _("Tiket Anda kembali ke antrean %(desk)s dan menunggu diambil petugas."),
                    quotes=False,
                    loudness=Loudness.QUIET,
                ),
                _DESK,
                _party(_("Tiket kembali ke antrean %(desk)s.")),
            ),
        ),
        ActionButton(_("Kembalikan"), "↩️", Style.PLAIN, Place.WORK),
        success=_("Dikembalikan ke antrean %(desk)s."),
        draft=_("pengembalian tiket"),
    ),
    ActionSpec(
        Action.RELEASE,
        EventSpec(
            EventType.RELEASED,
            _("Dikembalikan otomatis ke antrean"),
            (
                _reporter(
                    _(
                        "Tiket Anda kembali ke antrean, karena petugas yang menanganinya tidak bertugas "
                        "lagi. Petugas lain akan melanjutkannya."
                    ),
                    loudness=Loudness.QUIET,
                ),
                _DESK,
                _party(_("Tiket kembali ke antrean, karena petugas yang menanganinya tidak bertugas lagi.")),
            ),
        ),
        takes_remark=False,
    ),
    ActionSpec(
        Action.PASS_ON,
        PASSED_ON,
        takes_remark=False,
    ),
    ActionSpec(
        Action.CONFIRM,
        EventSpec(
            EventType.CONFIRMED,
            _("Dikonfirmasi selesai"),
            (_party(_("Pelapor mengonfirmasi bahwa tiket selesai.")),),
        ),
        ActionButton(_("Konfirmasi"), "✅", Style.SEND, Place.CARD),
        takes_remark=False,
        success=_("Tiket selesai. Terima kasih atas konfirmasinya."),
        draft=_("konfirmasi"),
    ),
    # Without a button: people choose "Belum, Ajukan Lagi" in the conversation of confirming.
    ActionSpec(
        Action.REJECT,
        EventSpec(
            EventType.REJECTED,
            _("Belum selesai, diajukan lagi"),
            (
                _holder(_("Menurut pelapor, masalahnya belum selesai; tiket kembali kepada Anda.")),
                _party(_("Menurut pelapor, masalahnya belum selesai.")),
            ),
        ),
        success=_ANSWERED,
    ),
    ActionSpec(
        Action.CONFIRM_SILENTLY,
        EventSpec(
            EventType.CONFIRMED_SILENTLY,
            _("Dikonfirmasi otomatis"),
            (
                _reporter(CONFIRMED_SILENTLY, Action.RATE),
                _party(_("Tiket dinyatakan selesai karena tidak ada konfirmasi.")),
            ),
        ),
        takes_remark=False,
    ),
    ActionSpec(
        Action.RATE,
        EventSpec(EventType.RATED, _("Diberi penilaian"), (_party(_("Pelapor memberi penilaian.")),)),
        ActionButton(_("Beri Penilaian"), "⭐", Style.MAIN, Place.CARD),
        takes_remark=False,
    ),
    ActionSpec(
        Action.ADD_REMARK,
        EventSpec(
            EventType.REMARK_ADDED,
            _("Keterangan ditambahkan"),
            (
                NoticeSpec(
                    Audience.HOLDER,
                    Loudness.NEWS,
                    _("%(who)s menambahkan keterangan."),
                    offers_work=True,
                ),
                _party(_("%(who)s menambahkan keterangan.")),
            ),
        ),
        ActionButton(_("Tambah Keterangan"), "📝", Style.PLAIN, Place.CARD),
        success=_("Keterangan Anda sudah ditambahkan."),
        draft=_("keterangan tambahan"),
    ),
    ActionSpec(
        Action.CLOSE,
        EventSpec(
            EventType.CLOSED,
            _("Ditutup oleh pelapor"),
            (_party(_("Tiket ditutup oleh pelapor.")),),
            withdraws_alert=True,
        ),
        ActionButton(_("Tutup Tiket"), "", Style.END, Place.CARD),
        success=_("Tiket berhasil ditutup."),
        draft=_("penutupan tiket"),
    ),
)

# Events that no action of the lifecycle causes.
_OTHER_EVENTS = (
    *PRIORITY_EVENTS,
    EventSpec(
        EventType.REMINDED,
        _("Pengingat dikirim"),
        (
            _asked(_("Tiket ini masih menunggu tanggapan Anda."), Action.GIVE_FEEDBACK, Action.CONFIRM),
            NoticeSpec(
                Audience.ASKER,
                Loudness.NEWS,
                _("Feedback yang Anda minta belum diberikan. Pengingat sudah dikirim."),
            ),
        ),
    ),
    UNREACHED,
    EventSpec(
        EventType.WATCHED, _("Mulai memantau"), (_reporter(_("%(who)s sekarang memantau tiket ini.")),)
    ),
    EventSpec(
        EventType.RATING_ADDED,
        _("Penilaian dilengkapi"),
        (_party(_("Pelapor melengkapi penilaiannya.")),),
    ),
    EventSpec(EventType.UNWATCHED, _("Berhenti memantau")),
)

ACTIONS: Mapping[Action, ActionSpec] = {spec.action: spec for spec in _SPECS}
EVENTS: Mapping[EventType, EventSpec] = {
    spec.type: spec for spec in (*(action.event for action in _SPECS), *_OTHER_EVENTS)
}


def action_label(action: Action) -> str:
    """Return the label of an action's button; raise KeyError for an action that nobody presses."""
    button = ACTIONS[action].button
    if button is None:
        raise KeyError(action)
    return button.label
