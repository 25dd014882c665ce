"""Watching a ticket: the link to share, the list of watchers, and how to stop."""

from __future__ import annotations

from conversations.addressing import ticket_addresses
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Button, Note, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.people.people import Person
from core.tickets.rights import may_invite
from core.tickets.ticket import Ticket
from core.words import _

MOST_OF_A_NAME = 40


def watching_row(ticket: Ticket, reader: Person) -> tuple[Button, ...]:
    """Return the buttons about watching on a ticket's card.

    A watcher may stop, parties may invite, and the reporter may see who watches.
    """
    if reader.id in ticket.watcher_ids:
        stop = ticket_addresses.AskToUnwatch(ticket.id, reader.id)
        return (Button(_("Berhenti Memantau"), to=stop, icon="🙈"),)
    row = []
    if may_invite(reader, ticket):
        row.append(Button(_("Ajak Pemantau"), to=ticket_addresses.NewWatchLink(ticket.id), icon="👁"))
    if reader.id == ticket.reporter_id and ticket.watcher_ids:
        row.append(Button(_("Pemantau"), to=ticket_addresses.Watchers(ticket.id), icon="👥"))
    return tuple(row)


def link_screen(ticket: Ticket, link: str) -> Screen:
    """Return the link for one person, with a button that copies it."""
    copy = Button(_("Salin Tautan"), copy=link, icon="📋", style=Style.MAIN)
    return Screen("watching/link.html", {"ticket": ticket, "link": link}, ((copy,), _back(ticket)))


def watched_screen(ticket: Ticket) -> Screen:
    """Return what is said to somebody who has just begun to watch a ticket."""
    data = {"message": Note(_("Anda sekarang memantau tiket ini."), is_wrong=False), "ticket": ticket}
    return Screen("ticket/done.html", data, (_back(ticket),))


def watcher_list(ticket: Ticket, names: dict[int, str]) -> Screen:
    """Return all watchers, each with a button that ends their watching."""
    buttons = [
        Button(
            # Passed as a fact: a name that is also a label of ours must not be translated.
            _("✖️ %(value)s"),
            to=ticket_addresses.AskToUnwatch(ticket.id, person_id),
            facts={"value": excerpt(name, MOST_OF_A_NAME)},
        )
        for person_id, name in names.items()
    ]
    data = {"ticket": ticket, "names": list(names.values())}
    return Screen("watching/list.html", data, (*columns(buttons, 1), _back(ticket)))


def stop_screen(ticket: Ticket, person_id: int, name: str) -> Screen:
    """Return the confirmation before watching ends; `name` is "" if it is the reader's own."""
    yes = ticket_addresses.Unwatch(ticket.id, person_id)
    return Screen(
        "watching/stop.html",
        {"ticket": ticket, "name": name},
        ((Button(_("Ya, Berhenti"), to=yes, style=Style.END),), _back(ticket)),
    )


def _back(ticket: Ticket) -> tuple[Button, ...]:
    return (Button(_("Detail"), to=ticket_addresses.TicketCard(ticket.id)), to_menu())
