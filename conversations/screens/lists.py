"""Lists of tickets, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations import addresses
from conversations.keyboard import fits_half
from conversations.pages import excerpt
from conversations.screen import Button, Note, Rows, Screen, columns
from conversations.screens.menu import draft_name, draft_rows, to_menu
from core.desks import Desk
from core.lifecycle import OPEN, WORKED, Status
from core.priority import Priority
from core.roles import Role
from core.words import _

TITLES = {
    "own": _("Tiket Saya"),
    "queue": _("Tiket Masuk"),
    "held": _("Tiket Ditangani"),
    "past": _("Riwayat"),
    "taken": _("Diambil hari ini"),
    "all": _("Semua Tiket"),
    "watched": _("Dipantau"),
}
FILTERED = frozenset({"own", "all"})
# What those can be narrowed to and its name: one status, or several that a dashboard counts together.
NARROWED: dict[str, tuple[str, tuple[Status, ...]]] = {
    **{status.value: (status.label, (status,)) for status in Status},
    "open": (_("Dilaporkan"), OPEN),
    "being_worked": (_("Sedang dikerjakan"), WORKED),
}
# From where it is one press to the tickets that one watches.
BESIDE_WATCHED = frozenset({"own", "past"})
# More lines than this are shown briefly.
FEW = 10
# Units of a filter's value that its button has room for.
SHORT = 40


class Line(Protocol):
    """One ticket of a list."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def priority(self) -> Priority: ...
    @property
    def lpse_id(self) -> int: ...
    @property
    def application(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def reporter_name(self) -> str: ...
    @property
    def reporter_role(self) -> Role: ...
    @property
    def holder_name(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with what has to be looked up for it; `age` is in days."""

    line: Line
    application: str
    category: str
    lpse: str
    age: int


class Page(Protocol):
    """One page of a list, and the cursors of its neighbours."""

    @property
    def previous(self) -> str | None: ...
    @property
    def next(self) -> str | None: ...


def statuses_of(filtered: str) -> tuple[Status, ...]:
    """What this narrows a list to; nothing, and so all of it, where it makes no sense."""
    return NARROWED[filtered][1] if filtered in NARROWED else ()


def ticket_list(
    view: str,
    page: Page,
    lines: Sequence[Shown],
    *,
    filtered: str = "",
    drafts: Sequence[str] = (),
    note: Note | None = None,
) -> Screen:
    """Ten tickets, a button to open each, and the ways to the other pages."""
    filtered = filtered if view in FILTERED and filtered in NARROWED else ""
    opening = [Button(shown.line.number, to=addresses.card(shown.line.id)) for shown in lines]
    rows = (
        *columns(opening, 2),
        *_turns(view, filtered, page),
        *_exports(view, filtered, lines),
        _ways(view),
        *draft_rows(drafts),
        (to_menu(),),
    )
    data = {
        "title": TITLES[view],
        "view": view,
        "lines": lines,
        "narrowed": NARROWED[filtered][0] if filtered else "",
        "draft": draft_name(drafts),
    }
    return Screen("list.html", data, rows, note)


def _ways(view: str) -> tuple[Button, ...]:
    """To part of the list, and to the list beside it."""
    pick = Button(_("Saring Status"), to=addresses.listing(view, "pick"), icon="🔎")
    watched = Button(TITLES["watched"], to=addresses.listing("watched"), icon="👁")
    return (*((pick,) if view in FILTERED else ()), *((watched,) if view in BESIDE_WATCHED else ()))


def status_picker(view: str) -> Screen:
    """Which tickets to show."""
    buttons = [Button(_("Semua Status"), to=addresses.listing(view))]
    buttons += [Button(status.label, to=addresses.listing(view, status.value)) for status in Status]
    return Screen("status_picker.html", {"title": TITLES[view]}, (*columns(buttons, 2), (to_menu(),)))


def found_list(
    page: Page, lines: Sequence[Shown], said: Sequence[tuple[str, str, str]], note: Note | None = None
) -> Screen:
    """What a search found; each filter can be taken away by itself.

    `said` is the name, the title and the value of each; values are in the reader's language already.
    """
    opening = [Button(shown.line.number, to=addresses.card(shown.line.id)) for shown in lines]
    filters = [
        # As a fact, since a typed word that is also one of ours must not be translated.
        Button(_("✖️ %(value)s"), to=addresses.unfilter(name), facts={"value": excerpt(value, SHORT)})
        for name, _title, value in said
    ]
    refine = Button(_("Ubah Pencarian"), to=addresses.refine(), icon="🔎")
    rows = (
        *columns(opening, 2 if len(opening) <= FEW else 3),
        *_turns("found", "", page),
        *_exports("found", "", lines),
        *columns(filters, 2 if all(fits_half(f"✖️ {value}") for _name, _title, value in said) else 1),
        (refine, to_menu()),
    )
    data = {"lines": lines, "said": said, "brief": len(lines) > FEW}
    return Screen("search/found.html", data, rows, note)


def _exports(view: str, filtered: str, lines: Sequence[Shown]) -> Rows:
    if not lines:
        return ()
    kinds = ((_("CSV"), "csv"), (_("Excel"), "xlsx"))
    return (tuple(Button(label, to=addresses.export(k, view, filtered), icon="⬇️") for label, k in kinds),)


def _turns(view: str, filtered: str, page: Page) -> Rows:
    turns = [
        Button(label, to=addresses.listing(view, filtered, cursor, back=back), icon=icon)
        for label, icon, cursor, back in (
            (_("Sebelumnya"), "◀️", page.previous, True),
            (_("Berikutnya"), "▶️", page.next, False),
        )
        if cursor is not None
    ]
    return (tuple(turns),) if turns else ()
