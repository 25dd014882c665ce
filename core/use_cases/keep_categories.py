"""Add, change and retire the categories of an application, as an administrator; their codes stay for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.audit import Change, Changed, Trail, differences, require_administrator
from core.catalogue import Application, Catalogue, Category, free_code, to_document
from core.errors import Refusal
from core.labels import same, slug
from core.people import Person
from core.ports import Body, MasterData
from core.priority import INFRASTRUCTURE, OUTAGE, Priority

# Characters, and how many; screens, buttons and prints have room for so much.
NAME_MAX = 60
SUBCATEGORY_MAX = 60
MOST_SUBCATEGORIES = 30
MOST_CATEGORIES = 40


@dataclass(frozen=True, slots=True)
class NewCategory:
    """What is said of a category, when it is added and when it is changed."""

    name: str
    base_priority: Priority
    subcategories: tuple[str, ...] = ()
    stage_bound: bool = False


@dataclass(frozen=True, slots=True)
class KeepCategories:
    """What tickets name is never deleted: categories are retired, and can be offered again.

    Sub-categories may be renamed and removed: tickets keep theirs as a text. `seen` is what the administrator
    looked at, as `category_facts` gave it; refuses `changed_meanwhile` where somebody has changed it since.
    """

    master: MasterData
    trail: Trail

    def add(self, by: Person, application_code: str, new: NewCategory, at: datetime) -> Category:
        """Refuses `application_unknown`, `too_many_categories` and `name_taken`."""
        require_administrator(by)
        catalogue = self.master.catalogue
        application = catalogue.application(application_code)
        if len(application.categories) >= MOST_CATEGORIES:
            raise Refusal("too_many_categories", limit=MOST_CATEGORIES)
        check_name(application, new.name)
        added = new_category(catalogue, application.code, new)
        self._put(application, (*application.categories, added))
        change = Change(
            Changed.CATEGORY_ADDED, _called(application, added), at, by.id, {}, category_facts(added)
        )
        self.trail.add(change)
        return added

    def change(
        self, by: Person, code: str, seen: Mapping[str, object], wanted: NewCategory, at: datetime
    ) -> Category:
        """Refuses `category_unknown`, `name_taken`, `subcategory_needed` and `changed_meanwhile`."""
        require_administrator(by)
        application, before = self.master.catalogue.with_category(code)
        if category_facts(before) != seen:
            raise Refusal("changed_meanwhile")
        check_name(application, wanted.name, code)
        # One of the rules of priority knows this sub-category by its name.
        if code == INFRASTRUCTURE and OUTAGE in before.subcategories and OUTAGE not in wanted.subcategories:
            raise Refusal("subcategory_needed", name=OUTAGE)
        changed = replace(
            before,
            name=wanted.name,
            subcategories=wanted.subcategories,
            base_priority=wanted.base_priority,
            stage_bound=wanted.stage_bound,
        )
        self._keep(by, application, before, changed, at)
        return changed

    def retire(self, by: Person, code: str, at: datetime, *, retired: bool) -> Category:
        """Offer it for no new ticket, or again; refuses `last_category`."""
        require_administrator(by)
        application, before = self.master.catalogue.with_category(code)
        if retired and application.offered == (before,):
            raise Refusal("last_category", name=before.name)
        changed = replace(before, retired=retired)
        self._keep(by, application, before, changed, at)
        return changed

    def _keep(
        self, by: Person, application: Application, before: Category, changed: Category, at: datetime
    ) -> None:
        if changed == before:
            return
        kept = tuple(changed if one.code == before.code else one for one in application.categories)
        self._put(application, kept)
        was, now = differences(category_facts(before), category_facts(changed))
        called = _called(application, before)
        self.trail.add(Change(Changed.CATEGORY_CHANGED, called, at, by.id, was, now))

    def _put(self, application: Application, categories: tuple[Category, ...]) -> None:
        changed = replace(application, categories=categories)
        applications = self.master.catalogue.applications
        kept = Catalogue(tuple(changed if one.code == changed.code else one for one in applications))
        self.master.put(Body.APPLICATIONS, to_document(kept))


def category_facts(category: Category) -> dict[str, object]:
    """What the trail keeps of a category, in the words in which people read it."""
    return {
        "name": category.name,
        "subcategories": list(category.subcategories),
        "base_priority": category.base_priority.label,
        "stage_bound": category.stage_bound,
        "retired": category.retired,
    }


def new_category(catalogue: Catalogue, application_code: str, new: NewCategory) -> Category:
    """A category with a code made from its application's and its name, that no other has."""
    taken = {
        word for one in catalogue.applications for c in one.categories for word in (c.code, same(c.name))
    }
    code = free_code(f"{application_code}-{slug(new.name) or 'kategori'}", taken)
    return Category(code, new.name, new.subcategories, new.base_priority, new.stage_bound)


def check_name(application: Application, name: str, code: str = "") -> None:
    """A name tells the categories of an application apart, and is no other's code; Refusal("name_taken")."""
    others = [one for one in application.categories if one.code != code]
    if same(name) in {word for one in others for word in (same(one.name), one.code)}:
        raise Refusal("name_taken", name=name)


def _called(application: Application, category: Category) -> str:
    return f"{application.name} · {category.name}"
