"""The card of a ticket: its fields, discussion and files, and the actions that its reader may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conversations.addressing import addresses, ticket_addresses
from conversations.rendering.file_remarks import WARNING
from conversations.rendering.screen import Button, LongText, Note, Rows, Screen, Style, columns
from conversations.screens.card_volume import volume_row
from conversations.screens.menu import to_menu
from conversations.screens.ticket_rows import way_back_row
from conversations.screens.urgency import Urgency
from conversations.screens.watching import watching_row
from core.files.findings import FileFinding
from core.master_data.catalogue import Application, Category
from core.messaging.sends import SendLine
from core.organisation.lpse import Lpse
from core.people.people import Person
from core.tickets.action_spec import Place
from core.tickets.actions import ACTIONS, EVENTS
from core.tickets.attachments import Attachment
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import Action
from core.tickets.rights import allowed_actions
from core.tickets.ticket import Ticket
from core.tickets.volumes import Volume
from core.words import _

# Files on one page of the list of files, in two columns of buttons.
FILES = 20
FILE = "📎"


@dataclass(frozen=True, slots=True)
class TicketDetails:
    """A ticket with everything that its card shows.

    `age` is in days, and `urgency` is that of the same moment. `reporter` and `holder` are names,
    `undelivered` counts notices that could not be sent, of which `failures` are the newest, `watchers` are
    names by person id.
    """

    ticket: Ticket
    lpse: Lpse
    application: Application
    category: Category
    reporter: str
    holder: str
    files: Sequence[Attachment]
    discussion: Sequence[HistoryEntry]
    age: int
    urgency: Urgency
    undelivered: int = 0
    failures: Sequence[SendLine] = ()
    watchers: Mapping[int, str] = field(default_factory=dict)


def card(
    details: TicketDetails,
    reader: Person,
    page: int = 0,
    note: Note | None = None,
    *,
    volume: Volume = Volume.USUAL,
    back: addresses.TicketList | None = None,
) -> Screen:
    """Return the card as this reader sees it, with the way `back` to a list that it was opened from."""
    ticket = details.ticket
    data: dict[str, object] = {
        "details": details,
        "ticket": ticket,
        "staff": reader.is_staff,
        "waits": ticket.asked_desk,
        "passed_on": _passed_on(ticket),
    }
    # Only the people of the ticket see its watchers; watchers do not see each other.
    data["watchers"] = list(details.watchers.values()) if reader.id not in details.watchers else []
    description = LongText("ticket/description.html", {"files": details.files}, ticket.description)
    discussion = tuple(
        LongText(
            "ticket/said.html",
            {"entry": entry, "event_label": EVENTS[entry.kind].label, "mine": entry.person_id == reader.id},
            entry.text,
        )
        for entry in details.discussion
    )
    address = ticket_addresses.TicketCard(ticket.id)
    return Screen(
        "ticket/card.html",
        data,
        _card_rows(details, reader, volume, back),
        note,
        (description, *discussion),
        page,
        address,
    )


def work(details: TicketDetails, reader: Person, note: Note | None = None) -> Screen:
    """Return the actions that the holder can take on a ticket ("Kerjakan")."""
    back = Button(_("Detail"), to=ticket_addresses.TicketCard(details.ticket.id))
    rows = (*work_rows(details.ticket, reader), (back, to_menu()))
    return Screen("ticket/work.html", {"ticket": details.ticket}, rows, note)


def work_rows(ticket: Ticket, reader: Person) -> Rows:
    """Return the buttons of the actions behind “Kerjakan”."""
    return columns(_action_buttons(ticket, reader, Place.WORK), 1)


def file_list(details: TicketDetails, files: Sequence[Attachment], page: int = 0) -> Screen:
    """Return a page with a button for each file, oldest first; a page beyond the last is the last."""
    ticket, total, last = details.ticket, len(files), max(len(files) - 1, 0) // FILES
    page = min(page, last)
    files = files[page * FILES : (page + 1) * FILES]
    buttons = [
        Button(
            f.name,
            to=ticket_addresses.TicketFile(ticket.id, f.ordinal),
            icon=WARNING if f.is_flagged else FILE,
        )
        for f in files
    ]
    turns = [
        Button(label, to=ticket_addresses.TicketFiles(ticket.id, at), icon=icon)
        for label, icon, at in ((_("Sebelumnya"), "◀️", page - 1), (_("Berikutnya"), "▶️", page + 1))
        if 0 <= at <= last
    ]
    rows = (*columns(buttons, 2), *columns(turns, 2), (_all_files_button(ticket),), _to_card(ticket))
    # Said once for all of them; other findings stand behind each file.
    mismatch = FileFinding.MISMATCH.label if any(FileFinding.MISMATCH in f.findings for f in files) else ""
    data = {"ticket": ticket, "files": files, "before": page * FILES, "total": total, "mismatch": mismatch}
    return Screen("ticket/files.html", data, rows)


def _passed_on(ticket: Ticket) -> Note | None:
    """Return which desk above may take the ticket too, and why; None where none may."""
    if ticket.alerted_desk is None:
        return None
    words = _("%(alerted)s juga dapat mengambil: %(desk)s tidak dapat dihubungi")
    return Note(words, {"alerted": ticket.alerted_desk.place, "desk": ticket.desk.place})


def _card_rows(
    details: TicketDetails, reader: Person, volume: Volume, back: addresses.TicketList | None
) -> Rows:
    ticket = details.ticket
    buttons = _action_buttons(ticket, reader, Place.CARD)
    work_row: tuple[Button, ...] = ()
    if offered := _offered(ticket, reader, Place.WORK):
        work = Button(_("Kerjakan"), to=ticket_addresses.TicketActions(ticket.id), icon="🛠", style=Style.MAIN)
        # Beside it what is put right most often, so that it takes a press less.
        short_cuts = [action_button(one, ticket.id) for one in offered if one is Action.RECATEGORISE]
        work_row = (work, *short_cuts)
    files = (
        Button(_("Berkas"), to=ticket_addresses.TicketFiles(ticket.id), icon="📎"),
        _all_files_button(ticket),
    )
    number = Button(ticket.number, copy=ticket.number, icon="📋")
    print_button = Button(_("Cetak PDF"), to=ticket_addresses.TicketPdf(ticket.id), icon="🖨")
    file_rows = (files,) if ticket.file_count else ()
    return (
        *((work_row,) if work_row else ()),
        *columns(buttons, 1),
        (number, print_button),
        *file_rows,
        watching_row(ticket, reader),
        volume_row(ticket, volume),
        *way_back_row(back),
        (to_menu(),),
    )


def _all_files_button(ticket: Ticket) -> Button:
    return Button(_("Unduh Semua"), to=ticket_addresses.TicketFile(ticket.id, 0), icon="⬇️")


def action_button(action: Action, ticket_id: int) -> Button:
    """Return the button that begins an action's conversation; the action table has its label and style."""
    button = ACTIONS[action].button
    assert button is not None, f"{action} has no button"
    to = addresses.start_action(action, ticket_id)
    return Button(button.label, to=to, icon=button.icon, style=button.style)


def may_work(ticket: Ticket, reader: Person) -> bool:
    """Return whether the reader has any action behind "Kerjakan"."""
    return bool(_offered(ticket, reader, Place.WORK))


def _action_buttons(ticket: Ticket, reader: Person, place: Place) -> list[Button]:
    return [action_button(action, ticket.id) for action in _offered(ticket, reader, place)]


def _offered(ticket: Ticket, reader: Person, place: Place) -> list[Action]:
    """Return the actions with a button in this place that the reader may take, in the table's order."""
    allowed = allowed_actions(reader, ticket)
    return [
        action
        for action, spec in ACTIONS.items()
        if action in allowed and spec.button is not None and spec.button.place is place
    ]


def _to_card(ticket: Ticket) -> tuple[Button, ...]:
    return (Button(_("Detail"), to=ticket_addresses.TicketCard(ticket.id)), to_menu())
