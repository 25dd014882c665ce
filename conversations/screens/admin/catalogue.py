"""Applications and their categories, as administrators see them."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.admin_addresses import (
    AdminPlace,
    AdminScreen,
    ApplicationPlace,
    ApplicationScreen,
    CategoryPlace,
    CategoryScreen,
    OfferRecord,
    RecordKind,
    RetireRecord,
)
from conversations.rendering.screen import Button, Screen, Style, columns
from conversations.screens.menu import to_menu
from conversations.screens.moves import move_buttons
from core.master_data.catalogue import Application, Catalogue, Category
from core.words import _

RETIRED = "🚫"


def applications(catalogue: Catalogue) -> Screen:
    """Return all applications including retired ones, with a button for each."""
    buttons = [
        Button(
            application.name,
            to=ApplicationScreen(ApplicationPlace.CARD, application.code),
            icon=RETIRED if application.retired else "",
        )
        for application in catalogue.applications
    ]
    add = Button(
        _("Tambah Aplikasi"), to=AdminScreen(AdminPlace.ADD_APPLICATION), style=Style.MAIN, icon="🆕"
    )
    rows = (*columns(buttons, 2), (add,), (to_menu(),))
    return Screen("admin/applications.html", {"applications": catalogue.applications}, rows)


def application(application: Application, catalogue: Catalogue) -> Screen:
    """Return the facts of an application, with a button for each of its categories."""
    place = _place([one.code for one in catalogue.applications], application.code)
    moves = move_buttons(
        ApplicationScreen(ApplicationPlace.MOVE_UP, application.code),
        ApplicationScreen(ApplicationPlace.MOVE_DOWN, application.code),
        place,
        len(catalogue.applications),
    )
    buttons = [
        Button(
            category.name,
            to=CategoryScreen(CategoryPlace.CARD, category.code),
            icon=RETIRED if category.retired else "",
        )
        for category in application.categories
    ]
    add = Button(
        _("Tambah Kategori"),
        to=ApplicationScreen(ApplicationPlace.ADD_CATEGORY, application.code),
        style=Style.MAIN,
        icon="🆕",
    )
    by_use = Button(
        _("Urutkan otomatis"), to=ApplicationScreen(ApplicationPlace.SORT_BY_USE, application.code), icon="📊"
    )
    change = Button(
        _("Ubah Aplikasi"), to=ApplicationScreen(ApplicationPlace.CHANGE, application.code), icon="✏️"
    )
    back = Button(_("Daftar Aplikasi"), to=AdminScreen(AdminPlace.APPLICATIONS), icon="◀️")
    rows = (
        *columns(buttons, 1),
        (add,),
        *([(by_use,)] if application.hand_ordered else []),
        (change, retire_button(RecordKind.APPLICATION, application.code, application.retired)),
        *moves,
        (back, to_menu()),
    )
    data = {"application": application, "place": place, "count": len(catalogue.applications)}
    return Screen("admin/application.html", data, rows)


def category(application: Application, category: Category) -> Screen:
    """Return the facts of a category and its sub-categories."""
    change = Button(_("Ubah Data Kategori"), to=CategoryScreen(CategoryPlace.CHANGE, category.code), icon="✏️")
    back = Button(application.name, to=ApplicationScreen(ApplicationPlace.CARD, application.code), icon="◀️")
    place = _place([one.code for one in application.categories], category.code)
    count = len(application.categories)
    moves = move_buttons(
        CategoryScreen(CategoryPlace.MOVE_UP, category.code),
        CategoryScreen(CategoryPlace.MOVE_DOWN, category.code),
        place,
        count,
    )
    retire = retire_button(RecordKind.CATEGORY, category.code, category.retired)
    rows = ((change, retire), *moves, (back, to_menu()))
    data = {"application": application, "category": category, "place": place, "count": count}
    return Screen("admin/category.html", data, rows)


def _place(codes: Sequence[str], code: str) -> int:
    """Return the place of a code in a list, from 1."""
    return codes.index(code) + 1


def retire_button(kind: RecordKind, key: str, retired: bool) -> Button:
    """Return the button that retires a record, or offers a retired one again."""
    if retired:
        return Button(_("Aktifkan"), to=OfferRecord(kind, key), icon="✅")
    return Button(_("Nonaktifkan"), to=RetireRecord(kind, key), style=Style.END, icon=RETIRED)
