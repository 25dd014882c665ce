"""What people are told when something happens to a ticket that concerns them."""

from __future__ import annotations

from conversations import addresses
from conversations.pages import excerpt
from conversations.screen import Button, Note, Rows, Screen, Style
from conversations.screens.card import Whole
from core.events import Event, Happening
from core.notices import Audience
from core.words import _

MOST_OF_A_NAME = 120

ALERTS = frozenset({Happening.FILED, Happening.ESCALATED, Happening.HANDED_BACK, Happening.RELEASED})

# By event and audience; None stands for every other audience.
SENTENCES: dict[tuple[Happening, Audience | None], str] = {
    (Happening.TAKEN, Audience.REPORTER): _("Tiket Anda diambil dan mulai dikerjakan oleh %(who)s."),
    (Happening.TAKEN, None): _("Tiket diambil oleh %(who)s."),
    (Happening.FEEDBACK_ASKED, Audience.ASKED): _("%(who)s membutuhkan feedback Anda."),
    (Happening.FEEDBACK_ASKED, None): _("%(who)s meminta feedback."),
    (Happening.FEEDBACK_GIVEN, None): _("%(who)s memberi feedback."),
    (Happening.ESCALATED, Audience.REPORTER): _("Tiket Anda dieskalasi ke %(desk)s."),
    (Happening.ESCALATED, None): _("Tiket dieskalasi ke %(desk)s."),
    (Happening.HANDED_BACK, Audience.REPORTER): _(
        "Tiket Anda kembali ke antrean %(desk)s dan menunggu diambil petugas."
    ),
    (Happening.HANDED_BACK, None): _("Tiket kembali ke antrean %(desk)s."),
    (Happening.SOLVED, Audience.REPORTER): _("Tiket Anda diselesaikan oleh %(who)s. Mohon konfirmasi."),
    (Happening.SOLVED, None): _("Tiket diselesaikan oleh %(who)s."),
    (Happening.RELEASED, Audience.REPORTER): _(
        "Tiket Anda kembali ke antrean, karena petugas yang menanganinya tidak bertugas lagi. "
        "Petugas lain akan melanjutkannya."
    ),
    (Happening.RELEASED, None): _(
        "Tiket kembali ke antrean, karena petugas yang menanganinya tidak bertugas lagi."
    ),
    (Happening.CONFIRMED, None): _("Pelapor mengonfirmasi bahwa tiket selesai."),
    (Happening.REJECTED, Audience.HOLDER): _(
        "Menurut pelapor, masalahnya belum selesai; tiket kembali kepada Anda."
    ),
    (Happening.REJECTED, None): _("Menurut pelapor, masalahnya belum selesai."),
    (Happening.CONFIRMED_SILENTLY, Audience.REPORTER): _(
        "Tiket Anda dinyatakan selesai karena tidak ada konfirmasi."
    ),
    (Happening.CONFIRMED_SILENTLY, None): _("Tiket dinyatakan selesai karena tidak ada konfirmasi."),
    (Happening.CLOSED, None): _("Tiket ditutup oleh pelapor."),
    (Happening.RATED, None): _("Pelapor memberi penilaian."),
    (Happening.WATCHED, None): _("%(who)s sekarang memantau tiket ini."),
    (Happening.REMINDED, Audience.ASKER): _(
        "Feedback yang Anda minta belum diberikan. Pengingat sudah dikirim."
    ),
    (Happening.REMINDED, None): _("Tiket ini masih menunggu Anda."),
}

# Told without what was written: it is meant for colleagues, and whoever wants to know has the discussion.
BRIEF = frozenset({(Happening.HANDED_BACK, Audience.REPORTER)})

# What the one who is told can do at once.
ANSWERS: dict[tuple[Happening, Audience], tuple[str, str]] = {
    (Happening.FEEDBACK_ASKED, Audience.ASKED): (_("Beri Feedback"), "answer"),
    (Happening.SOLVED, Audience.REPORTER): (_("Konfirmasi"), "confirm"),
    (Happening.CONFIRMED_SILENTLY, Audience.REPORTER): (_("Beri Penilaian"), "rate"),
}


def alert(whole: Whole) -> Screen:
    """A ticket that waits at the reader's desk."""
    take = Button(_("Ambil Tiket"), to=addresses.talk("take", whole.ticket.id), icon="✋", style=Style.MAIN)
    data = {"whole": whole, "ticket": whole.ticket, "gone": None}
    return Screen("notices/alert.html", data, (_open(whole, take),))


def alert_gone(whole: Whole, taker: str) -> Screen:
    """The same alert once somebody took the ticket, or its reporter closed it."""
    who = {"who": excerpt(taker, MOST_OF_A_NAME)}
    gone = Note(_("Diambil oleh %(who)s"), who) if taker else Note(_("Ditutup oleh pelapor"))
    data = {"whole": whole, "ticket": whole.ticket, "gone": gone}
    return Screen("notices/alert.html", data, (_open(whole),))


def told(whole: Whole, event: Event, audience: Audience, who: str) -> Screen:
    """One event for one reader."""
    sentence = SENTENCES.get((event.kind, audience)) or SENTENCES[event.kind, None]
    facts = {"who": excerpt(who, MOST_OF_A_NAME), "desk": whole.ticket.desk.level}
    data = {
        "said": Note(sentence, facts),
        "event": event,
        "brief": (event.kind, audience) in BRIEF,
        "ticket": whole.ticket,
        "waits_for_confirmation": event.kind is Happening.REMINDED and whole.ticket.asked_id is None,
    }
    return Screen("notices/told.html", data, _told_rows(whole, event, audience))


def _told_rows(whole: Whole, event: Event, audience: Audience) -> Rows:
    ticket_id = whole.ticket.id
    answer = ANSWERS.get((event.kind, audience))
    if event.kind is Happening.REMINDED and audience is not Audience.ASKER:
        waiting = Happening.FEEDBACK_ASKED if whole.ticket.asked_id else Happening.SOLVED
        answer = ANSWERS[(waiting, Audience.ASKED if whole.ticket.asked_id else Audience.REPORTER)]
    if event.kind is Happening.REJECTED and audience is Audience.HOLDER:
        return (_open(whole, Button(_("Kerjakan"), to=addresses.work(ticket_id), style=Style.MAIN)),)
    if event.kind is Happening.FEEDBACK_GIVEN and audience is Audience.HOLDER:
        return (_open(whole, Button(_("Kerjakan"), to=addresses.work(ticket_id), style=Style.MAIN)),)
    if answer is None:
        return (_open(whole),)
    label, talk = answer
    return (_open(whole, Button(label, to=addresses.talk(talk, ticket_id), style=Style.MAIN)),)


def _open(whole: Whole, *first: Button) -> tuple[Button, ...]:
    return (*first, Button(_("Detail"), to=addresses.card(whole.ticket.id)))
