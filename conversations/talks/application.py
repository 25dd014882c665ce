"""“Tambah Aplikasi” and “Ubah Aplikasi”: an application asked for bit by bit, or looked over and changed."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addresses import administration, menu
from conversations.screen import Button
from conversations.steps import ChoiceStep, Option, TextStep
from conversations.talk import Draft, Finished
from conversations.talks.records import (
    LinesStep,
    NameStep,
    Row,
    begun,
    listed,
    priorities,
    rebased,
    record_talk,
    saved,
)
from conversations.world import World
from core.catalogue import Application, Directorate
from core.errors import Refusal
from core.labels import read_label, read_labels
from core.packages import PackageKind
from core.priority import Priority
from core.use_cases.keep_applications import (
    MOST_VERSIONS,
    NAME_MAX,
    VERSION_MAX,
    KeepApplications,
    NewApplication,
    application_facts,
    check_name,
    free_letters,
)
from core.use_cases.keep_categories import NAME_MAX as CATEGORY_MAX
from core.use_cases.keep_categories import NewCategory
from core.words import _

ADDING: Draft = {"code": ""}


def changing(application: Application) -> Draft:
    """What a change of this application begins with."""
    return {"code": application.code, **begun(application_facts(application), _answers(application))}


def _answers(application: Application) -> dict[str, object]:
    return {
        "name": application.name,
        "versions": list(application.versions),
        "directorate": application.directorate.value,
    }


def _adds(draft: Draft, _world: World) -> bool:
    return not draft["code"]


def _current(draft: Draft, world: World) -> Draft:
    """Upon the application as it is now; without a letter that somebody else has taken meanwhile."""
    if draft["code"]:
        application = world.catalogue.application(draft["code"])
        return rebased(draft, application_facts(application), _answers(application))
    if draft.get("letter", "") in ("", *free_letters(world.catalogue)):
        return draft
    return {k: v for k, v in draft.items() if k not in ("letter", "review", "confirm")}


def _letters(_draft: Draft, world: World) -> list[Option]:
    return [Option(letter, letter) for letter in free_letters(world.catalogue)]


def _directorates(_draft: Draft, _world: World) -> list[Option]:
    return [Option(one.value, one.label) for one in Directorate]


def _kinds(_draft: Draft, _world: World) -> list[Option]:
    return [Option(kind.value, kind.label) for kind in PackageKind]


def _rows(_draft: Draft, world: World) -> Sequence[Row]:
    return (
        Row("name", _("Nama")),
        Row("letter", _("Huruf nomor tiket")),
        Row("versions", _("Versi"), lambda versions: listed(versions) or "–"),
        Row("directorate", _("Direktorat"), lambda value: Directorate(str(value)).label),
        Row("package_kind", _("Jenis paket"), lambda value: world.translate(PackageKind(str(value)).label)),
        Row("first_category", _("Kategori pertama")),
        Row("first_priority", _("Prioritas dasar"), lambda value: Priority(str(value)).label),
    )


def _finish(draft: Draft, world: World) -> Finished:
    keep = KeepApplications(world.master, world.trail)
    versions, directorate = tuple(draft["versions"]), Directorate(draft["directorate"])
    if draft["code"]:
        kept = keep.change(
            world.me, draft["code"], draft["seen"], draft["name"], versions, directorate, world.now
        )
    else:
        new = NewApplication(
            draft["name"],
            draft["letter"],
            versions,
            directorate,
            PackageKind(draft["package_kind"]),
            NewCategory(draft["first_category"], Priority(draft["first_priority"])),
        )
        kept = keep.add(world.me, new, world.now)
    detail = Button(_("Detail"), to=administration("app", kept.code))
    return saved(kept.name, detail, Button(_("Menu"), to=menu()))


def may_add(world: World) -> None:
    """Refuses `letters_gone` where every letter stands for an application."""
    if not free_letters(world.catalogue):
        raise Refusal("letters_gone")


APPLICATION = record_talk(
    name="application",
    title=_("Aplikasi"),
    rows=_rows,
    current=_current,
    finish=_finish,
    steps=(
        NameStep(
            name="name",
            title=_("Nama"),
            template="admin/application_name.html",
            read=lambda text, _world: read_label(text, NAME_MAX),
            check=lambda draft, world: check_name(world.catalogue, draft["name"], draft["code"]),
        ),
        ChoiceStep(
            name="letter",
            title=_("Huruf nomor tiket"),
            template="admin/application_letter.html",
            options=_letters,
            width=6,
            when=_adds,
        ),
        LinesStep(
            name="versions",
            title=_("Versi"),
            template="admin/application_versions.html",
            read=lambda text, _world: read_labels(text, VERSION_MAX, MOST_VERSIONS),
            skips=True,
        ),
        ChoiceStep(
            name="directorate",
            title=_("Direktorat"),
            template="admin/application_directorate.html",
            options=_directorates,
        ),
        ChoiceStep(
            name="package_kind",
            title=_("Jenis paket"),
            template="admin/application_package_kind.html",
            options=_kinds,
            width=3,
            when=_adds,
        ),
        TextStep(
            name="first_category",
            title=_("Kategori pertama"),
            template="admin/application_category.html",
            read=lambda text, _world: read_label(text, CATEGORY_MAX),
            when=_adds,
        ),
        ChoiceStep(
            name="first_priority",
            title=_("Prioritas dasar"),
            template="admin/category_priority.html",
            options=priorities,
            width=2,
            when=_adds,
        ),
    ),
)
