"""The screens in which administrators look after applications, categories and LPSEs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from conversations.screen import Screen
from conversations.screens import catalogue as catalogue_screens
from conversations.screens import offices as office_screens
from conversations.talk import PICK, State
from conversations.talks import application, category, office
from conversations.talks.retire import retiring
from conversations.world import World
from core.catalogue import Application, Catalogue, Category
from core.lpse import Lpse
from core.ports import Serving
from core.priority import Priority
from core.use_cases import keep_applications, keep_categories, keep_offices
from tests.conversations.fakes import RUNNER
from tests.conversations.samples import Words
from tests.core.fakes import CATALOGUE, SURABAYA

# What the shortest and the longest words of a person are made into before they are kept.
LINES = 30


def named(text: str, most: int) -> str:
    """As much of these words as a name takes."""
    return " ".join(text.split())[:most].strip() or "x"


def full(words: Words) -> Catalogue:
    """As many things as there may be, each with the longest name it may have."""
    names = [named(f"{number} {words.text}", 60) for number in range(keep_categories.MOST_CATEGORIES)]
    subcategories = tuple(named(f"{number} {words.title}", 60) for number in range(LINES))
    categories = tuple(
        Category(f"c{at}", name, subcategories, Priority.EMERGENCY, at % 2 > 0, at > 1)
        for at, name in enumerate(names)
    )
    versions = tuple(f"{n} {words.name}"[:20] for n in range(keep_applications.MOST_VERSIONS))
    letters = [chr(number) for number in range(ord("A"), ord("Z") + 1)]
    spse = CATALOGUE.application("spse")
    made = [
        replace(
            spse,
            code=f"a{letter.lower()}",
            name=named(f"{letter} {words.office}", 40),
            letter=letter,
            versions=versions,
            categories=categories,
            retired=letter > "B",
        )
        for letter in letters
    ]
    return Catalogue(tuple(made))


def place(words: Words) -> Lpse:
    """An LPSE with everything that may be said of one."""
    return Lpse(
        999_999_999,
        9999,
        named(words.title, keep_offices.NAME_MAX),
        named(words.office, 60),
        "WITA",
        named(words.name, 60),
        "https://lpse.surabaya.go.id",
        "SPSE v4.5u20220801",
        retired=True,
    )


def all_master_screens(words: Words, world: World) -> Iterator[tuple[str, Screen]]:
    """By what they are called here."""
    yield from _looked_at(words)
    yield from _applications(words, world)
    yield from _categories(words, world)
    yield from _offices(words, world)
    for kind, key in (("app", "spse"), ("cat", "spse-login"), ("lpse", str(SURABAYA.id))):
        for retired in (True, False):
            draft = retiring(kind, key, world, retired=retired)
            yield f"retire/confirm {kind} {retired}", RUNNER.screen(State("retire", "confirm", draft), world)
            yield f"retired {kind} {retired}", _end("retire", {**draft, "confirm": True}, world)


def _looked_at(words: Words) -> Iterator[tuple[str, Screen]]:
    catalogue = full(words)
    yield "applications", catalogue_screens.applications(catalogue)
    bare: Application = replace(CATALOGUE.application("icb"), retired=True)
    for name, one in (("full", catalogue.applications[0]), ("bare", bare)):
        yield f"application, {name}", catalogue_screens.application(one)
        yield f"category, {name}", catalogue_screens.category(one, one.categories[1])
    empty = replace(CATALOGUE.application("icb").categories[0], subcategories=(), retired=True)
    yield "category without sub-categories", catalogue_screens.category(bare, empty)
    yield "lpse", office_screens.office(place(words), Serving(100_000, 100_000))
    unknown = replace(SURABAYA, repository=None, province="", host="")
    yield "lpse, bare", office_screens.office(unknown, Serving(0, 0))
    many = [replace(place(words), id=number) for number in range(1, 11)]
    yield "lpses", office_screens.offices(many, "", 1, 71, 719)
    yield "lpses, found", office_screens.offices(many, words.title[:100], 0, 4, 50)


def _applications(words: Words, world: World) -> Iterator[tuple[str, Screen]]:
    new: dict[str, Any] = {
        **application.ADDING,
        "name": named(words.title, 40),
        "letter": "X",
        "versions": list(full(words).applications[0].versions),
        "directorate": "perencanaan",
        "package_kind": "catalogue",
        "first_category": named(words.text, 60),
        "first_priority": "minor",
    }
    yield from _asked("application", new, dict(application.ADDING), world)
    changed = {**application.changing(CATALOGUE.application("spse")), "name": new["name"], "versions": []}
    yield from _asked("application", changed, changed, world, " changed")
    yield "application saved", _end("application", new, world)


def _categories(words: Words, world: World) -> Iterator[tuple[str, Screen]]:
    spse = CATALOGUE.application("spse")
    bare = dict(category.adding(spse))
    new: dict[str, Any] = {
        **bare,
        "name": named(words.title, 60),
        "subcategories": list(full(words).applications[0].categories[0].subcategories),
        "base_priority": "minor",
        "stage_bound": "yes",
    }
    yield from _asked("category", new, bare, world)
    changed = {**category.changing(spse, spse.categories[0]), **{k: new[k] for k in new if k not in bare}}
    yield from _asked("category", changed, changed, world, " changed")
    yield "category saved", _end("category", new, world)


def _offices(words: Words, world: World) -> Iterator[tuple[str, Screen]]:
    yield "offices/lpse", RUNNER.screen(State("offices", "lpse"), world)
    found = {"?text": "kota", "?page": 7}
    yield "offices/lpse found", RUNNER.screen(State("offices", "lpse", found), world)
    yield "offices, the only one", _end("offices", {"lpse": SURABAYA.id}, world)
    new: dict[str, Any] = {**office.changing(place(words)), **office.ADDING, "number": 999_999}
    del new["was"], new["seen"]
    yield from _asked("office", new, dict(office.ADDING), world)
    changed = {**office.changing(place(words)), "name": named(words.text, 100), "id": SURABAYA.id}
    yield from _asked("office", changed, changed, world, " changed")
    skipped = {**new, "number": "", "province": "", "category": "", "host": "", "repository": "", "build": ""}
    yield "office/review skipped", RUNNER.screen(State("office", "review", skipped), world)
    yield "office saved", _end("office", {**new, "name": named(words.text, 100)}, world)


def _asked(
    talk: str, draft: dict[str, Any], bare: dict[str, Any], world: World, what: str = ""
) -> Iterator[tuple[str, Screen]]:
    """Each step of a talk with everything answered, with nothing, and where one is picked."""
    for step in RUNNER.talk(talk).steps:
        for how, filled in ((what, draft), (f"{what} bare", bare)):
            if step.when(filled, world):
                yield f"{talk}/{step.name}{how}", RUNNER.screen(State(talk, step.name, filled), world)
    yield f"{talk}/pick{what}", RUNNER.screen(State(talk, PICK, draft), world)


def _end(talk: str, draft: dict[str, Any], world: World) -> Screen:
    screen = RUNNER.talk(talk).finish(draft, world).screen
    assert screen is not None, "it ends in something to see"
    return screen
