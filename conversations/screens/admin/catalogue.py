"""Applications and their categories, as administrators see them."""

from __future__ import annotations

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


def application(application: Application) -> Screen:
    """Return the facts of an application, with a button for each of its categories."""
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
    change = Button(
        _("Ubah Aplikasi"), to=ApplicationScreen(ApplicationPlace.CHANGE, application.code), icon="✏️"
    )
    back = Button(_("Daftar Aplikasi"), to=AdminScreen(AdminPlace.APPLICATIONS), icon="◀️")
    rows = (
        *columns(buttons, 1),
        (add,),
        (change, retire_button(RecordKind.APPLICATION, application.code, application.retired)),
        (back, to_menu()),
    )
    return Screen("admin/application.html", {"application": application}, rows)


def category(application: Application, category: Category) -> Screen:
    """Return the facts of a category and its sub-categories."""
    change = Button(_("Ubah Data Kategori"), to=CategoryScreen(CategoryPlace.CHANGE, category.code), icon="✏️")
    back = Button(application.name, to=ApplicationScreen(ApplicationPlace.CARD, application.code), icon="◀️")
    rows = ((change, retire_button(RecordKind.CATEGORY, category.code, category.retired)), (back, to_menu()))
    return Screen("admin/category.html", {"application": application, "category": category}, rows)


def retire_button(kind: RecordKind, key: str, retired: bool) -> Button:
    """Return the button that retires a record, or offers a retired one again."""
    if retired:
        return Button(_("Aktifkan"), to=OfferRecord(kind, key), icon="✅")
    return Button(_("Nonaktifkan"), to=RetireRecord(kind, key), style=Style.END, icon=RETIRED)
