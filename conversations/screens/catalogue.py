"""What administrators see of the applications, of one of them, and of one of its categories."""

from __future__ import annotations

from conversations.addresses import administration
from conversations.screen import Button, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.catalogue import Application, Catalogue, Category
from core.words import _

RETIRED = "🚫"


def applications(catalogue: Catalogue) -> Screen:
    """All of them, the retired too; each button leads to one."""
    buttons = [
        Button(one.name, to=administration("app", one.code), icon=RETIRED if one.retired else "")
        for one in catalogue.applications
    ]
    add = Button(_("Tambah Aplikasi"), to=administration("newapp"), style=Style.MAIN, icon="🆕")
    rows = (*columns(buttons, 2), (add,), (to_menu(),))
    return Screen("admin/applications.html", {"applications": catalogue.applications}, rows)


def application(one: Application) -> Screen:
    """Its facts and its categories."""
    buttons = [
        Button(
            category.name, to=administration("cat", category.code), icon=RETIRED if category.retired else ""
        )
        for category in one.categories
    ]
    add = Button(_("Tambah Kategori"), to=administration("newcat", one.code), style=Style.MAIN, icon="🆕")
    change = Button(_("Ubah Aplikasi"), to=administration("editapp", one.code), icon="✏️")
    back = Button(_("Daftar Aplikasi"), to=administration("apps"), icon="◀️")
    rows = (*columns(buttons, 1), (add,), (change, switch("app", one.code, one.retired)), (back, to_menu()))
    return Screen("admin/application.html", {"application": one}, rows)


def category(of: Application, one: Category) -> Screen:
    """Its facts and its sub-categories."""
    change = Button(_("Ubah Data Kategori"), to=administration("editcat", one.code), icon="✏️")
    back = Button(of.name, to=administration("app", of.code), icon="◀️")
    rows = ((change, switch("cat", one.code, one.retired)), (back, to_menu()))
    return Screen("admin/category.html", {"application": of, "category": one}, rows)


def switch(kind: str, key: object, retired: bool) -> Button:
    """The button that retires a thing, or offers it again."""
    if retired:
        return Button(_("Aktifkan"), to=administration("offer", f"{kind}:{key}"), icon="✅")
    return Button(
        _("Nonaktifkan"), to=administration("retire", f"{kind}:{key}"), style=Style.END, icon=RETIRED
    )
