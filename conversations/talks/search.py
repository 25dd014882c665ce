"""“Cari Tiket”: a number or words, and with “Lanjutan” every other way to narrow it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen
from conversations.steps import ChoiceStep, Option, ReviewStep, SearchStep
from conversations.steps.date import DateStep, written
from conversations.steps.text import SKIP
from conversations.talk import Draft, Finished, Goto, Step, Talk
from conversations.talks.new_ticket import MOST_MATCHES
from conversations.world import World
from core.day import today
from core.errors import Refusal
from core.lifecycle import Status
from core.priority import Priority
from core.search import Filters, Sort
from core.words import _

Options: TypeAlias = Callable[[Draft, World], Sequence[Option]]

LONGEST = 200
SIZES = ("10", "25", "50")
ANY = ""
ADVANCED = "advanced"
SORTS = {Sort.NEWEST: _("Terbaru"), Sort.URGENT: _("Prioritas, lalu umur")}
# What a search begins with; all of it can be taken away again.
NOTHING: Draft = {
    "text": "",
    "status": ANY,
    "application": ANY,
    "version": ANY,
    "lpse": ANY,
    "priority": ANY,
    "since": ANY,
    "until": ANY,
    "sort": Sort.NEWEST.value,
    "size": SIZES[0],
}


def filters_in(kept: Mapping[str, object]) -> Filters:
    """What a search has been narrowed down to, as the talk kept it."""
    found = _whole(kept)
    return Filters(
        text=str(found["text"]),
        statuses=frozenset(Status(s) for s in str(found["status"]).split(",") if s),
        application=str(found["application"]) or None,
        version=str(found["version"]) or None,
        lpse_id=int(str(found["lpse"])) if found["lpse"] else None,
        priority=Priority(str(found["priority"])) if found["priority"] else None,
        since=_day(found["since"]),
        until=_day(found["until"]),
    )


def revised(kept: Mapping[str, object]) -> Draft:
    """A search that was made, as the draft of one that changes it."""
    return {**_whole(kept), ADVANCED: True}


def _whole(kept: Mapping[str, object]) -> dict[str, object]:
    """All of a search: a version is one of an application, and of two days the earlier is the first."""
    found = {name: kept.get(name, nothing) for name, nothing in NOTHING.items()}
    if not found["application"]:
        found["version"] = ANY
    if found["since"] and found["until"]:
        found["since"], found["until"] = sorted((str(found["since"]), str(found["until"])))
    return found


def _day(kept: object) -> date | None:
    return date.fromisoformat(str(kept)) if kept else None


@dataclass(frozen=True, kw_only=True)
class QueryStep(Step):
    """The number or words, with a way to everything else that can be looked for."""

    def ask(self, draft: Draft, _world: World) -> Screen:
        more = SKIP if draft.get(ADVANCED) else Button(_("Lanjutan"), says="more", icon="🔎")
        return Screen("search/text.html", {"current": draft.get(self.name, "")}, ((more,),))

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft | Goto:
        match answer:
            case Pressed("more"):
                return Goto("review", {**NOTHING, **draft, ADVANCED: True})
            case Pressed("skip"):
                return self.keep(draft, "")
            case Typed(text=text) if query := " ".join(text.split()):
                return self.keep({**NOTHING, **draft}, query[:LONGEST].rstrip())
            case _:
                raise Refusal("text_expected")


def _statuses(_draft: Draft, _world: World) -> list[Option]:
    return [Option(ANY, _("Semua Status")), *(Option(s.value, s.label) for s in Status)]


def _applications(_draft: Draft, world: World) -> list[Option]:
    return [Option(ANY, _("Semua Aplikasi")), *(Option(a.code, a.name) for a in world.catalogue.applications)]


def _versions(draft: Draft, world: World) -> list[Option]:
    known = world.catalogue.application(draft["application"]).versions if draft.get("application") else ()
    return [Option(ANY, _("Semua Versi")), *(Option(v, v) for v in known)] if known else []


def _priorities(_draft: Draft, _world: World) -> list[Option]:
    return [Option(ANY, _("Semua Prioritas")), *(Option(p.value, p.label) for p in Priority)]


def _lpses(text: str, world: World) -> list[Option]:
    return [Option(str(lpse.id), lpse.name) for lpse in world.offices.find(text, MOST_MATCHES, retired=True)]


def _own_lpses(world: World) -> list[Option]:
    own = (world.offices.get(i) for i in world.me.lpse_ids[:MOST_MATCHES])
    return [Option(ANY, _("Semua LPSE")), *(Option(str(lpse.id), lpse.name) for lpse in own if lpse)]


def _lpse_name(value: str, world: World) -> str:
    lpse = world.offices.get(int(value)) if value else None
    return lpse.name if lpse else world.translate(_("Semua LPSE"))


def _today(world: World) -> date:
    return today(world.me, world.offices, world.now)


def said_of(kept: Mapping[str, object], world: World) -> list[tuple[str, str, str]]:
    """What is looked for: (name of the answer, what it is called, its value), for what is set.

    Values are in the person's language, as what was typed is among them and must stay as it is.
    """
    found = _whole(kept)
    labels = {
        "text": str(found["text"]),
        "status": _named(_statuses(found, world), found["status"], world),
        "application": _named(_applications(found, world), found["application"], world),
        "version": str(found["version"]),
        "lpse": _lpse_name(str(found["lpse"]), world),
        "priority": _named(_priorities(found, world), found["priority"], world),
        "since": written(str(found["since"])),
        "until": written(str(found["until"])),
    }
    titles = {step.name: step.title for step in SEARCH.steps}
    return [(name, titles[name], label) for name, label in labels.items() if found[name]]


def _named(options: Sequence[Option], value: object, world: World) -> str:
    return ", ".join(world.translate(o.label) for o in options if o.value in str(value).split(","))


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    found = _whole(draft)
    return {"said": said_of(found, world), "sort": SORTS[Sort(str(found["sort"]))], "size": found["size"]}


def _choice(name: str, title: str, options: Options, width: int) -> ChoiceStep:
    return ChoiceStep(name=name, title=title, template="search/choice.html", options=options, width=width)


SEARCH = Talk(
    name="search",
    title=_("Cari Tiket"),
    parks=False,
    about_ticket=False,
    in_order=False,
    finish=lambda draft, _world: Finished(None, search={k: str(v) for k, v in _whole(draft).items()}),
    steps=(
        QueryStep(name="text", title=_("Nomor atau kata")),
        _choice("status", _("Status"), _statuses, width=2),
        ChoiceStep(
            name="application",
            title=_("Aplikasi"),
            template="search/choice.html",
            options=_applications,
            width=2,
            clears=("version",),
        ),
        ChoiceStep(
            name="version",
            title=_("Versi"),
            template="search/choice.html",
            options=_versions,
            width=3,
            when=lambda draft, world: bool(_versions(draft, world)),
        ),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            template="search/lpse.html",
            own=_own_lpses,
            find=_lpses,
            label=_lpse_name,
        ),
        _choice("priority", _("Prioritas"), _priorities, width=2),
        DateStep(name="since", title=_("Dari tanggal"), template="search/date.html", today=_today),
        DateStep(name="until", title=_("Sampai tanggal"), template="search/date.html", today=_today),
        ChoiceStep(
            name="sort",
            title=_("Urutan"),
            template="search/choice.html",
            options=lambda _draft, _world: [Option(sort.value, label) for sort, label in SORTS.items()],
        ),
        ChoiceStep(
            name="size",
            title=_("Tiket per halaman"),
            template="search/choice.html",
            options=lambda _draft, _world: [Option(size, size) for size in SIZES],
            width=3,
        ),
        ReviewStep(
            template="search/review.html",
            send=_("Cari Tiket"),
            summary=_summary,
            when=lambda draft, _world: ADVANCED in draft,
        ),
    ),
)
