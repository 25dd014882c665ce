"""The applications people report about, with their categories, sub-categories and owning directorates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Refusal
from core.packages import PackageKind
from core.priority import Priority

# Characters. Two codes have to fit into a button's 64 bytes.
CODE_MAX = 24


class Directorate(StrEnum):
    """The three directorates of LKPP; each has one technical team."""

    SPSE = "spse"
    KATALOG = "katalog"
    PERENCANAAN = "perencanaan"

    @property
    def label(self) -> str:
        return _DIRECTORATES[self]


_DIRECTORATES = {
    Directorate.SPSE: "Direktorat Pengembangan SPSE",
    Directorate.KATALOG: "Direktorat Pengembangan Sistem Katalog",
    Directorate.PERENCANAAN: "Direktorat Perencanaan, Monitoring dan Evaluasi Pengadaan",
}


@dataclass(frozen=True, slots=True)
class Category:
    """`code` is unique in the whole catalogue; `stage_bound`: the tender's stage may raise the priority.

    What is `retired` is offered for no ticket any more, and stays for those that name it.
    """

    code: str
    name: str
    subcategories: tuple[str, ...]
    base_priority: Priority
    stage_bound: bool
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """`letter` stands third in the numbers of its tickets."""

    code: str
    name: str
    letter: str
    versions: tuple[str, ...]
    directorate: Directorate
    package_kind: PackageKind
    categories: tuple[Category, ...]
    retired: bool = False

    @property
    def offered(self) -> tuple[Category, ...]:
        """The categories that a ticket may be given now."""
        return tuple(category for category in self.categories if not category.retired)

    def category(self, name_or_code: str) -> Category:
        for category in self.categories:
            if name_or_code in (category.code, category.name):
                return category
        raise Refusal("category_unknown", application=self.name, name=name_or_code)


@dataclass(frozen=True, slots=True)
class Catalogue:
    applications: tuple[Application, ...]

    @property
    def offered(self) -> tuple[Application, ...]:
        """The applications that a ticket may be filed about now."""
        return tuple(application for application in self.applications if not application.retired)

    def application(self, name_or_code: str) -> Application:
        for application in self.applications:
            if name_or_code in (application.code, application.name):
                return application
        raise Refusal("application_unknown", name=name_or_code)

    def with_category(self, code: str) -> tuple[Application, Category]:
        """The category of this code, and the application that it belongs to."""
        for application in self.applications:
            for category in application.categories:
                if category.code == code:
                    return application, category
        raise Refusal("category_unknown", name=code)

    def category(self, application: Application | str, name_or_code: str) -> Category:
        if isinstance(application, str):
            application = self.application(application)
        return application.category(name_or_code)


def read_catalogue(parsed_json: object) -> Catalogue:
    """The catalogue of `data/applications.json`; ValueError says what is broken, and where."""
    applications = tuple(
        _application(_Record(entry, f"application {at}"))
        for at, entry in enumerate(_items(parsed_json, "the catalogue"), 1)
    )
    categories = [category for application in applications for category in application.categories]
    _unique("application code", (application.code for application in applications))
    _unique("application name", (application.name for application in applications))
    _unique("letter", (application.letter for application in applications))
    _unique("category code", (category.code for category in categories))
    return Catalogue(applications)


def to_document(catalogue: Catalogue) -> list[dict[str, object]]:
    """What `read_catalogue` reads; that something is not retired goes without saying, as in what ships."""
    return [
        {
            "code": application.code,
            "name": application.name,
            "letter": application.letter,
            "versions": list(application.versions),
            "directorate": application.directorate.label,
            "package_kind": application.package_kind.value,
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
        "stage_bound": category.stage_bound,
        **({"retired": True} if category.retired else {}),
    }


def _application(record: _Record) -> Application:
    letter = record.text("letter")
    if not re.fullmatch("[A-Z]", letter):
        raise ValueError(f"{record.place}: a letter is one of A to Z, not {letter!r}")
    directorate = record.text("directorate")
    known = {label: one for one, label in _DIRECTORATES.items()}
    if directorate not in known:
        raise ValueError(f"{record.place}: no such directorate: {directorate!r}")
    kind = record.text("package_kind")
    if kind not in {one.value for one in PackageKind}:
        raise ValueError(f"{record.place}: no such kind of package: {kind!r}")
    name = record.text("name")
    categories = tuple(
        _category(_Record(entry, f"{name}, category {at}"))
        for at, entry in enumerate(record.items("categories"), 1)
    )
    _unique(f"category of {name}", (category.name for category in categories))
    if all(category.retired for category in categories):
        raise ValueError(f"{record.place}: no categories")
    return Application(
        record.code(),
        name,
        letter,
        record.texts("versions"),
        known[directorate],
        PackageKind(kind),
        categories,
        record.truth("retired", unsaid=False),
    )


def _category(record: _Record) -> Category:
    priority = record.text("base_priority")
    if priority not in {one.label for one in Priority}:
        raise ValueError(f"{record.place}: no such priority: {priority!r}")
    name = record.text("name")
    subcategories = record.texts("subcategories")
    _unique(f"sub-category of {name}", subcategories)
    return Category(
        record.code(),
        name,
        subcategories,
        Priority.labelled(priority),
        record.truth("stage_bound"),
        record.truth("retired", unsaid=False),
    )


def free_code(wanted: str, taken: set[str]) -> str:
    """The wanted code within its bounds, or the first of its kind that is not taken."""
    code, number = wanted[:CODE_MAX].strip("-"), 1
    while code in taken:
        number += 1
        code = f"{wanted[: CODE_MAX - len(str(number)) - 1].strip('-')}-{number}"
    return code


class _Record:
    """One JSON object, read field by field with complaints that name the place."""

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

    def truth(self, field: str, *, unsaid: bool | None = None) -> bool:
        """`unsaid` is what it is where it is missing, if it may be."""
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
        """A code travels in buttons and is kept with tickets: short, plain, for good."""
        code = self.text("code")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) or len(code) > CODE_MAX:
            raise ValueError(f"{self.place}: a code has at most {CODE_MAX} of a-z, 0-9 and -, not {code!r}")
        return code


def _items(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"{place}: a list is needed")  # noqa: TRY004 - the data is wrong, not the call
    return value


def _unique(what: str, values: Iterable[str]) -> None:
    if twice := [value for value, times in Counter(values).items() if times > 1]:
        raise ValueError(f"{what} there twice: {', '.join(twice)}")
