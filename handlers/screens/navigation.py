"""Open the screens that people move between: menu, lists, cards, profile and language."""

from __future__ import annotations

from conversations.addressing.addresses import TicketList
from conversations.addressing.fields import Direction
from conversations.flows.tickets.search import describe_filters, filters_from
from conversations.rendering.screen import Note, Screen
from conversations.screens import card as cards
from conversations.screens import lists, menu
from conversations.screens.card_volume import VOLUME_NOTES
from conversations.screens.dashboard import dashboard, reporter_figures, staff_figures
from core.administration.alarms import GUESSED
from core.administration.audit import ChangeType
from core.errors import Refusal
from core.people.local_day import local_midnight
from core.tickets.list_views import FILTERED, ListView, StatusFilter
from core.tickets.numbers import find_number
from core.tickets.search import PAGE_SIZE, scope_of
from core.tickets.volumes import Volume
from core.use_cases.tickets.read_ticket import read_ticket
from core.use_cases.tickets.set_volume import SetVolume
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft, show_welcome
from handlers.notify.ticket_details import list_rows, ticket_details
from handlers.screens.draft_entries import newest_draft
from handlers.screens.looks import record_look
from handlers.screens.onward_buttons import remember_list, way_back
from handlers.screens.ticket_lists import ListQuery, may_open_list, read_list


def open_menu(context: RequestContext, note: Note | None = None) -> None:
    """Show the menu; the welcome where nobody is signed in."""
    park_draft(context)
    if context.person is None:
        show_welcome(context, note)
        return
    context.show(menu_screen(context, note))


def menu_screen(context: RequestContext, note: Note | None = None) -> Screen:
    """Return the menu of the person who is signed in."""
    names = [lpse.name for lpse_id in context.me.lpse_ids[:5] if (lpse := context.unit.lpses.get(lpse_id))]
    me, drafts = context.me, context.unit.parked_drafts.keys(context.me.id)
    counts = context.unit.counts.of_menu(me.desks, scope_of(me)) if me.is_staff else None
    return menu.menu(me, names, drafts, note, counts, newest_draft(context, drafts))


def open_card(context: RequestContext, ticket_id: int, page: int = 0, note: Note | None = None) -> None:
    """Show a ticket's card; raise Refusal("not_found") where the person may not see it."""
    park_draft(context)
    ticket = read_ticket(context.unit.tickets, context.me, ticket_id)
    record_look(context, ChangeType.TICKET_OPENED, ticket)
    volume = context.unit.volumes.of(ticket.id, [context.me.id]).get(context.me.id, Volume.USUAL)
    details, back = ticket_details(context, ticket, discussed=True), way_back(context, ticket.id)
    context.show(cards.card(details, context.me, page, note, volume=volume, back=back))


def set_volume(context: RequestContext, ticket_id: int, volume: Volume) -> None:
    """Store how loudly the person hears of a ticket, and show its card; raise Refusal("not_found")."""
    SetVolume(context.unit.tickets, context.unit.volumes)(context.me, ticket_id, volume, context.now)
    open_card(context, ticket_id, note=Note(VOLUME_NOTES[volume], is_wrong=False))


def open_list(
    context: RequestContext,
    view: ListView,
    filtered: StatusFilter | None = None,
    cursor: str = "",
    *,
    back: bool = False,
) -> None:
    """Show a page of a list; the person's own tickets where they may not open that list."""
    park_draft(context)
    if view is ListView.FOUND:
        open_search(context, cursor, back=back)
        return
    me, now = context.me, context.now
    if not may_open_list(me, view):
        context.count_guess()
        view = ListView.OWN
    midnight = local_midnight(me, context.unit.lpses, now) if view is ListView.TAKEN else None
    page = list_rows(
        context,
        read_list(context.unit, view, ListQuery(me, filtered, midnight, cursor=cursor or None, back=back)),
        me.desks,
    )
    remember_list(context, TicketList(view, filtered, _direction(back=back), cursor), page)
    drafts = context.unit.parked_drafts.keys(context.me.id)
    newest = newest_draft(context, drafts)
    context.show(lists.ticket_list(view, page, filtered=filtered, drafts=drafts, newest=newest))


def open_status_picker(context: RequestContext, view: ListView) -> None:
    """Ask for the statuses to filter a list by; show a list that can't be filtered."""
    if view not in FILTERED:
        open_list(context, view)
        return
    park_draft(context)
    context.show(lists.status_picker(view))


def open_search(context: RequestContext, cursor: str = "", *, back: bool = False) -> None:
    """Show the tickets that the kept search finds; open a ticket that was searched by its number."""
    park_draft(context)
    kept = context.chat.memo.get("search", {})
    query = ListQuery(
        context.me,
        search=kept,
        cursor=cursor or None,
        back=back,
        limit=int(kept.get("size", PAGE_SIZE)),
        counted=True,
    )
    page = list_rows(context, read_list(context.unit, ListView.FOUND, query))
    number = find_number(filters_from(kept).text)
    if number and len(page.items) == 1 and page.items[0].ticket.number == number:
        open_card(context, page.items[0].ticket.id)
        return
    remember_list(context, TicketList(ListView.FOUND, None, _direction(back=back), cursor), page)
    filters_shown = describe_filters(kept, context.conversation_context())
    context.show(lists.found_list(page, filters_shown))


def _direction(*, back: bool) -> Direction:
    return Direction.BACK if back else Direction.FORWARD


def open_dashboard(context: RequestContext) -> None:
    """Show the dashboard: of staff for their desks, of reporters for their own tickets."""
    park_draft(context)
    me = context.me
    counts = context.unit.counts
    if me.desks:
        midnight = local_midnight(me, context.unit.lpses, context.now)
        figures = staff_figures(counts.of_staff(me.desks, scope_of(me), midnight))
    else:
        figures = reporter_figures(counts.of_reporter(me.id))
    context.show(dashboard(figures))


def show_refusal(context: RequestContext, refusal: Refusal, ticket_id: int | None = None) -> None:
    """Show why something was refused, above the ticket's card if there is one to see, else above the menu."""
    if refusal.code in GUESSED:
        context.count_guess()
    note = context.refusal_note(refusal)
    if context.person is not None and ticket_id is not None and refusal.code != "not_found":
        open_card(context, ticket_id, note=note)
    else:
        open_menu(context, note)


def open_profile(context: RequestContext) -> None:
    """Show the person's own account."""
    park_draft(context)
    lpses = {i: lpse.name for i in context.me.lpse_ids if (lpse := context.unit.lpses.get(i))}
    context.show(menu.profile(context.me, lpses))


def open_languages(context: RequestContext) -> None:
    park_draft(context)
    context.show(menu.language(context.chat.language))


def open_help(context: RequestContext) -> None:
    park_draft(context)
    context.show(menu.help_screen())
