"""Watching a ticket: the link to hand out, who watches, and how to stop."""

from __future__ import annotations

from conversations import addresses
from conversations.pages import excerpt
from conversations.screen import Button, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.people import Person
from core.rights import may_invite
from core.ticket import Ticket
from core.words import _

MOST_OF_A_NAME = 40


def watching_row(ticket: Ticket, reader: Person) -> tuple[Button, ...]:
    """What a card offers: a watcher may stop, parties may invite, the reporter may look over who watches."""
    if reader.id in ticket.watcher_ids:
        stop = addresses.unwatch(ticket.id, reader.id)
        return (Button(_("Berhenti Memantau"), to=stop, icon="🙈"),)
    row = []
    if may_invite(reader, ticket):
        row.append(Button(_("Ajak Pemantau"), to=addresses.watch(ticket.id), icon="👁"))
    if reader.id == ticket.reporter_id and ticket.watcher_ids:
        row.append(Button(_("Pemantau"), to=addresses.watchers(ticket.id), icon="👥"))
    return tuple(row)


def link_screen(ticket: Ticket, link: str) -> Screen:
    """The link for one person, to be copied."""
    copy = Button(_("Salin Tautan"), copy=link, icon="📋", style=Style.MAIN)
    return Screen("watching/link.html", {"ticket": ticket, "link": link}, ((copy,), _back(ticket)))


def watcher_list(ticket: Ticket, names: dict[int, str]) -> Screen:
    """Everybody who watches, each with a way out."""
    buttons = [
        Button(
            # As a fact, since a name that is also a word of ours must not be translated.
            _("✖️ %(value)s"),
            to=addresses.unwatch(ticket.id, person_id),
            facts={"value": excerpt(name, MOST_OF_A_NAME)},
        )
        for person_id, name in names.items()
    ]
    data = {"ticket": ticket, "names": list(names.values())}
    return Screen("watching/list.html", data, (*columns(buttons, 1), _back(ticket)))


def stop_screen(ticket: Ticket, person_id: int, name: str) -> Screen:
    """Asks once more; `name` is whose watching ends, empty where it is the reader's own."""
    yes = addresses.unwatch(ticket.id, person_id, sure=True)
    return Screen(
        "watching/stop.html",
        {"ticket": ticket, "name": name},
        ((Button(_("Ya, Berhenti"), to=yes, style=Style.END),), _back(ticket)),
    )


def _back(ticket: Ticket) -> tuple[Button, ...]:
    return (Button(_("Detail"), to=addresses.card(ticket.id)), to_menu())
