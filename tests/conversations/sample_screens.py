"""Sample cards, lists, menus and notices, with any words in the fields that people fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from conversations.rendering.refusals import SENTENCES, refusal_note
from conversations.rendering.screen import Note, Screen
from conversations.screens import card as cards
from conversations.screens import lists, menu, watching
from conversations.screens.card import TicketDetails
from conversations.screens.dashboard import dashboard, reporter_figures, staff_figures
from conversations.screens.ticket_rows import ListRow
from conversations.screens.urgency import Urgency
from core.errors import Refusal
from core.files.findings import FileFinding
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.packages import Checked, PackageFacts, PackageKind
from core.packages.package import Package
from core.pages import MOST_COUNTED, Page
from core.people.desks import Desk
from core.people.people import Assignment, Person
from core.tickets.attachments import Attachment, Upload
from core.tickets.counts import Count, ReporterCounts, StaffCounts
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType, Status
from core.tickets.list_views import FILTERED, ListView
from core.tickets.priority_rules import RULES
from core.tickets.rating import Rating
from core.tickets.stage_deadlines import stage_deadline
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from core.tickets.volumes import Volume
from core.use_cases.tickets.watch_ticket import MOST_WATCHERS
from tests.conversations.fakes import ROAD, upload
from tests.core.fakes import CATALOGUE, HELPDESK, NOW, SURABAYA, FakeLpses

# The largest integer that a database stores.
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Words:
    """The texts that people can fill in, with realistic defaults."""

    title: str = "Tidak bisa unggah dokumen penawaran"
    text: str = "Sejak pagi unggah dokumen penawaran selalu gagal di 99%."
    name: str = "Budi Santoso"
    file: str = "tangkapan layar.png"
    office: str = "Dinas Pekerjaan Umum"
    message: str = "Terima kasih banyak, cepat sekali!"
    error_code: str = "ERR-500"
    package: str = "Pembangunan Jalan Lingkar Timur"
    build: str = "SPSE v4.3u20190904"


TEAM = Desk(Level.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)
# Cursors of the previous and the next page, as long as possible.
CURSORS = (f"1.{LARGEST}.{LARGEST}", f"4.{LARGEST}.{LARGEST}")


def reporter(words: Words) -> Person:
    """Return a person with two roles, who files and works tickets."""
    roles = (Assignment(Role.HELPDESK_LPSE, SURABAYA.id), Assignment(Role.PPK, SURABAYA.id))
    return Person(1, words.name, "budi@ppk.go.id", "0812-3456", words.office, "id", roles)


def files(words: Words, count: int = 3) -> tuple[Attachment, ...]:
    """Return the first attachments of a ticket."""
    return tuple(Attachment(n, f"tangka{n:03}.png", file(words, n)) for n in range(1, count + 1))


def file(words: Words, number: int = 1) -> Upload:
    """Return an upload with its number as id."""
    return replace(upload(words.file, 1_572_864), unique=f"unique-{number}")


def urgency(facts: PackageFacts | None = ROAD, priority: Priority = Priority.EMERGENCY) -> Urgency:
    """Return how urgent a ticket about this package is, with the deadline of the stage that runs."""
    rule = next(rule for rule in RULES if rule.name == "stage_ends_soon")
    reason = Note(rule.words, {"priority": priority.label, "soon": 24, "short": 4})
    return Urgency(priority, stage_deadline(facts, (), NOW, SURABAYA.timezone), reason, NOW)


def ticket(words: Words, **changes: Any) -> Ticket:
    """Return a ticket in somebody's hands, with these changes to its fields."""
    facts = replace(ROAD, name=words.package, build=words.build)
    made = Ticket(
        number="TPS2006150019",
        title=words.title,
        lpse_id=SURABAYA.id,
        application="spse",
        version="4.5",
        category="spse-evaluasi",
        subcategory=CATALOGUE.category("spse", "spse-evaluasi").subcategories[0],
        priority=Priority.EMERGENCY,
        package=Package(Checked.VALIDATED, ROAD.code, facts),
        error_code=words.error_code,
        description=words.text,
        email="budi@ppk.go.id",
        reporter_id=1,
        reporter_role=Role.PPK,
        created_at=NOW,
        desk=Desk(Level.LPSE_1, SURABAYA.id),
        id=LARGEST,
        holder_id=1,
        status=Status.WORKING,
        party_ids=frozenset({1}),
        file_count=3,
    )
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def details(
    words: Words, entries: tuple[HistoryEntry, ...] = (), undelivered: int = 0, **changes: Any
) -> TicketDetails:
    """Return a ticket's details for its card."""
    about = ticket(words, **changes)
    spse = CATALOGUE.application("spse")
    held = words.name if about.holder_id else ""
    return TicketDetails(
        about,
        SURABAYA,
        spse,
        spse.category(about.category),
        words.name,
        held,
        files(words),
        entries,
        3,
        urgency(about.package.facts, about.priority),
        undelivered,
    )


def discussion_entry(words: Words, kind: EventType, attached: tuple[Attachment, ...] = ()) -> HistoryEntry:
    """Return a remark of a helpdesk in the discussion of a ticket."""
    return HistoryEntry(LARGEST, kind, NOW, HELPDESK.id, words.name, Role.HELPDESK_LPSE, words.text, attached)


def discussion(words: Words, entries: int = 3) -> tuple[HistoryEntry, ...]:
    """Return a discussion of so many remarks, some with files."""
    return tuple(
        discussion_entry(words, EventType.FEEDBACK_ASKED, files(words, n % 3)) for n in range(entries)
    )


def all_cards(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the card of a ticket in every state that looks different, and the screens around it."""
    me = reporter(words)
    by_hand = PackageFacts(PackageKind.TENDER, "", None, 2020, Decimal(1_250_000_000), None, words.build)
    yield "card", cards.card(details(words, discussion(words), undelivered=2), me)
    yield "card, silent", cards.card(details(words), me, volume=Volume.SILENT)
    yield "card of another", cards.card(details(words, discussion(words)), replace(me, id=2))
    yield (
        "card without a package",
        cards.card(details(words, package=Package(), error_code="", version=""), me),
    )
    yield (
        "card by hand",
        cards.card(
            details(words, package=Package(Checked.MANUAL, words.error_code, by_hand), holder_id=None),
            me,
            note=refusal_note(Refusal("not_yours")),
        ),
    )
    empty = Package(Checked.MANUAL, "", PackageFacts(PackageKind.TENDER, ""))
    yield "card by hand, empty", cards.card(details(words, package=empty, subcategory=""), me)
    rated = Rating(5, ("speed",), words.message)
    yield "card rated", cards.card(details(words, status=Status.CLOSED, rating=rated, holder_id=None), me)
    team = Desk(Level.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)
    seen = replace(details(words, watcher_ids=frozenset({7, 8})), watchers={7: words.name, 8: words.name})
    yield "card, watched", cards.card(seen, me)
    yield "card of a watcher", cards.card(seen, replace(me, id=7))
    link = f"https://t.me/lpse_support_bot?start=w_{'x' * 32}"
    yield "watching, link", watching.link_screen(seen.ticket, link)
    yield (
        "watching, list",
        watching.watcher_list(seen.ticket, dict.fromkeys(range(MOST_WATCHERS), words.name)),
    )
    yield "watching, begun", watching.watched_screen(seen.ticket)
    yield "watching, nobody", watching.watcher_list(seen.ticket, {})
    yield "watching, stop", watching.stop_screen(seen.ticket, 7, "")
    yield "watching, stop another", watching.stop_screen(seen.ticket, 7, words.name)
    for status in Status:
        yield f"card {status}", cards.card(details(words, status=status, desk=team), me)
    below = details(words)
    alerted = replace(below, ticket=replace(below.ticket, alerted_desk=TEAM))
    yield "card, passed on", cards.card(alerted, me)
    by_clock = HistoryEntry(LARGEST, EventType.CONFIRMED_SILENTLY, NOW, None, None, None)
    yield "card, the clock", cards.card(details(words, (by_clock,)), me)
    yield "work", cards.work(details(words), me)
    yield "files", cards.file_list(details(words), files(words))
    yield "files, a page among many", cards.file_list(details(words), files(words, 400), 9)
    flagged = tuple(
        replace(f, findings=(FileFinding.MISMATCH, FileFinding.PROGRAM, FileFinding.LOCKED))
        for f in files(words)
    )
    yield "files, flagged", cards.file_list(details(words), flagged)
    about_files = replace(
        details(words, (discussion_entry(words, EventType.FEEDBACK_GIVEN, flagged),)),
        files=flagged,
    )
    yield "card, flagged files", cards.card(about_files, me)
    yield "taken", Screen("ticket/taken.html", {"ticket": ticket(words)})


def summary(words: Words, n: int) -> TicketSummary:
    """Return the nth ticket of a list; every second one has a holder."""
    return TicketSummary(
        id=LARGEST - n,
        number=f"TPS2006150{n:03}",
        title=words.title,
        status=Status.CONFIRMATION,
        priority=Priority.EMERGENCY,
        lpse_id=SURABAYA.id,
        application="spse",
        version="4.5",
        category="spse-evaluasi",
        subcategory="",
        desk=TEAM,
        created_at=NOW,
        closed_at=None,
        reporter_id=1,
        reporter_name=words.name,
        reporter_role=Role.ADMIN_PPE_SIRUP,
        holder_id=2 if n % 2 else None,
        holder_name=words.name if n % 2 else None,
        asked_id=None,
    )


def list_page(words: Words, count: int = 10, passed_from: Desk | None = None) -> Page[ListRow]:
    """Return a page of so many tickets, between a previous and a next page."""
    spse = CATALOGUE.application("spse")
    category = spse.category("spse-evaluasi").name
    rows = [
        ListRow(summary(words, n), spse.name, category, SURABAYA.name, n, urgency(), passed_from=passed_from)
        for n in range(count)
    ]
    return Page(rows, *CURSORS, total=MOST_COUNTED, before=count, size=count)


def all_lists(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield every list with tickets and without, the pickers, and the dashboards."""
    for view in sorted(set(ListView) - {ListView.FOUND}):
        yield f"list {view}", lists.ticket_list(view, list_page(words))
        yield (
            f"list {view}, empty",
            lists.ticket_list(
                view, Page([]), filtered=Status.CONFIRMATION, drafts=["new"], newest=menu.DraftEntry("new")
            ),
        )
    passed_on = list_page(words, passed_from=Desk(Level.LKPP_NON_TEKNIS))
    yield "list queue, passed on", lists.ticket_list(ListView.QUEUE, passed_on)
    for view in sorted(FILTERED):
        yield f"picker {view}", lists.status_picker(view)
    most = Count(LARGEST)
    yield "dashboard of a reporter", dashboard(reporter_figures(ReporterCounts(*[most] * 6)))
    yield "dashboard of staff", dashboard(staff_figures(StaffCounts(*[most] * 4)))


def all_menus(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the menus and the small screens around them."""
    me = reporter(words)
    names = [lpse.name for lpse in FakeLpses().known.values()]
    draft = menu.DraftEntry(f"recategorise:{LARGEST}", "TPS2611309999", "Kategori", words.text)
    yield "menu", menu.menu(me, names, [])
    yield "menu with a draft", menu.menu(me, names, [draft.key], newest=draft)
    yield (
        "menu of an administrator",
        menu.menu(replace(me, assignments=(Assignment(Role.ADMINISTRATOR),)), [], []),
    )
    yield "menu with a note", menu.menu(me, [], [], Note(next(iter(SENTENCES.values()))))
    team = Assignment(Role.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)
    many = replace(me, assignments=(*me.assignments * 20, team)[-20:])
    yield "profile", menu.profile(many, {SURABAYA.id: SURABAYA.name})
    yield "profile, bare", menu.profile(replace(me, phone="", office=""), {SURABAYA.id: SURABAYA.name})
    yield "draft in the way", menu.draft_in_the_way(menu.DraftEntry("new", words=words.text), again=True)
    yield "parked", menu.parked(draft)
    yield "kept file", menu.kept_for_new_ticket("file")
    yield "kept text", menu.kept_for_new_ticket("text")
    yield "language", menu.language("id")
    yield "help", menu.help_screen()
