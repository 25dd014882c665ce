"""The card of a ticket: all its fields, the discussion, its files, and what its reader may do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from conversations import addresses
from conversations.screen import Button, LongText, Note, Rows, Screen, Style, columns
from conversations.screens.menu import to_menu
from conversations.screens.watching import watching_row
from core.attachments import Attachment
from core.catalogue import Application, Category
from core.events import Happening
from core.lifecycle import Action
from core.lpse import Lpse
from core.people import Person
from core.rights import actions
from core.roles import Role
from core.ticket import Ticket
from core.words import _

LABELS: dict[Action, tuple[str, str, Style]] = {
    Action.TAKE: (_("Ambil Tiket"), "✋", Style.MAIN),
    Action.GIVE_FEEDBACK: (_("Beri Feedback"), "💬", Style.MAIN),
    Action.CONFIRM: (_("Konfirmasi"), "✅", Style.SEND),
    Action.RATE: (_("Beri Penilaian"), "⭐", Style.MAIN),
    Action.CLOSE: (_("Tutup Tiket"), "", Style.END),
}
WORKING: dict[Action, tuple[str, str, Style]] = {
    Action.ASK_FEEDBACK: (_("Butuh Feedback"), "💬", Style.PLAIN),
    Action.ESCALATE: (_("Eskalasi Tiket"), "⏫", Style.PLAIN),
    Action.SOLVE: (_("Selesaikan Masalah"), "✅", Style.SEND),
    Action.RECATEGORISE: (_("Ubah Kategori"), "🏷", Style.PLAIN),
    Action.HAND_BACK: (_("Kembalikan"), "↩️", Style.PLAIN),
}


# Files on one page of the list of files: two columns that a thumb can scroll over.
FILES = 20
FILE, FLAG = "📎", "⚠️"
FLAGGED = _("Isi berkas tidak sesuai dengan jenisnya; berhati-hatilah saat membukanya.")


class Said(Protocol):
    """One entry of the discussion; nobody's for what the clock did."""

    @property
    def kind(self) -> Happening: ...
    @property
    def at(self) -> datetime: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def person_name(self) -> str | None: ...
    @property
    def role(self) -> Role | None: ...
    @property
    def text(self) -> str: ...
    @property
    def files(self) -> tuple[Attachment, ...]: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a card shows. `age` is in days, people are names, `undelivered` counts failed sendings.

    `watchers` are names by the ids of people.
    """

    ticket: Ticket
    lpse: Lpse
    application: Application
    category: Category
    reporter: str
    holder: str
    files: Sequence[Attachment]
    said: Sequence[Said]
    age: int
    undelivered: int = 0
    watchers: Mapping[int, str] = field(default_factory=dict)


def card(whole: Whole, reader: Person, page: int = 0, note: Note | None = None) -> Screen:
    """The card as this reader sees it."""
    ticket = whole.ticket
    data: dict[str, object] = {
        "whole": whole,
        "ticket": ticket,
        "staff": reader.is_staff,
        "waits": ticket.asked_desk,
    }
    # Watchers are told to whom the ticket belongs, and not to each other.
    data["watchers"] = list(whole.watchers.values()) if reader.id not in whole.watchers else []
    described = LongText("ticket/description.html", {"files": whole.files}, ticket.description)
    said = tuple(
        LongText("ticket/said.html", {"said": s, "mine": s.person_id == reader.id}, s.text)
        for s in whole.said
    )
    turn = addresses.card(ticket.id).removesuffix("0") + "{page}"
    return Screen("ticket/card.html", data, _card_rows(whole, reader), note, (described, *said), page, turn)


def work(whole: Whole, reader: Person, note: Note | None = None) -> Screen:
    """What the holder can do with a ticket ("Kerjakan")."""
    may = actions(reader, whole.ticket)
    buttons = [_action(action, row, whole.ticket.id) for action, row in WORKING.items() if action in may]
    back = Button(_("Detail"), to=addresses.card(whole.ticket.id))
    return Screen(
        "ticket/work.html", {"ticket": whole.ticket}, (*columns(buttons, 1), (back, to_menu())), note
    )


def file_list(whole: Whole, files: Sequence[Attachment], page: int = 0) -> Screen:
    """A button for each file of a page, oldest first, and one for all; beyond the last page is the last."""
    ticket, total, last = whole.ticket, len(files), max(len(files) - 1, 0) // FILES
    page = min(page, last)
    files = files[page * FILES : (page + 1) * FILES]
    buttons = [
        Button(f.name, to=addresses.file(ticket.id, f.ordinal), icon=FLAG if f.is_flagged else FILE)
        for f in files
    ]
    turns = [
        Button(label, to=addresses.files(ticket.id, at), icon=icon)
        for label, icon, at in ((_("Sebelumnya"), "◀️", page - 1), (_("Berikutnya"), "▶️", page + 1))
        if 0 <= at <= last
    ]
    rows = (*columns(buttons, 2), *columns(turns, 2), (_every_file(ticket),), _to_card(ticket))
    flagged = FLAGGED if any(f.is_flagged for f in files) else ""
    data = {"ticket": ticket, "files": files, "before": page * FILES, "total": total, "flagged": flagged}
    return Screen("ticket/files.html", data, rows)


def _card_rows(whole: Whole, reader: Person) -> Rows:
    ticket = whole.ticket
    may = actions(reader, ticket)
    buttons = [_action(action, row, ticket.id) for action, row in LABELS.items() if action in may]
    if any(action in WORKING for action in may):
        buttons.insert(0, Button(_("Kerjakan"), to=addresses.work(ticket.id), icon="🛠", style=Style.MAIN))
    files = (Button(_("Berkas"), to=addresses.files(ticket.id), icon="📎"), _every_file(ticket))
    number = Button(ticket.number, copy=ticket.number, icon="📋")
    paper = Button(_("Cetak PDF"), to=addresses.printed(ticket.id), icon="🖨")
    shelf = (files,) if ticket.file_count else ()
    return (*columns(buttons, 1), (number, paper), *shelf, watching_row(ticket, reader), (to_menu(),))


def _every_file(ticket: Ticket) -> Button:
    return Button(_("Unduh Semua"), to=addresses.file(ticket.id, 0), icon="⬇️")


def _action(action: Action, row: tuple[str, str, Style], ticket_id: int) -> Button:
    label, icon, style = row
    return Button(label, to=addresses.act(action, ticket_id), icon=icon, style=style)


def _to_card(ticket: Ticket) -> tuple[Button, ...]:
    return (Button(_("Detail"), to=addresses.card(ticket.id)), to_menu())
