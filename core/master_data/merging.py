"""Merge what ships anew into master data that administrators have changed, without undoing what they did.

`kept` is what the office has, `former` what shipped when it was last filled in, `shipped` what ships now.
Whatever the office has as it shipped then follows what ships; whatever differs was changed by hand and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from core.errors import Refusal
from core.master_data.catalogue import Application, Catalogue, Category
from core.master_data.faq import Faq, Question
from core.master_data.faq_entries import check_bounds, normalised_question, with_question

T = TypeVar("T")
Record = TypeVar("Record", Application, Category)

# Fields of applications and categories that stay as the office has them: what tickets and their numbers name,
# and what only administrators decide.
_OWN = frozenset(("code", "letter", "directorate", "package_kind", "hand_ordered", "retired"))
# Lists of which the office gets what is new, whatever else it changed in them. Any other field is the
# office's once it changed it; so are the stages as a whole, which decide about priorities.
_GROWING = frozenset(("versions", "subcategories"))


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
        categories.append(_merged(category, before, new) if before and new else category)
    names = {category.name.casefold() for category in categories}
    categories += [
        category
        for category in shipped.categories
        if category.code not in codes and category.name.casefold() not in names
    ]
    return replace(_merged(kept, former, shipped), categories=tuple(categories))


def _merged(kept: Record, former: Record, shipped: Record) -> Record:
    """Return the office's record with every field that it left as it shipped brought up to what ships now."""
    values: dict[str, Any] = {}
    for name in {field.name for field in fields(kept)} - _OWN:
        before, then, now = (getattr(one, name) for one in (kept, former, shipped))
        merge = _with_new if name in _GROWING else _newer
        values[name] = merge(before, then, now)
    return replace(kept, **values)


def _newer(kept: T, former: T, shipped: T) -> T:
    return shipped if kept == former else kept


def _with_new(kept: tuple[str, ...], former: tuple[str, ...], shipped: tuple[str, ...]) -> tuple[str, ...]:
    known = {name.casefold() for name in (*kept, *former)}
    return (*kept, *(name for name in shipped if name.casefold() not in known))


def _by_code(among: Sequence[T], code: str) -> T | None:
    return next((one for one in among if getattr(one, "code", None) == code), None)
