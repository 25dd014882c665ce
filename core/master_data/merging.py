"""Merge what ships anew into master data that administrators have changed, without undoing what they did.

`kept` is what the office has, `former` what shipped when it was last filled in, `shipped` what ships now.
Whatever the office has as it shipped then follows what ships; whatever differs was changed by hand and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from core.errors import Refusal
from core.master_data.catalogue import Application, Catalogue, Category
from core.master_data.faq import Faq, Question
from core.master_data.faq_entries import check_bounds, normalised_question, with_question

T = TypeVar("T")


def merge_catalogues(kept: Catalogue, former: Catalogue, shipped: Catalogue) -> Catalogue:
    """Return the office's catalogue with new applications, categories, sub-categories and versions.

    One whose code, name or letter the office has given to something else is left out.
    """
    merged: list[Application] = []
    codes = {category.code for one in kept.applications for category in one.categories}
    for one in kept.applications:
        new = _by_code(shipped.applications, one.code)
        merged.append(_application(one, _by_code(former.applications, one.code), new, codes) if new else one)
    taken = {value for one in merged for value in (one.code, one.name, one.letter)}
    merged += [
        new
        for new in shipped.applications
        if taken.isdisjoint((new.code, new.name, new.letter))
        and codes.isdisjoint(category.code for category in new.categories)
    ]
    return Catalogue(tuple(merged))


def merge_questions(kept: Faq, former: Faq, shipped: Faq) -> Faq:
    """Return the office's questions with new ones behind those of their topic; removed ones stay removed.

    A new one that the office asks in the same words is left out, and all that go beyond the bounds.
    """
    merged: Sequence[Question] = kept.questions
    asked = {normalised_question(one.question) for one in merged}
    for new in shipped.questions:
        present, before = kept.question(new.code), former.question(new.code)
        is_new = present is None and before is None and normalised_question(new.question) not in asked
        if is_new or (present is not None and present == before):
            changed = with_question(merged, new)
            try:
                check_bounds(changed)
            except Refusal:
                continue
            merged = changed
    return Faq(merged)


def _application(
    kept: Application, former: Application | None, shipped: Application, codes: set[str]
) -> Application:
    if former is None:
        # The office's own, which has the code by chance.
        return kept
    categories = []
    for category in kept.categories:
        before, new = _by_code(former.categories, category.code), _by_code(shipped.categories, category.code)
        categories.append(_category(category, before, new) if before and new else category)
    names = {category.name.casefold() for category in categories}
    categories += [
        category
        for category in shipped.categories
        if category.code not in codes and category.name.casefold() not in names
    ]
    return replace(
        kept,
        name=_newer(kept.name, former.name, shipped.name),
        versions=_with_new(kept.versions, former.versions, shipped.versions),
        help_centre=_newer(kept.help_centre, former.help_centre, shipped.help_centre),
        categories=tuple(categories),
    )


def _category(kept: Category, former: Category, shipped: Category) -> Category:
    return replace(
        kept,
        name=_newer(kept.name, former.name, shipped.name),
        subcategories=_with_new(kept.subcategories, former.subcategories, shipped.subcategories),
        base_priority=_newer(kept.base_priority, former.base_priority, shipped.base_priority),
        # A list that decides about priorities is the office's as a whole once it was changed.
        stages=_newer(kept.stages, former.stages, shipped.stages),
    )


def _newer(kept: T, former: T, shipped: T) -> T:
    return shipped if kept == former else kept


def _with_new(kept: tuple[str, ...], former: tuple[str, ...], shipped: tuple[str, ...]) -> tuple[str, ...]:
    known = {name.casefold() for name in (*kept, *former)}
    return (*kept, *(name for name in shipped if name.casefold() not in known))


def _by_code(among: Sequence[T], code: str) -> T | None:
    return next((one for one in among if getattr(one, "code", None) == code), None)
