"""Add, change and retire categories of an application, as an administrator; their codes stay for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from core.administration.audit import (
    AuditChange,
    AuditedRecord,
    AuditTrail,
    ChangeType,
    changed_fields,
    require_administrator,
)
from core.errors import Refusal
from core.input.labels import comparable, slug
from core.master_data.catalogue import Application, Catalogue, Category, free_code, to_document
from core.master_data.ports import MasterData, MasterDataKind
from core.master_data.priority import Priority
from core.people.people import Person
from core.tickets.priority_rules import INFRASTRUCTURE, OUTAGE

T = TypeVar("T")

# Characters of names, and numbers of categories, that screens, buttons and documents have room for.
NAME_MAX = 60
SUBCATEGORY_MAX = 60
MOST_SUBCATEGORIES = 30
MOST_STAGES = 60
MOST_CATEGORIES = 40


@dataclass(frozen=True, slots=True)
class NewCategory:
    """Facts of a category that is to be added or changed."""

    name: str
    base_priority: Priority
    subcategories: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ManageCategories:
    """Add, change and retire categories.

    Tickets name categories, so they are never deleted, but retired; they can be offered again. Sub-categories
    may be renamed and removed: tickets keep theirs as a text. `seen` is the category as the administrator saw
    it, as `category_fields` gave it; refuse `changed_meanwhile` if somebody has changed it since.
    """

    master: MasterData
    trail: AuditTrail

    def add(self, by: Person, application_code: str, new: NewCategory, at: datetime) -> Category:
        """Return the new category; refuse `application_unknown`, `too_many_categories` and `name_taken`."""
        require_administrator(by)
        catalogue = self.master.catalogue
        application = catalogue.application(application_code)
        check_room(application)
        check_name(application, new.name)
        added = new_category(catalogue, application.code, new)
        self._put(application, (*application.categories, added))
        change = AuditChange(
            ChangeType.CATEGORY_ADDED,
            _called(application, added),
            at,
            by.id,
            {},
            category_fields(added),
            AuditedRecord.CATEGORY.key(added.code),
        )
        self.trail.add(change)
        return added

    def change(
        self, by: Person, code: str, seen: Mapping[str, object], new: NewCategory, at: datetime
    ) -> Category:
        """Return the changed category.

        Refuse `category_unknown`, `name_taken`, `subcategory_needed` and `changed_meanwhile`.
        """
        require_administrator(by)
        application, before = self.master.catalogue.with_category(code)
        if category_fields(before) != seen:
            raise Refusal("changed_meanwhile")
        check_name(application, new.name, code)
        check_subcategories(code, before.subcategories, new.subcategories)
        changed = replace(
            before,
            name=new.name,
            subcategories=new.subcategories,
            base_priority=new.base_priority,
            stages=new.stages,
        )
        self._store(by, application, before, changed, at)
        return changed

    def retire(self, by: Person, code: str, at: datetime, *, retired: bool) -> Category:
        """Offer the category for no new ticket, or again; refuse `last_category`."""
        require_administrator(by)
        application, before = self.master.catalogue.with_category(code)
        if retired:
            check_not_last(application, before)
        changed = replace(before, retired=retired)
        self._store(by, application, before, changed, at)
        return changed

    def move(self, by: Person, code: str, at: datetime, *, up: bool) -> int:
        """Let the category change places with its neighbour in its application; return its place, from 1.

        From then on the categories of the application are offered in this order.
        """
        require_administrator(by)
        application, category = self.master.catalogue.with_category(code)
        categories = list(application.categories)
        old, new = places_after_move(categories, category, up=up)
        if old == new:
            return old + 1
        categories[old], categories[new] = categories[new], categories[old]
        self._put(replace(application, hand_ordered=True), tuple(categories))
        places = {"place": old + 1}, {"place": new + 1}
        record = AuditedRecord.CATEGORY.key(category.code)
        called = _called(application, category)
        self.trail.add(AuditChange(ChangeType.CATEGORY_CHANGED, called, at, by.id, *places, record))
        return new + 1

    def sort_by_use(self, by: Person, application_code: str, at: datetime) -> None:
        """Offer the categories of an application by how often they are chosen again."""
        require_administrator(by)
        application = self.master.catalogue.application(application_code)
        if not application.hand_ordered:
            return
        self._put(replace(application, hand_ordered=False), application.categories)
        record = AuditedRecord.APPLICATION.key(application.code)
        order = {"hand_ordered": True}, {"hand_ordered": False}
        self.trail.add(
            AuditChange(ChangeType.APPLICATION_CHANGED, application.name, at, by.id, *order, record)
        )

    def _store(
        self, by: Person, application: Application, before: Category, changed: Category, at: datetime
    ) -> None:
        if changed == before:
            return
        kept = tuple(changed if one.code == before.code else one for one in application.categories)
        self._put(application, kept)
        old, new = changed_fields(category_fields(before), category_fields(changed))
        called = _called(application, before)
        record = AuditedRecord.CATEGORY.key(before.code)
        self.trail.add(AuditChange(ChangeType.CATEGORY_CHANGED, called, at, by.id, old, new, record))

    def _put(self, application: Application, categories: tuple[Category, ...]) -> None:
        changed = replace(application, categories=categories)
        applications = self.master.catalogue.applications
        kept = Catalogue(tuple(changed if one.code == changed.code else one for one in applications))
        self.master.put(MasterDataKind.APPLICATIONS, to_document(kept))


def category_fields(category: Category) -> dict[str, object]:
    """Return the fields that the trail keeps of a category, in the words in which people read them."""
    return {
        "name": category.name,
        "subcategories": list(category.subcategories),
        "base_priority": category.base_priority.label,
        "stages": list(category.stages),
        "retired": category.retired,
    }


def new_category(catalogue: Catalogue, application_code: str, new: NewCategory) -> Category:
    """Return a category with a code made of its application's and its name, that no other has."""
    taken = {
        word
        for one in catalogue.applications
        for c in one.categories
        for word in (c.code, comparable(c.name))
    }
    code = free_code(f"{application_code}-{slug(new.name) or 'kategori'}", taken)
    return Category(code, new.name, new.subcategories, new.base_priority, new.stages)


def check_name(application: Application, name: str, code: str = "") -> None:
    """Refuse `name_taken` if another category of the application has this name, or has it as its code."""
    others = [one for one in application.categories if one.code != code]
    if comparable(name) in {word for one in others for word in (comparable(one.name), one.code)}:
        raise Refusal("name_taken", name=name)


def places_after_move(records: Sequence[T], record: T, *, up: bool) -> tuple[int, int]:
    """Return the place of a record and its place after the move, both from 0; the ends of the list stay."""
    old = records.index(record)
    return old, min(max(old - 1 if up else old + 1, 0), len(records) - 1)


def check_room(application: Application) -> None:
    """Refuse `too_many_categories` if the application has as many as it can."""
    if len(application.categories) >= MOST_CATEGORIES:
        raise Refusal("too_many_categories", limit=MOST_CATEGORIES)


def check_subcategories(code: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Refuse `subcategory_needed` if one is dropped on whose name a rule of priority depends."""
    if code == INFRASTRUCTURE and OUTAGE in before and OUTAGE not in after:
        raise Refusal("subcategory_needed", name=OUTAGE)


def check_not_last(application: Application, category: Category) -> None:
    """Refuse `last_category` if the application offers no other category."""
    if application.offered == (category,):
        raise Refusal("last_category", name=category.name)


def _called(application: Application, category: Category) -> str:
    return f"{application.name} · {category.name}"
