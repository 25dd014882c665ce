"""Add, change and retire applications, as an administrator; their codes and letters stay for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from string import ascii_uppercase

from core.audit import Change, Changed, Trail, differences, require_administrator
from core.catalogue import Application, Catalogue, Directorate, free_code, to_document
from core.errors import Refusal
from core.labels import same, slug
from core.packages import PackageKind
from core.people import Person
from core.ports import Body, MasterData
from core.use_cases.keep_categories import NewCategory, new_category

# Characters, and how many; screens, buttons and prints have room for so much.
NAME_MAX = 40
VERSION_MAX = 20
MOST_VERSIONS = 12


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What is said of an application when it is added: it begins with one category."""

    name: str
    letter: str
    versions: tuple[str, ...]
    directorate: Directorate
    package_kind: PackageKind
    category: NewCategory


@dataclass(frozen=True, slots=True)
class KeepApplications:
    """What tickets name is never deleted: applications are retired, and can be offered again.

    `seen` is what the administrator looked at before changing it, as `application_facts` gave it; refuses
    `changed_meanwhile` where somebody else has changed it since.
    """

    master: MasterData
    trail: Trail

    def add(self, by: Person, new: NewApplication, at: datetime) -> Application:
        """Refuses `name_taken` and `letter_taken`, and as a category does."""
        require_administrator(by)
        catalogue = self.master.catalogue
        check_name(catalogue, new.name)
        if new.letter not in free_letters(catalogue):
            raise Refusal("letter_taken", name=new.letter)
        code = _code(catalogue, new.name)
        added = Application(
            code,
            new.name,
            new.letter,
            new.versions,
            new.directorate,
            new.package_kind,
            (new_category(catalogue, code, new.category),),
        )
        self._put(Catalogue((*catalogue.applications, added)))
        facts = {**application_facts(added), "category": new.category.name}
        self.trail.add(Change(Changed.APPLICATION_ADDED, added.name, at, by.id, {}, facts))
        return added

    def change(
        self,
        by: Person,
        code: str,
        seen: Mapping[str, object],
        name: str,
        versions: tuple[str, ...],
        directorate: Directorate,
        at: datetime,
    ) -> Application:
        """Refuses `application_unknown`, `name_taken` and `changed_meanwhile`."""
        require_administrator(by)
        before = self.master.catalogue.application(code)
        if application_facts(before) != seen:
            raise Refusal("changed_meanwhile")
        check_name(self.master.catalogue, name, before.code)
        changed = replace(before, name=name, versions=versions, directorate=directorate)
        self._keep(by, before, changed, at)
        return changed

    def retire(self, by: Person, code: str, at: datetime, *, retired: bool) -> Application:
        """Offer it for no new ticket, or again; refuses `last_application`."""
        require_administrator(by)
        catalogue = self.master.catalogue
        before = catalogue.application(code)
        if retired and catalogue.offered == (before,):
            raise Refusal("last_application", name=before.name)
        changed = replace(before, retired=retired)
        self._keep(by, before, changed, at)
        return changed

    def _keep(self, by: Person, before: Application, changed: Application, at: datetime) -> None:
        if changed == before:
            return
        applications = self.master.catalogue.applications
        self._put(Catalogue(tuple(changed if one.code == before.code else one for one in applications)))
        was, now = differences(application_facts(before), application_facts(changed))
        self.trail.add(Change(Changed.APPLICATION_CHANGED, before.name, at, by.id, was, now))

    def _put(self, catalogue: Catalogue) -> None:
        self.master.put(Body.APPLICATIONS, to_document(catalogue))


def application_facts(application: Application) -> dict[str, object]:
    """What the trail keeps of an application, in the words in which people read it."""
    return {
        "name": application.name,
        "letter": application.letter,
        "versions": list(application.versions),
        "directorate": application.directorate.label,
        "package_kind": application.package_kind.label,
        "retired": application.retired,
    }


def free_letters(catalogue: Catalogue) -> tuple[str, ...]:
    """Those that stand in the numbers of no application, retired ones counted."""
    taken = {application.letter for application in catalogue.applications}
    return tuple(letter for letter in ascii_uppercase if letter not in taken)


def check_name(catalogue: Catalogue, name: str, code: str = "") -> None:
    """A name tells applications apart, and is taken for no other's code; Refusal("name_taken")."""
    others = [one for one in catalogue.applications if one.code != code]
    if same(name) in {word for one in others for word in (same(one.name), one.code)}:
        raise Refusal("name_taken", name=name)


def _code(catalogue: Catalogue, name: str) -> str:
    """A code made from the name, that nobody has or is called."""
    taken = {word for one in catalogue.applications for word in (one.code, same(one.name))}
    return free_code(slug(name) or "aplikasi", taken)
