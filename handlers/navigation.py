"""Screens that people move between: menu, lists, cards, profile and language."""

from __future__ import annotations

from conversations.screen import Note
from conversations.screens import card as cards
from conversations.screens import lists, menu
from core.errors import Refusal
from core.lifecycle import Status
from core.use_cases.read_ticket import read_ticket
from handlers.drafts import park, welcome
from handlers.visit import Visit
from handlers.wholes import shown, whole


def open_menu(visit: Visit, note: Note | None = None) -> None:
    """The menu of whoever is here; without an account, the way in."""
    park(visit)
    if visit.person is None:
        welcome(visit, note)
        return
    names = [lpse.name for lpse_id in visit.me.lpse_ids[:5] if (lpse := visit.unit.offices.get(lpse_id))]
    visit.show(menu.menu(visit.me, names, visit.unit.talks.keys(visit.chat.chat_id), note))


def open_card(visit: Visit, ticket_id: int, page: int = 0, note: Note | None = None) -> None:
    """A ticket's card; refuses `not_found`."""
    park(visit)
    ticket = read_ticket(visit.unit.tickets, visit.me, ticket_id)
    visit.show(cards.card(whole(visit, ticket, discussed=True), visit.me, page, note))


def open_list(visit: Visit, view: str, filtered: str = "", cursor: str = "", *, back: bool = False) -> None:
    """A page of one of the lists; a status that is none shows all."""
    park(visit)
    if view not in lists.TITLES:
        open_menu(visit)
        return
    if filtered == "pick" and view in lists.FILTERED:
        visit.show(lists.status_picker(view))
        return
    status = Status(filtered) if filtered in set(Status) else None
    found = visit.unit.lists
    me, at = visit.me, cursor or None
    match view:
        case "queue":
            page = found.queue(me.desks, at, back)
        case "held":
            page = found.held(me.id, at, back)
        case "past":
            page = found.past(me.id, at, back)
        case "all" if me.is_staff:
            page = found.all(None if me.is_national else me.served_lpse_ids, status, at, back)
        case _:
            view, page = "own", found.own(me.id, status, at, back)
    drafts = visit.unit.talks.keys(visit.chat.chat_id)
    visit.show(lists.ticket_list(view, page, shown(visit, page.lines), status=status, drafts=drafts))


def refused(visit: Visit, no: Refusal, ticket_id: int | None = None) -> None:
    """Why not, with the fresh card where there is one to see, else with the menu."""
    note = visit.refuse(no)
    if visit.person is not None and ticket_id is not None and no.code != "not_found":
        open_card(visit, ticket_id, note=note)
    else:
        open_menu(visit, note)


def open_profile(visit: Visit) -> None:
    """The account as it is registered."""
    park(visit)
    offices = {i: lpse.name for i in visit.me.lpse_ids if (lpse := visit.unit.offices.get(i))}
    visit.show(menu.profile(visit.me, offices))


def open_languages(visit: Visit) -> None:
    park(visit)
    visit.show(menu.language(visit.chat.language))


def open_help(visit: Visit) -> None:
    park(visit)
    visit.show(menu.help_screen())
