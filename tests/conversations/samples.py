"""Cards, lists, menus and notices made of sample words, each of which may be a person's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from conversations.refusals import SENTENCES, note_of
from conversations.screen import Note, Screen
from conversations.screens import card as cards
from conversations.screens import lists, menu, notices, watching
from conversations.screens.card import Whole
from conversations.screens.dashboard import REPORTED, WORKED, Figure, dashboard
from core.attachments import Attachment, Upload
from core.catalogue import Directorate
from core.desks import Desk
from core.errors import Refusal
from core.events import Event, Happening
from core.lifecycle import Status
from core.notices import TOLD, Audience
from core.package import Package
from core.packages import Checked, PackageFacts, PackageKind
from core.people import Assignment, Person
from core.priority import Priority
from core.rating import Rating
from core.roles import Level, Role
from core.ticket import MOST_WATCHERS, Ticket
from tests.conversations.fakes import RENDERER, ROAD, upload
from tests.core.fakes import CATALOGUE, HELPDESK, NOW, SURABAYA, FakeOffices

# The largest that a database keeps.
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Words:
    """All that a person can fill in with words of their own."""

    title: str = "Tidak bisa unggah dokumen penawaran"
    text: str = "Sejak pagi unggah dokumen penawaran selalu gagal di 99%."
    name: str = "Budi Santoso"
    file: str = "tangkapan layar.png"
    office: str = "Dinas Pekerjaan Umum"
    message: str = "Terima kasih banyak, cepat sekali!"
    error_code: str = "ERR-500"
    package: str = "Pembangunan Jalan Lingkar Timur"
    build: str = "SPSE v4.3u20190904"


@dataclass(frozen=True)
class Remark:
    """One entry of a discussion."""

    kind: Happening
    text: str
    person_name: str | None
    person_id: int | None = HELPDESK.id
    role: Role | None = Role.HELPDESK_LPSE
    at: Any = NOW
    files: tuple[Attachment, ...] = ()


TEAM = Desk(Level.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)


@dataclass(frozen=True)
class Line:
    """One ticket of a list."""

    id: int
    number: str
    title: str
    reporter_name: str
    holder_name: str | None
    status: Status = Status.CONFIRMATION
    priority: Priority = Priority.EMERGENCY
    lpse_id: int = SURABAYA.id
    application: str = "spse"
    version: str = "4.5"
    category: str = "spse-evaluasi"
    created_at: Any = NOW
    closed_at: Any = None
    reporter_role: Role = Role.ADMIN_PPE_SIRUP
    desk: Desk = TEAM


@dataclass(frozen=True)
class Page:
    previous: str | None = f"1.{LARGEST}.{LARGEST}"
    next: str | None = f"4.{LARGEST}.{LARGEST}"


def reporter(words: Words) -> Person:
    """Somebody with two roles, who files and works tickets."""
    roles = (Assignment(Role.HELPDESK_LPSE, SURABAYA.id), Assignment(Role.PPK, SURABAYA.id))
    return Person(1, words.name, "budi@ppk.go.id", "0812-3456", words.office, "id", roles)


def files(words: Words, count: int = 3) -> tuple[Attachment, ...]:
    return tuple(Attachment(n, f"tangka{n:03}.png", file(words, n)) for n in range(1, count + 1))


def file(words: Words, number: int = 1) -> Upload:
    return replace(upload(words.file, 1_572_864), unique=f"unique-{number}")


def ticket(words: Words, **changes: Any) -> Ticket:
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


def whole(words: Words, said: tuple[Remark, ...] = (), undelivered: int = 0, **changes: Any) -> Whole:
    about = ticket(words, **changes)
    spse = CATALOGUE.application("spse")
    held = words.name if about.holder_id else ""
    return Whole(
        about,
        SURABAYA,
        spse,
        spse.category(about.category),
        words.name,
        held,
        files(words),
        said,
        3,
        undelivered,
    )


def discussion(words: Words, entries: int = 3) -> tuple[Remark, ...]:
    return tuple(
        Remark(Happening.FEEDBACK_ASKED, words.text, words.name, files=files(words, n % 3))
        for n in range(entries)
    )


def all_cards(words: Words) -> Iterator[tuple[str, Screen]]:
    """The card, in every state that shows something of its own."""
    me = reporter(words)
    by_hand = PackageFacts(PackageKind.TENDER, "", None, 2020, Decimal(1_250_000_000), None, words.build)
    yield "card", cards.card(whole(words, discussion(words), undelivered=2), me)
    yield "card of another", cards.card(whole(words, discussion(words)), replace(me, id=2))
    yield "card without a package", cards.card(whole(words, package=Package(), error_code="", version=""), me)
    yield (
        "card by hand",
        cards.card(
            whole(words, package=Package(Checked.MANUAL, words.error_code, by_hand), holder_id=None),
            me,
            note=note_of(Refusal("not_yours")),
        ),
    )
    empty = Package(Checked.MANUAL, "", PackageFacts(PackageKind.TENDER, ""))
    yield "card by hand, empty", cards.card(whole(words, package=empty, subcategory=""), me)
    rated = Rating(5, ("speed",), words.message)
    yield "card rated", cards.card(whole(words, status=Status.CLOSED, rating=rated, holder_id=None), me)
    team = Desk(Level.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)
    seen = replace(whole(words, watcher_ids=frozenset({7, 8})), watchers={7: words.name, 8: words.name})
    yield "card, watched", cards.card(seen, me)
    yield "card of a watcher", cards.card(seen, replace(me, id=7))
    link = f"https://t.me/lpse_support_bot?start=w_{'x' * 32}"
    yield "watching, link", watching.link_screen(seen.ticket, link)
    yield (
        "watching, list",
        watching.watcher_list(seen.ticket, dict.fromkeys(range(MOST_WATCHERS), words.name)),
    )
    yield "watching, nobody", watching.watcher_list(seen.ticket, {})
    yield "watching, stop", watching.stop_screen(seen.ticket, 7, "")
    yield "watching, stop another", watching.stop_screen(seen.ticket, 7, words.name)
    for status in Status:
        yield f"card {status}", cards.card(whole(words, status=status, desk=team), me)
    by_clock = Remark(Happening.CONFIRMED_SILENTLY, "", None, None, None)
    yield "card, the clock", cards.card(whole(words, (by_clock,)), me)
    yield "work", cards.work(whole(words), me)
    yield "files", cards.file_list(whole(words), files(words))
    yield "files, a page among many", cards.file_list(whole(words), files(words, 400), 9)
    flagged = tuple(replace(f, is_flagged=True) for f in files(words))
    yield "files, flagged", cards.file_list(whole(words), flagged)
    about_files = replace(
        whole(words, (Remark(Happening.FEEDBACK_GIVEN, words.text, words.name, files=flagged),)),
        files=flagged,
    )
    yield "card, flagged files", cards.card(about_files, me)
    yield "taken", Screen("ticket/taken.html", {"ticket": ticket(words)})


def all_notices(words: Words) -> Iterator[tuple[str, Screen]]:
    """What everybody is told of everything that can happen."""
    yield "alert", notices.alert(whole(words))
    yield "alert, taken", notices.alert_gone(whole(words), words.name)
    yield "alert, closed", notices.alert_gone(whole(words), "")
    for kind, audiences in TOLD.items():
        event = Event(kind, NOW, 3, Role.HELPDESK_LPSE, {}, words.text, files(words, 20))
        about = whole(words)
        if kind is Happening.RATED:
            event = Event(kind, NOW, 1, Role.PPK)
            about = whole(words, rating=Rating(2, ("speed",), words.message))
        for audience in audiences:
            if audience is not Audience.DESK:
                yield f"{kind} for {audience}", notices.told(about, event, audience, words.name)
    asked = whole(words, asked_id=1, status=Status.FEEDBACK)
    yield (
        "reminded of feedback",
        notices.told(asked, Event(Happening.REMINDED, NOW, None, None), Audience.ASKED, ""),
    )


def lines(words: Words, count: int = 10) -> list[lists.Shown]:
    """So many tickets, as lists show them."""
    spse = CATALOGUE.application("spse")
    return [
        lists.Shown(
            Line(LARGEST - n, f"TPS2006150{n:03}", words.title, words.name, words.name if n % 2 else None),
            spse.name,
            spse.category("spse-evaluasi").name,
            SURABAYA.name,
            n,
        )
        for n in range(count)
    ]


def all_lists(words: Words) -> Iterator[tuple[str, Screen]]:
    for view in lists.TITLES:
        yield f"list {view}", lists.ticket_list(view, Page(), lines(words))
        yield (
            f"list {view}, empty",
            lists.ticket_list(view, Page(None, None), [], filtered="confirmation", drafts=["new"]),
        )
    for view in lists.FILTERED:
        yield f"picker {view}", lists.status_picker(view)
    for named in (REPORTED, WORKED):
        figures = [Figure(label, str(LARGEST), part) for part, label in named.items()]
        yield f"dashboard, {len(named)} figures", dashboard(figures)


def all_menus(words: Words) -> Iterator[tuple[str, Screen]]:
    me = reporter(words)
    names = [lpse.name for lpse in FakeOffices().known.values()]
    yield "menu", menu.menu(me, names, [])
    yield "menu with a draft", menu.menu(me, names, [f"recategorise:{LARGEST}"])
    yield (
        "menu of an administrator",
        menu.menu(replace(me, assignments=(Assignment(Role.ADMINISTRATOR),)), [], []),
    )
    yield "menu with a note", menu.menu(me, [], [], Note(next(iter(SENTENCES.values()))))
    team = Assignment(Role.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)
    many = replace(me, assignments=(*me.assignments * 20, team)[-20:])
    yield "profile", menu.profile(many, {SURABAYA.id: SURABAYA.name})
    yield "profile, bare", menu.profile(replace(me, phone="", office=""), {SURABAYA.id: SURABAYA.name})
    yield "draft in the way", menu.draft_in_the_way("new", again=True)
    yield "parked", menu.parked(f"answer:{LARGEST}")
    yield "kept file", menu.kept_for_later("file")
    yield "kept text", menu.kept_for_later("text")
    yield "language", menu.language("id")
    yield "help", menu.help_screen()


def letter(words: Words) -> Screen:
    """What is told in chat, as an e-mail: the one screen that is not for Telegram."""
    solved = Event(Happening.SOLVED, NOW, HELPDESK.id, Role.HELPDESK_LPSE, {}, words.text)
    body = RENDERER.screen(notices.told(whole(words), solved, Audience.REPORTER, words.name), "id").text
    link = "https://t.me/lpse_support_bot"
    return Screen("mail/ticket.html", {"body": body, "link": link, "ticket": ticket(words)})
