"""Screens that people move between: menu, lists, cards, profile and language."""

from __future__ import annotations

from conversations.screen import Note
from conversations.screens import card as cards
from conversations.screens import lists, menu
from conversations.screens.dashboard import REPORTED, WORKED, Figure, dashboard
from conversations.talks.search import filters_in, said_of
from core.day import midnight
from core.errors import Refusal
from core.numbers import normalise
from core.search import Sort, scope_of
from core.use_cases.read_ticket import read_ticket
from handlers.drafts import park, welcome
from handlers.visit import Visit
from handlers.wholes import shown, whole

# Lines of a page of search results, unless asked otherwise.
PAGE = 10


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
    """A page of one of the lists; what it can't be narrowed to shows all."""
    park(visit)
    if view == "found":
        open_search(visit, cursor, back=back)
        return
    if view not in lists.TITLES:
        open_menu(visit)
        return
    if filtered == "pick" and view in lists.FILTERED:
        visit.show(lists.status_picker(view))
        return
    statuses = lists.statuses_of(filtered)
    found = visit.unit.lists
    me, at = visit.me, cursor or None
    match view:
        case "queue":
            page = found.queue(me.desks, at, back)
        case "held":
            page = found.held(me.id, at, back)
        case "past":
            page = found.past(me.id, at, back)
        case "taken" if me.desks:
            page = found.taken(me.desks, midnight(me, visit.unit.offices, visit.now), at, back)
        case "watched":
            page = found.watched(me.id, at, back)
        case "all" if me.is_staff:
            page = found.all(None if me.is_national else me.served_lpse_ids, statuses, at, back)
        case _:
            view, page = "own", found.own(me.id, statuses, at, back)
    drafts = visit.unit.talks.keys(visit.chat.chat_id)
    visit.show(lists.ticket_list(view, page, shown(visit, page.lines), filtered=filtered, drafts=drafts))


def open_search(visit: Visit, cursor: str = "", *, back: bool = False) -> None:
    """What the person's search finds; a ticket that was named by its number is opened."""
    park(visit)
    kept = visit.chat.memo.get("search", {})
    filters, sort = filters_in(kept), Sort(kept.get("sort", Sort.NEWEST))
    size = int(kept.get("size", PAGE))
    page = visit.unit.search.page(scope_of(visit.me), filters, sort, cursor or None, back, size)
    number = normalise(filters.text)
    if number and len(page.lines) == 1 and page.lines[0].number == number:
        open_card(visit, page.lines[0].id)
        return
    said = said_of(kept, visit.world())
    visit.show(lists.found_list(page, shown(visit, page.lines), said))


def open_dashboard(visit: Visit) -> None:
    """The numbers of the day."""
    park(visit)
    me = visit.me
    if me.desks:
        counts: object = visit.unit.counts.of_staff(
            me.desks, me.id, midnight(me, visit.unit.offices, visit.now)
        )
        labels = WORKED
    else:
        counts, labels = visit.unit.counts.of_reporter(me.id), REPORTED
    figures = [Figure(label, str(getattr(counts, part)), part) for part, label in labels.items()]
    visit.show(dashboard(figures))


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
