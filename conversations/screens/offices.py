"""What administrators see of the LPSEs, and of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addresses import administration
from conversations.screen import Button, Screen, Style
from conversations.screens.catalogue import RETIRED, switch
from conversations.screens.menu import to_menu
from core.lpse import Lpse
from core.ports import Serving
from core.words import _


def offices(shown: Sequence[Lpse], searched: str, page: int, last: int, count: int) -> Screen:
    """A page of them, all or those that were searched for; pages are counted from 0."""
    buttons = [
        (Button(one.name, to=administration("lpse", one.id), icon=RETIRED if one.retired else ""),)
        for one in shown
    ]
    turns = (
        *((Button(_("Sebelumnya"), says=f"page:{page - 1}", icon="◀️"),) if page else ()),
        *((Button(_("Berikutnya"), says=f"page:{page + 1}", icon="▶️"),) if page < last else ()),
    )
    every = ((Button(_("Semua LPSE"), says="all"),),) if searched else ()
    add = Button(_("Tambah LPSE"), to=administration("newlpse"), style=Style.MAIN, icon="🆕")
    rows = (*buttons, *((turns,) if turns else ()), *every, (add,))
    data = {"searched": searched, "number": page + 1, "pages": last + 1, "count": count}
    return Screen("admin/offices.html", data, rows)


def office(one: Lpse, serving: Serving) -> Screen:
    """Its facts, and how many accounts are there."""
    change = Button(_("Ubah LPSE"), to=administration("editlpse", one.id), icon="✏️")
    back = Button(_("Daftar LPSE"), to=administration("lpses"), icon="◀️")
    rows = ((change, switch("lpse", one.id, one.retired)), (back, to_menu()))
    return Screen("admin/office.html", {"lpse": one, "serving": serving}, rows)
