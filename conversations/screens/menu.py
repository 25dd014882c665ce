"""The menu by role, and the small screens around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from conversations.addressing import addresses, report_addresses
from conversations.addressing.account_addresses import OwnData
from conversations.addressing.admin_addresses import AdminPlace, AdminScreen
from conversations.conversation import parse_draft_key
from conversations.rendering.screen import Button, Note, Rows, Screen, Style, columns
from conversations.screens.list_titles import TITLES
from core.languages import LANGUAGES
from core.people.people import Person
from core.tickets.actions import ACTIONS
from core.tickets.counts import Count, MenuCounts
from core.tickets.grants import granted
from core.tickets.lifecycle import Action
from core.tickets.list_views import ListView
from core.words import _

# Names of parked drafts by the conversation they belong to.
DRAFTS = {
    "new": ACTIONS[Action.FILE].draft,
    **{action.value: spec.draft for action, spec in ACTIONS.items() if spec.draft},
    "rate": _("penilaian"),
    "reply": _("pesan untuk tiket"),
    "loose": _("pesan"),
    "account": _("data akun"),
    "office": _("LPSE"),
    "application": _("aplikasi"),
    "category": _("kategori"),
    "question": _("pertanyaan FAQ"),
}


def menu(
    person: Person,
    lpse_names: Sequence[str],
    drafts: Sequence[str],
    note: Note | None = None,
    counts: MenuCounts | None = None,
    newest: DraftEntry | None = None,
) -> Screen:
    """Return the menu of this person, with `counts` behind labels of staff; the `newest` draft comes first.

    `drafts` are the keys of all of them.
    """
    files = any(granted(a.role, Action.FILE) for a in person.assignments)
    new = (
        [(Button(_("Buat Tiket"), to=addresses.StartConversation("new"), style=Style.MAIN, icon="📝"),)]
        if files
        else []
    )
    lists = _staff_lists(counts) if person.is_staff else _reporter_lists() if files else []
    if lists:
        lists += [
            Button(_("Cari Tiket"), to=addresses.StartConversation("search"), icon="🔎"),
            Button(_("Dashboard"), to=addresses.Dashboard(), icon="📊"),
        ]
    if person.is_administrator:
        lists += administrator_places()
    lists.append(Button(_("FAQ"), to=addresses.FaqTopics(), icon="❓"))
    account = [
        Button(_("Profil"), to=addresses.Profile(), icon="👤"),
        Button(_("Bahasa"), to=addresses.LanguageChoice(), icon="🌐"),
    ]
    leave = (Button(_("Keluar"), to=addresses.StartConversation("sign_out"), icon="🚪"),)
    rows = (*draft_rows(drafts), *new, *columns(lists, 2), tuple(account), leave)
    roles = [a.role for a in person.assignments]
    data = {
        "person": person,
        "roles": list(dict.fromkeys(roles)),
        "lpses": lpse_names,
        "draft": newest,
    }
    return Screen("menu.html", data, rows, note)


def draft_rows(drafts: Sequence[str]) -> Rows:
    """Return the buttons that resume and discard the newest parked draft, and one for all of several."""
    if not drafts:
        return ()
    key = drafts[0]
    count = len(drafts)
    several = Button(_("Semua Draf (%(count)s)"), to=addresses.DraftList(), facts={"count": count}, icon="🗂")
    return (
        *(((several,),) if count > 1 else ()),
        (
            Button(_("Lanjutkan draf"), to=addresses.ResumeDraft(key), style=Style.MAIN),
            Button(_("Buang draf"), to=addresses.DiscardDraft(key), style=Style.END),
        ),
    )


def draft_name(key: str) -> str:
    """Return what the draft of this key becomes; "" for one that nobody names."""
    return DRAFTS.get(parse_draft_key(key).conversation, "")


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft of a person: its key, the number of its ticket, the step it waits at, and its first words."""

    key: str
    number: str = ""
    step: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        return draft_name(self.key)


def draft_in_the_way(draft: DraftEntry, *, again: bool) -> Screen:
    """Return the choice between a parked draft and a new start.

    With `again`, discarding the draft begins the conversation anew at once.
    """
    resume, discard = draft_rows([draft.key])[0]
    anew = replace(discard, to=addresses.RestartDraft(draft.key)) if again else discard
    return Screen("draft.html", {"draft": draft}, ((resume, anew), (to_menu(),)))


def parked(draft: DraftEntry) -> Screen:
    """Return the notice that a conversation was left and its entries are kept."""
    return Screen("parked.html", {"draft": draft}, (*draft_rows([draft.key]), (to_menu(),)))


def kept_for_new_ticket(what: str) -> Screen:
    """Return the notice that an unprompted text or file is kept for a new ticket."""
    rows = (
        (Button(_("Buat Tiket"), to=addresses.ResumeDraft("new"), style=Style.MAIN, icon="📝"),),
        (Button(_("Buang draf"), to=addresses.DiscardDraft("new"), style=Style.END), to_menu()),
    )
    return Screen("kept.html", {"what": what}, rows)


def profile(person: Person, lpses: dict[int, str]) -> Screen:
    """Return the data of the reader's account."""
    change = Button(_("Ubah Profil"), to=addresses.StartConversation("profile"), icon="✏️")
    address = Button(_("Ubah E-mail"), to=addresses.StartConversation("email"), icon="✉️")
    data = Button(_("Data Saya"), to=OwnData(), icon="🗄")
    rows = ((change, address), (data, to_menu()))
    return Screen("profile.html", {"person": person, "lpses": lpses}, rows)


def language(current: str) -> Screen:
    """Return the choice of a language, each named in itself."""
    buttons = [
        Button(
            language.name,
            to=addresses.LanguageChoice(language.code),
            style=Style.MAIN if language.code == current else Style.PLAIN,
        )
        for language in LANGUAGES
    ]
    data = {"title": "", "prompt": _("Pilih bahasa Anda.")}
    return Screen("question.html", data, (*columns(buttons, 2), (to_menu(),)))


def help_screen() -> Screen:
    """Return the explanation of the commands."""
    return Screen("help.html", {}, ((to_menu(),),))


def to_menu() -> Button:
    """Return the button that leads back to the menu."""
    return Button(_("Menu"), to=addresses.Menu())


def administrator_places() -> list[Button]:
    """Return the buttons of an administrator's menu."""
    return [
        Button(_("Akun"), to=AdminScreen(AdminPlace.ACCOUNT_SEARCH), icon="👥"),
        Button(_("LPSE"), to=AdminScreen(AdminPlace.LPSES), icon="🏛"),
        Button(_("Aplikasi"), to=AdminScreen(AdminPlace.APPLICATIONS), icon="🧩"),
        Button(_("Kesiapan"), to=AdminScreen(AdminPlace.READINESS), icon="🚦"),
        Button(_("Grup"), to=AdminScreen(AdminPlace.GROUPS), icon="💬"),
        Button(_("Pengaturan"), to=AdminScreen(AdminPlace.SETTINGS), icon="⚙️"),
        Button(_("Jejak Audit"), to=AdminScreen(AdminPlace.AUDIT_TRAIL), icon="📜"),
    ]


def _reporter_lists() -> list[Button]:
    return [Button(TITLES[ListView.OWN], to=addresses.TicketList(ListView.OWN), icon="🎫")]


def _staff_lists(counts: MenuCounts | None) -> list[Button]:
    queue, held = addresses.TicketList(ListView.QUEUE), addresses.TicketList(ListView.HELD)
    return [
        _counted(Button(TITLES[ListView.QUEUE], to=queue, icon="📥"), counts.queue if counts else None),
        _counted(Button(TITLES[ListView.HELD], to=held, icon="🛠"), counts.held if counts else None),
        Button(TITLES[ListView.PAST], to=addresses.TicketList(ListView.PAST), icon="🕘"),
        Button(TITLES[ListView.ALL], to=addresses.TicketList(ListView.ALL), icon="🗂"),
        Button(_("Laporan"), to=report_addresses.PeriodReport(), icon="📈"),
    ]


def _counted(button: Button, count: Count | None) -> Button:
    """Return the button with a number behind its label, where there is anything to count."""
    if count is None or not count.number:
        return button
    facts = {"label": Note(button.label), "count": count}
    return replace(button, label=_("%(label)s (%(count)s)"), facts=facts)
