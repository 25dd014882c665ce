"""“Cari Tiket”: search by number or words, and behind “Lanjutan” by every other filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASK_TEMPLATE, Conversation, ConversationEnd, Draft, Goto, Step
from conversations.flows.tickets.lpse_choice import MOST_MATCHES
from conversations.rendering.screen import Button, Rows, Screen, columns
from conversations.steps import ChoiceStep, Option, ReviewStep, SearchStep
from conversations.steps.date import DateStep, display_date
from conversations.steps.text import SKIP
from core.errors import Refusal
from core.master_data.priority import Priority
from core.people.local_day import local_date
from core.tickets.kinds import CHOICES, TicketKind
from core.tickets.lifecycle import Status
from core.tickets.search import PAGE_SIZE, PAGE_SIZES, SortOrder, TicketFilters
from core.words import _

Options: TypeAlias = Callable[[Draft, ConversationContext], Sequence[Option]]

LONGEST = 200
ANY = ""
ADVANCED = "advanced"
CHOICE_PROMPT = _("Tampilkan yang mana?")
DAY_PROMPT = _("Pilih tanggalnya, atau ketik seperti 21-11-2026.")
SORTS = {SortOrder.NEWEST: _("Terbaru"), SortOrder.URGENT: _("Prioritas, lalu umur")}
# The filters that are offered beside the words, each for a search of its own.
ALONE = ("status", "application", "priority", "since")
# The fields of a search without any filter.
DEFAULTS: Draft = {
    "text": "",
    "status": ANY,
    "application": ANY,
    "version": ANY,
    "lpse": ANY,
    "priority": ANY,
    "kind": ANY,
    "since": ANY,
    "until": ANY,
    "sort": SortOrder.NEWEST.value,
    "size": str(PAGE_SIZE),
}


def filters_from(stored: Mapping[str, object]) -> TicketFilters:
    """Return the filters that a stored search stands for."""
    fields = _with_defaults(stored)
    return TicketFilters(
        text=str(fields["text"]),
        statuses=frozenset(Status(s) for s in str(fields["status"]).split(",") if s),
        application=str(fields["application"]) or None,
        version=str(fields["version"]) or None,
        lpse_id=int(str(fields["lpse"])) if fields["lpse"] else None,
        priority=Priority(str(fields["priority"])) if fields["priority"] else None,
        kind=TicketKind(str(fields["kind"])) if fields["kind"] else None,
        since=_day(fields["since"]),
        until=_day(fields["until"]),
    )


def edit_draft(stored: Mapping[str, object]) -> Draft:
    """Return the draft for editing a search that was made before."""
    return {**_with_defaults(stored), ADVANCED: True}


def _with_defaults(stored: Mapping[str, object]) -> dict[str, object]:
    """Return all fields of a search.

    A version without an application is dropped, and of two days the earlier becomes the first.
    """
    fields = {name: stored.get(name, default) for name, default in DEFAULTS.items()}
    if not fields["application"]:
        fields["version"] = ANY
    if fields["since"] and fields["until"]:
        fields["since"], fields["until"] = sorted((str(fields["since"]), str(fields["until"])))
    return fields


def _day(stored: object) -> date | None:
    return date.fromisoformat(str(stored)) if stored else None


@dataclass(frozen=True, kw_only=True)
class QueryStep(Step):
    """Ask for the number or words, or for one filter, with which the search is made at once.

    Behind “Lanjutan” are all filters, several of which can be set before the search is made.
    """

    def ask(self, draft: Draft, _context: ConversationContext) -> Screen:
        if draft.get(ADVANCED):
            rows: Rows = ((SKIP,),)
        else:
            titles = {step.name: step.title for step in TICKET_SEARCH.steps}
            alone = [Button(titles[name], says=f"only:{name}") for name in ALONE]
            rows = (*columns(alone, 2), (Button(_("Lanjutan"), says="more", icon="🔎"),))
        return Screen(ASK_TEMPLATE, {"current": draft.get(self.name, "")}, rows)

    def handle(self, draft: Draft, answer: Answer, _context: ConversationContext) -> Draft | Goto:
        match answer:
            case PressAnswer("more"):
                return Goto("review", {**DEFAULTS, **draft, ADVANCED: True})
            case PressAnswer(says=says) if says.removeprefix("only:") in ALONE:
                return Goto(says.removeprefix("only:"), {**DEFAULTS, **draft})
            case PressAnswer("skip"):
                return self.with_answer(draft, "")
            case TextAnswer(text=text) if query := " ".join(text.split()):
                return self.with_answer({**DEFAULTS, **draft}, query[:LONGEST].rstrip())
            case _:
                raise Refusal("text_expected")


@dataclass(frozen=True, kw_only=True)
class SearchReviewStep(ReviewStep):
    """Show all filters; words that are typed here are those to search for."""

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft | Goto:
        match answer:
            case TextAnswer(text=text) if query := " ".join(text.split()):
                return {**draft, "text": query[:LONGEST].rstrip()}
            case _:
                return super().handle(draft, answer, context)


def _statuses(_draft: Draft, _context: ConversationContext) -> list[Option]:
    return [Option(ANY, _("Semua Status")), *(Option(s.value, s.label) for s in Status)]


def _applications(_draft: Draft, context: ConversationContext) -> list[Option]:
    return [
        Option(ANY, _("Semua Aplikasi")),
        *(Option(a.code, a.name) for a in context.catalogue.applications),
    ]


def _versions(draft: Draft, context: ConversationContext) -> list[Option]:
    known = context.catalogue.application(draft["application"]).versions if draft.get("application") else ()
    return [Option(ANY, _("Semua Versi")), *(Option(v, v) for v in known)] if known else []


def _priorities(_draft: Draft, _context: ConversationContext) -> list[Option]:
    return [Option(ANY, _("Semua Prioritas")), *(Option(p.value, p.label) for p in Priority)]


def _kinds(_draft: Draft, _context: ConversationContext) -> list[Option]:
    return [Option(ANY, _("Semua Jenis")), *(Option(kind.value, kind.label) for kind in CHOICES)]


def _lpses(text: str, context: ConversationContext) -> list[Option]:
    return [Option(str(lpse.id), lpse.name) for lpse in context.lpses.find(text, MOST_MATCHES, retired=True)]


def _own_lpses(context: ConversationContext) -> list[Option]:
    own = (context.lpses.get(i) for i in context.me.lpse_ids[:MOST_MATCHES])
    return [Option(ANY, _("Semua LPSE")), *(Option(str(lpse.id), lpse.name) for lpse in own if lpse)]


def _lpse_name(value: str, context: ConversationContext) -> str:
    lpse = context.lpses.get(int(value)) if value else None
    return lpse.name if lpse else context.translate(_("Semua LPSE"))


def _today(context: ConversationContext) -> date:
    return local_date(context.me, context.lpses, context.now)


def describe_filters(
    stored: Mapping[str, object], context: ConversationContext
) -> list[tuple[str, str, str]]:
    """Return (name, title, value) of each filter that is set.

    Values are in the person's language already, since words that were typed must not be translated.
    """
    fields = _with_defaults(stored)
    labels = {
        "text": str(fields["text"]),
        "status": _named(_statuses(fields, context), fields["status"], context),
        "application": _named(_applications(fields, context), fields["application"], context),
        "version": str(fields["version"]),
        "lpse": _lpse_name(str(fields["lpse"]), context),
        "priority": _named(_priorities(fields, context), fields["priority"], context),
        "kind": _named(_kinds(fields, context), fields["kind"], context),
        "since": display_date(str(fields["since"])),
        "until": display_date(str(fields["until"])),
    }
    titles = {step.name: step.title for step in TICKET_SEARCH.steps}
    return [(name, titles[name], label) for name, label in labels.items() if fields[name]]


def _named(options: Sequence[Option], value: object, context: ConversationContext) -> str:
    return ", ".join(context.translate(o.label) for o in options if o.value in str(value).split(","))


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    fields = _with_defaults(draft)
    return {
        "filters": describe_filters(fields, context),
        "sort": SORTS[SortOrder(str(fields["sort"]))],
        "size": fields["size"],
    }


def _choice(name: str, title: str, options: Options, width: int) -> ChoiceStep:
    return ChoiceStep(name=name, title=title, prompt=CHOICE_PROMPT, options=options, width=width)


TICKET_SEARCH = Conversation(
    name="search",
    title=_("Cari Tiket"),
    keeps_draft=False,
    about_ticket=False,
    in_order=False,
    finish=lambda draft, _context: ConversationEnd(
        None, search_filters={k: str(v) for k, v in _with_defaults(draft).items()}
    ),
    steps=(
        QueryStep(
            name="text",
            title=_("Nomor atau kata"),
            prompt=_(
                "Ketik nomor tiket, kode paket, nama orang atau berkas, atau kata dari judul, deskripsi atau "
                "diskusinya. Atau pilih satu filter."
            ),
        ),
        _choice("status", _("Status"), _statuses, width=2),
        ChoiceStep(
            name="application",
            title=_("Aplikasi"),
            prompt=CHOICE_PROMPT,
            options=_applications,
            width=2,
            clears=("version",),
        ),
        ChoiceStep(
            name="version",
            title=_("Versi"),
            prompt=CHOICE_PROMPT,
            options=_versions,
            width=3,
            when=lambda draft, context: ADVANCED in draft and bool(_versions(draft, context)),
        ),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            prompt=_("Tiket LPSE mana? Pilih, atau ketik sebagian namanya."),
            suggest=_own_lpses,
            find=_lpses,
            label=_lpse_name,
        ),
        _choice("priority", _("Prioritas"), _priorities, width=2),
        replace(
            _choice("kind", _("Jenis Tiket"), _kinds, width=2),
            when=lambda _draft, context: context.settings.asks_kind,
        ),
        DateStep(name="since", title=_("Dari tanggal"), prompt=DAY_PROMPT, today=_today),
        DateStep(name="until", title=_("Sampai tanggal"), prompt=DAY_PROMPT, today=_today),
        ChoiceStep(
            name="sort",
            title=_("Urutan"),
            prompt=CHOICE_PROMPT,
            options=lambda _draft, _context: [Option(sort.value, label) for sort, label in SORTS.items()],
        ),
        ChoiceStep(
            name="size",
            title=_("Tiket per halaman"),
            prompt=CHOICE_PROMPT,
            options=lambda _draft, _context: [Option(str(size), str(size)) for size in PAGE_SIZES],
            width=3,
        ),
        SearchReviewStep(
            template="search/review.html",
            send=_("Cari Tiket"),
            summary=_summary,
            when=lambda draft, _context: ADVANCED in draft,
        ),
    ),
)
