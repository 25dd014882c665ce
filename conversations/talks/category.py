"""“Tambah Kategori” and “Ubah Data Kategori”: a category of an application, asked for or changed."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addresses import administration, menu
from conversations.screen import Button
from conversations.steps import ChoiceStep, Option
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
from core.catalogue import Application, Category
from core.labels import read_label, read_labels
from core.packages import PackageKind
from core.priority import Priority
from core.use_cases.keep_categories import (
    MOST_SUBCATEGORIES,
    NAME_MAX,
    SUBCATEGORY_MAX,
    KeepCategories,
    NewCategory,
    category_facts,
    check_name,
)
from core.words import _

BOUND, FREE = "yes", "no"


def adding(application: Application) -> Draft:
    """What a new category of this application begins with."""
    return {"application": application.code, "code": ""}


def changing(application: Application, category: Category) -> Draft:
    """What a change of this category begins with."""
    kept = begun(category_facts(category), _answers(category))
    return {"application": application.code, "code": category.code, **kept}


def _answers(category: Category) -> dict[str, object]:
    return {
        "name": category.name,
        "subcategories": list(category.subcategories),
        "base_priority": category.base_priority.value,
        "stage_bound": BOUND if category.stage_bound else FREE,
    }


def _current(draft: Draft, world: World) -> Draft:
    if not draft["code"]:
        return draft
    _application, category = world.catalogue.with_category(draft["code"])
    return rebased(draft, category_facts(category), _answers(category))


def _name_is_free(draft: Draft, world: World) -> None:
    check_name(world.catalogue.application(draft["application"]), draft["name"], draft["code"])


def _has_stages(draft: Draft, world: World) -> bool:
    """Only tenders have stages."""
    return world.catalogue.application(draft["application"]).package_kind is PackageKind.TENDER


def _bound(_draft: Draft, _world: World) -> list[Option]:
    return [Option(BOUND, _("Ya")), Option(FREE, _("Tidak"))]


def _rows(_draft: Draft, world: World) -> Sequence[Row]:
    return (
        Row("application", _("Aplikasi"), lambda code: world.catalogue.application(str(code)).name),
        Row("name", _("Nama")),
        Row("subcategories", _("Sub Kategori"), lambda names: listed(names) or "–"),
        Row("base_priority", _("Prioritas dasar"), lambda value: Priority(str(value)).label),
        Row(
            "stage_bound",
            _("Terikat tahapan tender"),
            lambda value: world.translate(_("Ya") if value == BOUND else _("Tidak")),
        ),
    )


def _finish(draft: Draft, world: World) -> Finished:
    keep = KeepCategories(world.master, world.trail)
    said = NewCategory(
        draft["name"],
        Priority(draft["base_priority"]),
        tuple(draft["subcategories"]),
        draft.get("stage_bound") == BOUND,
    )
    if draft["code"]:
        kept = keep.change(world.me, draft["code"], draft["seen"], said, world.now)
    else:
        kept = keep.add(world.me, draft["application"], said, world.now)
    detail = Button(_("Detail"), to=administration("cat", kept.code))
    whole = Button(_("Aplikasi"), to=administration("app", draft["application"]))
    return saved(kept.name, detail, whole, Button(_("Menu"), to=menu()))


CATEGORY = record_talk(
    name="category",
    title=_("Kategori"),
    rows=_rows,
    current=_current,
    finish=_finish,
    steps=(
        NameStep(
            name="name",
            title=_("Nama"),
            template="admin/category_name.html",
            read=lambda text, _world: read_label(text, NAME_MAX),
            check=_name_is_free,
        ),
        LinesStep(
            name="subcategories",
            title=_("Sub Kategori"),
            template="admin/category_subcategories.html",
            read=lambda text, _world: read_labels(text, SUBCATEGORY_MAX, MOST_SUBCATEGORIES),
            skips=True,
        ),
        ChoiceStep(
            name="base_priority",
            title=_("Prioritas dasar"),
            template="admin/category_priority.html",
            options=priorities,
            width=2,
        ),
        ChoiceStep(
            name="stage_bound",
            title=_("Terikat tahapan tender"),
            template="admin/category_stages.html",
            options=_bound,
            width=2,
            when=_has_stages,
        ),
    ),
)
