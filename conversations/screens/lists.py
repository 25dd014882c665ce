"""Lists of tickets, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing import addresses
from conversations.addressing.fields import Direction, TableFormat
from conversations.rendering.excerpts import excerpt
from conversations.rendering.keyboard import fits_half
from conversations.rendering.screen import Button, Note, Rows, Screen, Style, columns
from conversations.screens.list_titles import TITLES
from conversations.screens.menu import DraftEntry, draft_rows, to_menu
from conversations.screens.ticket_rows import COMMON, ListRow, common_facts, row_button
from core.pages import Page
from core.tickets.lifecycle import ASKED, OPEN, WORKED, Status
from core.tickets.list_views import FILTERED, ListView, StatusFilter, StatusGroup, can_be_narrowed
from core.tickets.search import PAGE_SIZES
from core.words import _

# Filters with label and statuses: one status, or several that a dashboard counts together.
NARROWED: dict[StatusFilter, tuple[str, tuple[Status, ...]]] = {
    **{status: (status.label, (status,)) for status in Status},
    StatusGroup.OPEN: (_("Belum selesai"), OPEN),
    StatusGroup.BEING_WORKED: (_("Sudah diambil, belum selesai"), WORKED),
    StatusGroup.ASKED: (_("Menunggu jawaban atau konfirmasi"), ASKED),
}
# Lists with a button that leads to the watched tickets.
BESIDE_WATCHED = frozenset({ListView.OWN, ListView.PAST})
# The facts that may stand once above all rows of a list: those that its rows tell.
_COMMON = {ListView.OWN: (), ListView.PAST: ("status",)}
# UTF-16 units of a title, by the most tickets of a page that has room for it; a message has 4,096 in all.
_TITLES = dict(zip(PAGE_SIZES, (150, 48, 12), strict=True))
# How much more room a title has where no status stands in its row, since it is that of all.
_STATUS = max(len(f" · {status.label}") for status in Status)
# UTF-16 units of a filter's value that its button has room for.
SHORT = 40


def statuses_of(filtered: StatusFilter | None) -> tuple[Status, ...]:
    """Return the statuses that a list is filtered by; empty if it shows all tickets."""
    return NARROWED[filtered][1] if filtered else ()


def ticket_list(
    view: ListView,
    page: Page[ListRow],
    *,
    filtered: StatusFilter | None = None,
    drafts: Sequence[str] = (),
    newest: DraftEntry | None = None,
    note: Note | None = None,
) -> Screen:
    """Return a page of tickets, with a button for each and for the neighbouring pages."""
    filtered = filtered if can_be_narrowed(view, filtered) else None
    rows = (
        *take_next_row(is_offered=view is ListView.QUEUE and bool(page.items)),
        *columns([row_button(row) for row in page.items], 1),
        *_turns(view, filtered, page),
        *_exports(view, filtered, page),
        _list_buttons(view),
        *draft_rows(drafts),
        (to_menu(),),
    )
    data = {
        "title": TITLES[view],
        "view": view,
        "tickets": page.items,
        "common": common_facts(page.items, _COMMON.get(view, COMMON)),
        "narrowed": NARROWED[filtered][0] if filtered else "",
        "draft": newest,
        "extent": extent(page),
    }
    return Screen("list.html", data, rows, note)


def extent(page: Page[ListRow]) -> Note | None:
    """Return how many tickets the whole list has, and which page this is; None where it was not counted."""
    if not page.total:
        return None
    facts: dict[str, object] = {"total": f"{page.most}+" if page.total > page.most else page.total}
    if page.total <= page.size or page.before > page.most:
        return Note(_("%(total)s tiket"), facts)
    facts["number"] = -(-page.before // page.size) + 1
    if page.total > page.most:
        return Note(_("%(total)s tiket · hal. %(number)s"), facts)
    facts["pages"] = -(-page.total // page.size)
    return Note(_("%(total)s tiket · hal. %(number)s/%(pages)s"), facts)


def take_next_row(*, is_offered: bool = True) -> Rows:
    """Return the button that takes the next ticket of the queue."""
    button = Button(_("Ambil berikutnya"), to=addresses.TakeNext(), icon="⏭", style=Style.MAIN)
    return ((button,),) if is_offered else ()


def _list_buttons(view: ListView) -> tuple[Button, ...]:
    """Return the buttons for filtering the list and for the list of watched tickets."""
    pick = Button(_("Saring Status"), to=addresses.StatusPicker(view), icon="🔎")
    watched = Button(TITLES[ListView.WATCHED], to=addresses.TicketList(ListView.WATCHED), icon="👁")
    return (*((pick,) if view in FILTERED else ()), *((watched,) if view in BESIDE_WATCHED else ()))


def status_picker(view: ListView) -> Screen:
    """Return the choice of a status to filter the list by."""
    buttons = [Button(_("Semua Status"), to=addresses.TicketList(view))]
    buttons += [Button(status.label, to=addresses.TicketList(view, status)) for status in Status]
    data = {"title": TITLES[view], "prompt": _("Tampilkan tiket dengan status:")}
    return Screen("question.html", data, (*columns(buttons, 2), (to_menu(),)))


def found_list(
    page: Page[ListRow],
    filters: Sequence[tuple[str, str, str]],
    note: Note | None = None,
) -> Screen:
    """Return a page of search results, with a button that removes each filter.

    `filters` are given by name, title and value; values are in the reader's language already.
    """
    removals = [
        # Passed as a fact: a typed word that is also a label of ours must not be translated.
        Button(_("✖️ %(value)s"), to=addresses.SearchWithout(name), facts={"value": excerpt(value, SHORT)})
        for name, _title, value in filters
    ]
    refine = Button(_("Ubah Pencarian"), to=addresses.EditSearch(), icon="🔎")
    rows = (
        *columns([row_button(row) for row in page.items], 1),
        *_turns(ListView.FOUND, None, page),
        *_exports(ListView.FOUND, None, page),
        *columns(removals, 2 if all(fits_half(f"✖️ {value}") for _name, _title, value in filters) else 1),
        (refine, to_menu()),
    )
    width = next(width for most, width in _TITLES.items() if len(page.items) <= most)
    common = common_facts(page.items)
    data = {
        "tickets": page.items,
        "common": common,
        "filters": filters,
        "width": width + (_STATUS if common["status"] else 0),
        "extent": extent(page),
    }
    return Screen("search/found.html", data, rows, note)


def _exports(view: ListView, filtered: StatusFilter | None, page: Page[ListRow]) -> Rows:
    if not page.items:
        return ()
    kinds = ((_("CSV"), TableFormat.CSV), (_("Excel"), TableFormat.XLSX))
    return (tuple(Button(label, to=addresses.ListExport(k, view, filtered), icon="⬇️") for label, k in kinds),)


def _turns(view: ListView, filtered: StatusFilter | None, page: Page[ListRow]) -> Rows:
    turns = [
        Button(label, to=addresses.TicketList(view, filtered, direction, cursor), icon=icon)
        for label, icon, cursor, direction in (
            (_("Sebelumnya"), "◀️", page.previous, Direction.BACK),
            (_("Berikutnya"), "▶️", page.next, Direction.FORWARD),
        )
        if cursor is not None
    ]
    return (tuple(turns),) if turns else ()
