"""Add, change and retire applications, as an administrator; their codes and letters stay for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from string import ascii_uppercase

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
from core.master_data.catalogue import Application, Catalogue, free_code, to_document
from core.master_data.ports import MasterData, MasterDataKind
from core.organisation.directorates import Directorate
from core.packages import PackageKind
from core.people.people import Person
from core.use_cases.master_data.manage_categories import NewCategory, new_category, places_after_move

# Characters of names, and numbers of versions, that screens, buttons and documents have room for.
NAME_MAX = 40
VERSION_MAX = 20
MOST_VERSIONS = 12


@dataclass(frozen=True, slots=True)
class NewApplication:
    """Facts of an application that is to be added; it begins with one category."""

    name: str
    letter: str
    versions: tuple[str, ...]
    directorate: Directorate
    package_kind: PackageKind
    category: NewCategory


@dataclass(frozen=True, slots=True)
class ManageApplications:
    """Add, change and retire applications.

    Tickets name applications, so they are never deleted, but retired; they can be offered again. `seen` is
    the application as the administrator saw it, as `application_fields` gave it; refuse `changed_meanwhile`
    if somebody else has changed it since.
    """

    master: MasterData
    trail: AuditTrail

    def add(self, by: Person, new: NewApplication, at: datetime) -> Application:
        """Return the new application; refuse `name_taken` and `letter_taken`."""
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
        facts = {**application_fields(added), "category": new.category.name}
        self.trail.add(
            AuditChange(
                ChangeType.APPLICATION_ADDED,
                added.name,
                at,
                by.id,
                {},
                facts,
                AuditedRecord.APPLICATION.key(added.code),
            )
        )
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
        """Return the changed application.

        Refuse `application_unknown`, `name_taken` and `changed_meanwhile`.
        """
        require_administrator(by)
        before = self.master.catalogue.application(code)
        if application_fields(before) != seen:
            raise Refusal("changed_meanwhile")
        check_name(self.master.catalogue, name, before.code)
        changed = replace(before, name=name, versions=versions, directorate=directorate)
        self._store(by, before, changed, at)
        return changed

    def retire(self, by: Person, code: str, at: datetime, *, retired: bool) -> Application:
        """Offer the application for no new ticket, or again; refuse `last_application`."""
        require_administrator(by)
        catalogue = self.master.catalogue
        before = catalogue.application(code)
        if retired:
            check_not_last(catalogue, before)
        changed = replace(before, retired=retired)
        self._store(by, before, changed, at)
        return changed

    def move(self, by: Person, code: str, at: datetime, *, up: bool) -> int:
        """Let the application change places with its neighbour in all lists; return its place now, from 1."""
        require_administrator(by)
        application = self.master.catalogue.application(code)
        applications = list(self.master.catalogue.applications)
        old, new = places_after_move(applications, application, up=up)
        if old == new:
            return old + 1
        applications[old], applications[new] = applications[new], applications[old]
        self._put(Catalogue(tuple(applications)))
        places = {"place": old + 1}, {"place": new + 1}
        record = AuditedRecord.APPLICATION.key(application.code)
        self.trail.add(
            AuditChange(ChangeType.APPLICATION_CHANGED, application.name, at, by.id, *places, record)
        )
        return new + 1

    def _store(self, by: Person, before: Application, changed: Application, at: datetime) -> None:
        if changed == before:
            return
        applications = self.master.catalogue.applications
        self._put(Catalogue(tuple(changed if one.code == before.code else one for one in applications)))
        old, new = changed_fields(application_fields(before), application_fields(changed))
        self.trail.add(
            AuditChange(
                ChangeType.APPLICATION_CHANGED,
                before.name,
                at,
                by.id,
                old,
                new,
                AuditedRecord.APPLICATION.key(before.code),
            )
        )

    def _put(self, catalogue: Catalogue) -> None:
        self.master.put(MasterDataKind.APPLICATIONS, to_document(catalogue))


def application_fields(application: Application) -> dict[str, object]:
    """Return the fields that the trail keeps of an application, in the words in which people read them."""
    return {
        "name": application.name,
        "letter": application.letter,
        "versions": list(application.versions),
        "directorate": application.directorate.label,
        "package_kind": application.package_kind.label,
        "retired": application.retired,
    }


def free_letters(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the letters that stand in the numbers of no application, retired ones included."""
    taken = {application.letter for application in catalogue.applications}
    return tuple(letter for letter in ascii_uppercase if letter not in taken)


def check_name(catalogue: Catalogue, name: str, code: str = "") -> None:
    """Refuse `name_taken` if another application has this name, or has it as its code."""
    others = [one for one in catalogue.applications if one.code != code]
    if comparable(name) in {word for one in others for word in (comparable(one.name), one.code)}:
        raise Refusal("name_taken", name=name)


def check_not_last(catalogue: Catalogue, application: Application) -> None:
    """Refuse `last_application` if no other application is offered."""
    if catalogue.offered == (application,):
        raise Refusal("last_application", name=application.name)


def _code(catalogue: Catalogue, name: str) -> str:
    """Return a code made of the name that no application has or is called."""
    taken = {word for one in catalogue.applications for word in (one.code, comparable(one.name))}
    return free_code(slug(name) or "aplikasi", taken)
