"""Catalogue of the applications that tickets are about: their categories, versions and directorates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import Refusal
from core.master_data.codes import CODE_MAX, check_code
from core.master_data.former_stages import former_stages
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.packages import PackageKind
from core.packages.stages import stage_key


@dataclass(frozen=True, slots=True)
class Category:
    """A category of one application.

    `code` is unique in the whole catalogue. `stages` are the names of the tender's stages that it is about:
    only these may raise the priority. A category that is `retired` is offered for no new ticket, and stays
    for those that name it.
    """

    code: str
    name: str
    subcategories: tuple[str, ...]
    base_priority: Priority
    stages: tuple[str, ...] = ()
    retired: bool = False

    @property
    def stage_bound(self) -> bool:
        """Return whether a stage of the tender may raise the priority."""
        return bool(self.stages)


@dataclass(frozen=True, slots=True)
class Application:
    """An application that tickets are about; `letter` stands third in the numbers of its tickets.

    With `help_centre`, complaints about it also get numbers from the Pusat Bantuan of INAPROC. Categories
    that are `hand_ordered` are offered in the order of `categories`, others by how often they are chosen.
    """

    code: str
    name: str
    letter: str
    versions: tuple[str, ...]
    directorate: Directorate
    package_kind: PackageKind
    categories: tuple[Category, ...]
    retired: bool = False
    help_centre: bool = False
    hand_ordered: bool = False

    @property
    def offered(self) -> tuple[Category, ...]:
        """Return the categories that a ticket may be given now."""
        return tuple(category for category in self.categories if not category.retired)

    def category(self, name_or_code: str) -> Category:
        """Return the category of this name or code; refuse `category_unknown` if there is none."""
        for category in self.categories:
            if name_or_code in (category.code, category.name):
                return category
        raise Refusal("category_unknown", application=self.name, name=name_or_code)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All applications, retired ones too."""

    applications: tuple[Application, ...]

    @property
    def offered(self) -> tuple[Application, ...]:
        """Return the applications that a ticket may be filed about now."""
        return tuple(application for application in self.applications if not application.retired)

    def application(self, name_or_code: str) -> Application:
        """Return the application of this name or code; refuse `application_unknown` if there is none."""
        for application in self.applications:
            if name_or_code in (application.code, application.name):
                return application
        raise Refusal("application_unknown", name=name_or_code)

    def with_category(self, code: str) -> tuple[Application, Category]:
        """Return the category of this code with its application; refuse `category_unknown`."""
        for application in self.applications:
            for category in application.categories:
                if category.code == code:
                    return application, category
        raise Refusal("category_unknown", name=code)

    def category(self, application: Application | str, name_or_code: str) -> Category:
        """Return a category by its application and its name or code; refuse `category_unknown`.

        For an `application` given by name or code, refuse `application_unknown` too.
        """
        if isinstance(application, str):
            application = self.application(application)
        return application.category(name_or_code)


def version_label(version: str) -> str:
    """Return a version as it stands behind a name: "v4.5", but a word as it is."""
    return f"v{version}" if version[:1].isdigit() else version


def read_catalogue(parsed_json: object) -> Catalogue:
    """Return the catalogue that a document like `data/applications.json` holds.

    Raise ValueError that says what is wrong, and where.
    """
    applications = tuple(
        _application(_Record(entry, f"application {at}"))
        for at, entry in enumerate(_items(parsed_json, "the catalogue"), 1)
    )
    categories = [category for application in applications for category in application.categories]
    _check_unique("application code", (application.code for application in applications))
    _check_unique("application name", (application.name for application in applications))
    _check_unique("letter", (application.letter for application in applications))
    _check_unique("category code", (category.code for category in categories))
    return Catalogue(applications)


def to_document(catalogue: Catalogue) -> list[dict[str, object]]:
    """Return the catalogue as the document that `read_catalogue` reads.

    `retired`, `help_centre` and `hand_ordered` are written only where they are true, as in the data that
    ships.
    """
    return [
        {
            "code": application.code,
            "name": application.name,
            "letter": application.letter,
            "versions": list(application.versions),
            "directorate": application.directorate.label,
            "package_kind": application.package_kind.value,
            **({"help_centre": True} if application.help_centre else {}),
            **({"hand_ordered": True} if application.hand_ordered else {}),
            "categories": [_category_document(category) for category in application.categories],
            **({"retired": True} if application.retired else {}),
        }
        for application in catalogue.applications
    ]


def _category_document(category: Category) -> dict[str, object]:
    return {
        "code": category.code,
        "name": category.name,
        "subcategories": list(category.subcategories),
        "base_priority": category.base_priority.label,
        "stages": list(category.stages),
        **({"retired": True} if category.retired else {}),
    }


def _application(record: _Record) -> Application:
    letter = record.text("letter")
    if not re.fullmatch("[A-Z]", letter):
        raise ValueError(f"{record.place}: a letter is one of A to Z, not {letter!r}")
    directorate = record.text("directorate")
    directorates = {directorate.label: directorate for directorate in Directorate}
    if directorate not in directorates:
        raise ValueError(f"{record.place}: no such directorate: {directorate!r}")
    kind = record.text("package_kind")
    if kind not in set(PackageKind):
        raise ValueError(f"{record.place}: no such kind of package: {kind!r}")
    name = record.text("name")
    categories = tuple(
        _category(_Record(entry, f"{name}, category {at}"))
        for at, entry in enumerate(record.items("categories"), 1)
    )
    _check_unique(f"category of {name}", (category.name for category in categories))
    if all(category.retired for category in categories):
        raise ValueError(f"{record.place}: no categories")
    return Application(
        record.code(),
        name,
        letter,
        record.texts("versions"),
        directorates[directorate],
        PackageKind(kind),
        categories,
        record.truth("retired", unsaid=False),
        record.truth("help_centre", unsaid=False),
        record.truth("hand_ordered", unsaid=False),
    )


def _category(record: _Record) -> Category:
    priority = record.text("base_priority")
    if priority not in {priority.label for priority in Priority}:
        raise ValueError(f"{record.place}: no such priority: {priority!r}")
    name = record.text("name")
    subcategories = record.texts("subcategories")
    _check_unique(f"sub-category of {name}", subcategories)
    code = record.code()
    stages = _stages(record, code)
    _check_unique(f"stage of {name}", map(stage_key, stages))
    return Category(
        code,
        name,
        subcategories,
        Priority.labelled(priority),
        stages,
        record.truth("retired", unsaid=False),
    )


def _stages(record: _Record, code: str) -> tuple[str, ...]:
    """Return the stages of a category; a catalogue of an earlier release has `stage_bound` in their place."""
    if record.has("stages"):
        return record.texts("stages")
    return former_stages(code) if record.truth("stage_bound") else ()


def free_code(preferred: str, taken: set[str]) -> str:
    """Return `preferred` within CODE_MAX characters; if it is taken, with the first number that is not."""
    code, number = preferred[:CODE_MAX].strip("-"), 1
    while code in taken:
        number += 1
        code = f"{preferred[: CODE_MAX - len(str(number)) - 1].strip('-')}-{number}"
    return code


class _Record:
    """One JSON object, read field by field; errors (ValueError) name `place`."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise ValueError(f"{place}: an object is needed")  # noqa: TRY004 - the data is wrong, not the call
        self._value = value
        self.place = place

    def _field(self, field: str) -> object:
        if field not in self._value:
            raise ValueError(f"{self.place}: {field} is missing")
        return self._value[field]

    def text(self, field: str) -> str:
        value = self._field(field)
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{self.place}: {field} has to be a text")
        return value

    def has(self, field: str) -> bool:
        return field in self._value

    def truth(self, field: str, *, unsaid: bool | None = None) -> bool:
        """Return a boolean field; `unsaid` is its value where it may be missing and is."""
        value = self._field(field) if unsaid is None else self._value.get(field, unsaid)
        if value is not True and value is not False:
            raise ValueError(f"{self.place}: {field} has to be true or false")
        return value

    def items(self, field: str) -> list[object]:
        return _items(self._field(field), f"{self.place}: {field}")

    def texts(self, field: str) -> tuple[str, ...]:
        values = self.items(field)
        texts = tuple(value for value in values if isinstance(value, str) and value.strip())
        if len(texts) != len(values):
            raise ValueError(f"{self.place}: {field} has to be a list of texts")
        return texts

    def code(self) -> str:
        """Return the code; ValueError where it has not the form of one."""
        code = self.text("code")
        check_code(code, self.place)
        return code


def _items(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"{place}: a list is needed")  # noqa: TRY004 - the data is wrong, not the call
    return value


def _check_unique(what: str, values: Iterable[str]) -> None:
    """Raise ValueError if one of the values occurs twice."""
    if twice := [value for value, times in Counter(values).items() if times > 1]:
        raise ValueError(f"{what} there twice: {', '.join(twice)}")
