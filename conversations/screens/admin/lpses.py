"""LPSEs, as administrators see them."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.admin_addresses import (
    AdminPlace,
    AdminScreen,
    LpsePlace,
    LpseScreen,
    RecordKind,
)
from conversations.rendering.screen import Button, Screen, Style
from conversations.screens.admin.catalogue import RETIRED, retire_button
from conversations.screens.menu import to_menu
from core.master_data.ports import LpseUsage
from core.organisation.lpse import Lpse
from core.words import _


def lpse_list(shown: Sequence[Lpse], searched: str, page: int, last: int, count: int) -> Screen:
    """Return a page of all or of the searched LPSEs; pages are counted from 0."""
    buttons = [
        (Button(lpse.name, to=LpseScreen(LpsePlace.CARD, lpse.id), icon=RETIRED if lpse.retired else ""),)
        for lpse in shown
    ]
    turns = (
        *((Button(_("Sebelumnya"), says=f"page:{page - 1}", icon="◀️"),) if page else ()),
        *((Button(_("Berikutnya"), says=f"page:{page + 1}", icon="▶️"),) if page < last else ()),
    )
    show_all = ((Button(_("Semua LPSE"), says="all"),),) if searched else ()
    add = Button(_("Tambah LPSE"), to=AdminScreen(AdminPlace.ADD_LPSE), style=Style.MAIN, icon="🆕")
    rows = (*buttons, *((turns,) if turns else ()), *show_all, (add,))
    data = {"searched": searched, "number": page + 1, "pages": last + 1, "count": count}
    return Screen("admin/offices.html", data, rows)


def lpse_card(lpse: Lpse, serving: LpseUsage) -> Screen:
    """Return the facts of an LPSE, and how many accounts are assigned to it."""
    change = Button(_("Ubah LPSE"), to=LpseScreen(LpsePlace.CHANGE, lpse.id), icon="✏️")
    back = Button(_("Daftar LPSE"), to=AdminScreen(AdminPlace.LPSES), icon="◀️")
    rows = ((change, retire_button(RecordKind.LPSE, str(lpse.id), lpse.retired)), (back, to_menu()))
    return Screen("admin/office.html", {"lpse": lpse, "serving": serving}, rows)
