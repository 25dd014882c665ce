"""The menu of each kind of person, and the small screens that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conversations import addresses
from conversations.screen import Button, Note, Rows, Screen, Style, columns
from core.grants import granted
from core.lifecycle import Action
from core.people import Person
from core.words import _

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}

# What a parked draft is called, by its talk.
DRAFTS = {
    "new": _("tiket baru"),
    "ask": _("permintaan feedback"),
    "answer": _("feedback"),
    "escalate": _("eskalasi"),
    "solve": _("penyelesaian"),
    "recategorise": _("perubahan kategori"),
    "hand_back": _("pengembalian tiket"),
    "confirm": _("konfirmasi"),
    "close": _("penutupan tiket"),
    "account": _("data akun"),
    "office": _("LPSE"),
    "application": _("aplikasi"),
    "category": _("kategori"),
    "question": _("pertanyaan FAQ"),
}


def menu(
    person: Person, lpse_names: Sequence[str], drafts: Sequence[str], note: Note | None = None
) -> Screen:
    """Everything this person can begin with; a parked draft comes first."""
    files = any(granted(a.role, Action.FILE) for a in person.assignments)
    new = [(Button(_("Buat Tiket"), to=addresses.talk("new"), style=Style.MAIN, icon="📝"),)] if files else []
    lists = _staff_lists() if person.is_staff else _reporter_lists() if files else []
    if lists:
        lists += [
            Button(_("Cari Tiket"), to=addresses.talk("search"), icon="🔎"),
            Button(_("Dashboard"), to=addresses.dashboard(), icon="📊"),
        ]
    if person.is_administrator:
        lists += administrator_places()
    lists.append(Button(_("FAQ"), to=addresses.faq(), icon="❓"))
    account = [
        Button(_("Profil"), to=addresses.profile(), icon="👤"),
        Button(_("Bahasa"), to=addresses.language(), icon="🌐"),
    ]
    leave = (Button(_("Keluar"), to=addresses.talk("sign_out"), icon="🚪"),)
    rows = (*draft_rows(drafts), *new, *columns(lists, 2), tuple(account), leave)
    roles = [a.role for a in person.assignments]
    data = {
        "person": person,
        "roles": list(dict.fromkeys(roles)),
        "lpses": lpse_names,
        "draft": draft_name(drafts),
    }
    return Screen("menu.html", data, rows, note)


def draft_rows(drafts: Sequence[str]) -> Rows:
    """The way back into the newest parked draft, and out of it."""
    if not drafts:
        return ()
    key = drafts[0]
    return (
        (
            Button(_("Lanjutkan draf"), to=addresses.resume(key), style=Style.MAIN),
            Button(_("Buang draf"), to=addresses.discard(key), style=Style.END),
        ),
    )


def draft_name(drafts: Sequence[str]) -> str:
    """What the newest parked draft is of; empty where there is none."""
    return DRAFTS.get(drafts[0].partition(":")[0], "") if drafts else ""


def draft_in_the_way(key: str, *, again: bool) -> Screen:
    """The same thing was begun before: go on with it, or throw it away; and begin `again` at once."""
    resume, discard = draft_rows([key])[0]
    rows = ((resume, replace(discard, to=addresses.afresh(key)) if again else discard), (to_menu(),))
    return Screen("draft.html", {"draft": draft_name([key])}, rows)


def parked(key: str) -> Screen:
    """A talk was left; what was entered is kept."""
    return Screen("parked.html", {"draft": draft_name([key])}, (*draft_rows([key]), (to_menu(),)))


def kept_for_later(what: str) -> Screen:
    """A text or a file that came without a question is kept for a new ticket."""
    rows = (
        (Button(_("Buat Tiket"), to=addresses.resume("new"), style=Style.MAIN, icon="📝"),),
        (Button(_("Buang draf"), to=addresses.discard("new"), style=Style.END), to_menu()),
    )
    return Screen("kept.html", {"what": what}, rows)


def profile(person: Person, lpses: dict[int, str]) -> Screen:
    """The account as it is registered."""
    change = Button(_("Ubah Profil"), to=addresses.talk("profile"), icon="✏️")
    address = Button(_("Ubah E-mail"), to=addresses.talk("email"), icon="✉️")
    return Screen("profile.html", {"person": person, "lpses": lpses}, ((change, address), (to_menu(),)))


def language(current: str) -> Screen:
    """One button a language, each in its own words."""
    buttons = [
        Button(name, to=addresses.language(code), style=Style.MAIN if code == current else Style.PLAIN)
        for code, name in LANGUAGE_NAMES.items()
    ]
    return Screen("language.html", {}, (*columns(buttons, 2), (to_menu(),)))


def help_screen() -> Screen:
    """What the commands do."""
    return Screen("help.html", {}, ((to_menu(),),))


def to_menu() -> Button:
    return Button(_("Menu"), to=addresses.menu())


def administrator_places() -> list[Button]:
    """What an administrator looks after."""
    return [
        Button(_("Akun"), to=addresses.administration("accounts"), icon="👥"),
        Button(_("LPSE"), to=addresses.administration("lpses"), icon="🏛"),
        Button(_("Aplikasi"), to=addresses.administration("apps"), icon="🧩"),
        Button(_("Pengaturan"), to=addresses.administration("rules"), icon="⚙️"),
        Button(_("Jejak Audit"), to=addresses.administration("trail"), icon="📜"),
    ]


def _reporter_lists() -> list[Button]:
    return [Button(_("Tiket Saya"), to=addresses.listing("own"), icon="🎫")]


def _staff_lists() -> list[Button]:
    return [
        Button(_("Tiket Masuk"), to=addresses.listing("queue"), icon="📥"),
        Button(_("Tiket Ditangani"), to=addresses.listing("held"), icon="🛠"),
        Button(_("Riwayat"), to=addresses.listing("past"), icon="🕘"),
        Button(_("Semua Tiket"), to=addresses.listing("all"), icon="🗂"),
        Button(_("Laporan"), to=addresses.report(), icon="📈"),
    ]
