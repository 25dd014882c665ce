"""Sample screens of administrators about applications, categories and LPSEs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.imports.shipped_data import load_stages
from conversations.addressing.admin_addresses import RecordKind
from conversations.context import ConversationContext
from conversations.conversation import PICK, ConversationState
from conversations.flows.admin import application, category, faq_question
from conversations.flows.admin import lpse as lpse_form
from conversations.flows.admin.retire import retire_draft
from conversations.rendering.screen import Screen
from conversations.screens.admin import catalogue as catalogue_screens
from conversations.screens.admin import lpses as lpse_screens
from core.master_data.catalogue import Application, Catalogue, Category
from core.master_data.ports import LpseUsage
from core.master_data.priority import Priority
from core.organisation.lpse import Lpse
from core.use_cases.master_data import manage_applications, manage_categories, manage_lpses
from tests.conversations.fakes import RUNNER
from tests.conversations.sample_screens import Words
from tests.core.fake_master import SHIPPED_FAQ
from tests.core.fakes import CATALOGUE, PPK, SURABAYA

# Sub-categories of each sample category.
LINES = 30


def fit_name(text: str, most: int) -> str:
    """Return the beginning of a text that fits into a name of at most `most` characters."""
    return " ".join(text.split())[:most].strip() or "x"


def full_catalogue(words: Words) -> Catalogue:
    """Return a catalogue with as many records as possible, each with the longest possible name."""
    names = [fit_name(f"{number} {words.text}", 60) for number in range(manage_categories.MOST_CATEGORIES)]
    subcategories = tuple(fit_name(f"{number} {words.title}", 60) for number in range(LINES))
    stages = load_stages().names
    categories = tuple(
        Category(f"c{at}", name, subcategories, Priority.EMERGENCY, stages, at > 1)
        for at, name in enumerate(names)
    )
    versions = tuple(f"{n} {words.name}"[:20] for n in range(manage_applications.MOST_VERSIONS))
    letters = [chr(number) for number in range(ord("A"), ord("Z") + 1)]
    spse = CATALOGUE.application("spse")
    made = [
        replace(
            spse,
            code=f"a{letter.lower()}",
            name=fit_name(f"{letter} {words.office}", 40),
            letter=letter,
            versions=versions,
            categories=categories,
            retired=letter > "B",
        )
        for letter in letters
    ]
    return Catalogue(tuple(made))


def full_lpse(words: Words) -> Lpse:
    """Return an LPSE with a value in every field."""
    return Lpse(
        999_999_999,
        9999,
        fit_name(words.title, manage_lpses.NAME_MAX),
        fit_name(words.office, 60),
        "WITA",
        fit_name(words.name, 60),
        "https://lpse.surabaya.go.id",
        "SPSE v4.5u20220801",
        retired=True,
    )


def all_master_data_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield the name and the screen of each sample."""
    yield from _conflict_screens(words, context)
    yield from _card_screens(words)
    yield from _application_screens(words, context)
    yield from _category_screens(words, context)
    yield from _lpse_screens(words, context)
    for kind, key in zip(RecordKind, ("spse", "spse-login", str(SURABAYA.id)), strict=True):
        for retired in (True, False):
            draft = retire_draft(kind, key, context, retired=retired)
            yield (
                f"retire/confirm {kind} {retired}",
                RUNNER.screen(ConversationState("retire", "confirm", draft), context),
            )
            yield f"retired {kind} {retired}", _last_screen("retire", {**draft, "confirm": True}, context)


def _card_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the lists and the cards of records, full and bare."""
    catalogue = full_catalogue(words)
    yield "applications", catalogue_screens.applications(catalogue)
    bare: Application = replace(CATALOGUE.application("icb"), retired=True)
    for name, one in (("full", catalogue.applications[0]), ("bare", bare)):
        yield f"application, {name}", catalogue_screens.application(one, Catalogue((one,)))
        yield f"category, {name}", catalogue_screens.category(one, one.categories[1])
    empty = replace(CATALOGUE.application("icb").categories[0], subcategories=(), retired=True)
    yield "category without sub-categories", catalogue_screens.category(bare, empty)
    yield "lpse", lpse_screens.lpse_card(full_lpse(words), LpseUsage(100_000, 100_000))
    unknown = replace(SURABAYA, repository=None, province="", host="")
    yield "lpse, bare", lpse_screens.lpse_card(unknown, LpseUsage(0, 0))
    many = [replace(full_lpse(words), id=number) for number in range(1, 11)]
    yield "lpses", lpse_screens.lpse_list(many, "", 1, 71, 719)
    yield "lpses, found", lpse_screens.lpse_list(many, words.title[:100], 0, 4, 50)


def _application_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield the steps of adding and changing an application."""
    new: dict[str, Any] = {
        **application.NEW_DRAFT,
        "name": fit_name(words.title, 40),
        "letter": "X",
        "versions": list(full_catalogue(words).applications[0].versions),
        "directorate": "perencanaan",
        "package_kind": "catalogue",
        "first_category": fit_name(words.text, 60),
        "first_priority": "minor",
    }
    yield from _form_screens("application", new, dict(application.NEW_DRAFT), context)
    changed = {**application.change_draft(CATALOGUE.application("spse")), "name": new["name"], "versions": []}
    yield from _form_screens("application", changed, changed, context, " changed")
    yield "application saved", _last_screen("application", new, context)


def _category_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield the steps of adding and changing a category."""
    spse = CATALOGUE.application("spse")
    bare = dict(category.new_draft(spse))
    new: dict[str, Any] = {
        **bare,
        "name": fit_name(words.title, 60),
        "subcategories": list(full_catalogue(words).applications[0].categories[0].subcategories),
        "base_priority": "minor",
        "stage_bound": "yes",
        "stages": ["Upload Dokumen Penawaran", "Pembuktian kualifikasi"],
    }
    yield from _form_screens("category", new, bare, context)
    changed = {**category.change_draft(spse, spse.categories[0]), **{k: new[k] for k in new if k not in bare}}
    yield from _form_screens("category", changed, changed, context, " changed")
    yield "category saved", _last_screen("category", new, context)


def _lpse_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield the list of LPSEs, and the steps of adding and changing one."""
    yield "offices/lpse", RUNNER.screen(ConversationState("offices", "lpse"), context)
    found = {"?text": "kota", "?page": 7}
    yield "offices/lpse found", RUNNER.screen(ConversationState("offices", "lpse", found), context)
    yield "offices, the only one", _last_screen("offices", {"lpse": SURABAYA.id}, context)
    new: dict[str, Any] = {
        **lpse_form.change_draft(full_lpse(words)),
        **lpse_form.NEW_DRAFT,
        "number": 999_999,
    }
    del new["was"], new["seen"]
    yield from _form_screens("office", new, dict(lpse_form.NEW_DRAFT), context)
    changed = {
        **lpse_form.change_draft(full_lpse(words)),
        "name": fit_name(words.text, 100),
        "id": SURABAYA.id,
    }
    yield from _form_screens("office", changed, changed, context, " changed")
    skipped = {**new, "number": "", "province": "", "category": "", "host": "", "repository": "", "build": ""}
    yield "office/review skipped", RUNNER.screen(ConversationState("office", "review", skipped), context)
    yield "office saved", _last_screen("office", {**new, "name": fit_name(words.text, 100)}, context)


def _conflict_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield what each form of a record says when another administrator has changed all of it meanwhile."""
    question = SHIPPED_FAQ.questions[0]
    spse = CATALOGUE.application("spse")
    drafts: Mapping[str, Mapping[str, Any]] = {
        "category": category.change_draft(spse, spse.categories[0]),
        "application": application.change_draft(spse),
        "office": lpse_form.change_draft(SURABAYA),
        "question": faq_question.change_draft(question),
        "drop_question": faq_question.change_draft(question),
        "account": {"account": PPK.id},
        "role_give": {"account": PPK.id},
        "role_take": {"account": PPK.id},
        "account_standing": {"account": PPK.id, "deed": "disable"},
        "retire": {"kind": "app", "key": "spse", "retired": True},
        "rule": {"rule": "reminder_days", "number": 5},
    }
    for name, draft in drafts.items():
        begun = RUNNER.begin(name, context, draft=dict(draft)).draft
        was = {field: words.text for field in begun.get("was", {}) if field != "code"}
        seen = dict.fromkeys(begun["seen"], words.text)
        asked = {**begun, **was, "conflict": {"seen": seen, "was": dict.fromkeys(was, "")}}
        yield f"{name}/conflict", RUNNER.screen(ConversationState(name, "conflict", asked), context)
        free = {**begun, "conflict": {"seen": seen, "was": {}}}
        yield f"{name}/conflict elsewhere", RUNNER.screen(ConversationState(name, "conflict", free), context)


def _form_screens(
    conversation: str,
    draft: dict[str, Any],
    bare: dict[str, Any],
    context: ConversationContext,
    what: str = "",
) -> Iterator[tuple[str, Screen]]:
    """Yield each step of a conversation with all answers and with none, and the picker."""
    for step in RUNNER.conversation(conversation).steps:
        for how, filled in ((what, draft), (f"{what} bare", bare)):
            if step.when(filled, context):
                yield (
                    f"{conversation}/{step.name}{how}",
                    RUNNER.screen(ConversationState(conversation, step.name, filled), context),
                )
    yield f"{conversation}/pick{what}", RUNNER.screen(ConversationState(conversation, PICK, draft), context)


def _last_screen(conversation: str, draft: dict[str, Any], context: ConversationContext) -> Screen:
    """Finish a conversation and return its last screen."""
    screen = RUNNER.conversation(conversation).finish(draft, context).screen
    assert screen is not None, "it ends in something to see"
    return screen
