"""“Tambah Kategori” and “Ubah Data Kategori”: the form of a category of an application."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.admin_addresses import (
    ApplicationPlace,
    ApplicationScreen,
    CategoryPlace,
    CategoryScreen,
)
from conversations.context import ConversationContext
from conversations.conversation import ConversationEnd, Draft
from conversations.flows.admin.editions import Edition, record_draft
from conversations.flows.admin.records import (
    PRIORITY_PROMPT,
    LinesStep,
    NameStep,
    ReviewRow,
    join_names,
    priorities,
    record_conversation,
    saved_screen,
)
from conversations.rendering.screen import Button
from conversations.screens.menu import to_menu
from conversations.steps import ChoiceStep, Option
from core.administration.audit import AuditedRecord
from core.input.labels import read_label, read_labels
from core.master_data.catalogue import Application, Category
from core.master_data.priority import Priority
from core.packages import PackageKind
from core.packages.stages import STAGE_NAME_MAX
from core.use_cases.master_data.manage_categories import (
    MOST_STAGES,
    MOST_SUBCATEGORIES,
    NAME_MAX,
    SUBCATEGORY_MAX,
    ManageCategories,
    NewCategory,
    category_fields,
    check_name,
    check_room,
    check_subcategories,
)
from core.words import _

BOUND, FREE = "yes", "no"


def new_draft(application: Application) -> Draft:
    """Return the draft of a new category of this application; refuse `too_many_categories`."""
    check_room(application)
    return {"application": application.code, "code": ""}


def change_draft(application: Application, category: Category) -> Draft:
    """Return the draft for changing this category."""
    kept = record_draft(category_fields(category), _answers(category))
    return {"application": application.code, "code": category.code, **kept}


def _answers(category: Category) -> dict[str, object]:
    return {
        "name": category.name,
        "subcategories": list(category.subcategories),
        "base_priority": category.base_priority.value,
        "stage_bound": BOUND if category.stages else FREE,
        # Left out where there are none, so that they are asked for once the category is bound.
        **({"stages": list(category.stages)} if category.stages else {}),
    }


def _edition(draft: Draft, context: ConversationContext) -> Edition | None:
    if not draft["code"]:
        return None
    _application, category = context.catalogue.with_category(draft["code"])
    return Edition(
        AuditedRecord.CATEGORY.key(category.code),
        category_fields(category),
        CategoryScreen(CategoryPlace.CARD, category.code),
        _answers(category),
    )


def _name_is_free(draft: Draft, context: ConversationContext) -> None:
    check_name(context.catalogue.application(draft["application"]), draft["name"], draft["code"])


def _keeps_subcategories(draft: Draft, _context: ConversationContext) -> None:
    former = draft.get("was", {}).get("subcategories", ())
    check_subcategories(draft["code"], former, draft["subcategories"])


def _has_stages(draft: Draft, context: ConversationContext) -> bool:
    """Return whether the application's packages have stages; only tenders do."""
    return context.catalogue.application(draft["application"]).package_kind is PackageKind.TENDER


def _stage_bound(_draft: Draft, _context: ConversationContext) -> list[Option]:
    return [Option(BOUND, _("Ya")), Option(FREE, _("Tidak"))]


def _is_bound(draft: Draft, context: ConversationContext) -> bool:
    return _has_stages(draft, context) and draft.get("stage_bound") == BOUND


def _read_stages(text: str, context: ConversationContext) -> tuple[str, ...]:
    """Return the stages of a list with one name a line, spelled as in schedules; each of them once."""
    named = map(context.stages.named, read_labels(text, STAGE_NAME_MAX, MOST_STAGES))
    return tuple(dict.fromkeys(named))


def _rows(draft: Draft, context: ConversationContext) -> Sequence[ReviewRow]:
    stages = ReviewRow("stages", _("Tahap tender"), lambda names: join_names(names) or "–")
    return (
        ReviewRow("application", _("Aplikasi"), lambda code: context.catalogue.application(str(code)).name),
        ReviewRow("name", _("Nama")),
        ReviewRow("subcategories", _("Sub Kategori"), lambda names: join_names(names) or "–"),
        ReviewRow("base_priority", _("Prioritas dasar"), lambda value: Priority(str(value)).label),
        ReviewRow(
            "stage_bound",
            _("Terkait tahap tender"),
            lambda value: context.translate(_("Ya") if value == BOUND else _("Tidak")),
        ),
        *([stages] if _is_bound(draft, context) else []),
    )


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    manage = ManageCategories(context.master, context.trail)
    edited = NewCategory(
        draft["name"],
        Priority(draft["base_priority"]),
        tuple(draft["subcategories"]),
        tuple(draft["stages"]) if _is_bound(draft, context) else (),
    )
    if draft["code"]:
        saved = manage.change(context.me, draft["code"], draft["seen"], edited, context.now)
    else:
        saved = manage.add(context.me, draft["application"], edited, context.now)
    detail = Button(_("Detail"), to=CategoryScreen(CategoryPlace.CARD, saved.code))
    to_application = Button(_("Aplikasi"), to=ApplicationScreen(ApplicationPlace.CARD, draft["application"]))
    return saved_screen(saved.name, detail, to_application, to_menu())


CATEGORY_FORM = record_conversation(
    name="category",
    title=_("Kategori"),
    rows=_rows,
    find=_edition,
    finish=_finish,
    steps=(
        NameStep(
            name="name",
            title=_("Nama"),
            prompt=_("Nama kategori, seperti yang dilihat pelapor saat membuat tiket."),
            read=lambda text, _context: read_label(text, NAME_MAX),
            check=_name_is_free,
        ),
        LinesStep(
            name="subcategories",
            title=_("Sub Kategori"),
            prompt=_("Semua subkategorinya, satu per baris. Lewati bila tidak ada."),
            read=lambda text, _context: read_labels(text, SUBCATEGORY_MAX, MOST_SUBCATEGORIES),
            skippable=True,
            check=_keeps_subcategories,
        ),
        ChoiceStep(
            name="base_priority",
            title=_("Prioritas dasar"),
            prompt=PRIORITY_PROMPT,
            options=priorities,
            width=2,
        ),
        ChoiceStep(
            name="stage_bound",
            title=_("Terkait tahap tender"),
            prompt=_("Apakah prioritasnya naik bila tahap tender segera berakhir?"),
            options=_stage_bound,
            width=2,
            when=_has_stages,
        ),
        LinesStep(
            name="stages",
            title=_("Tahap tender"),
            prompt=_(
                "Tahap yang dimaksud kategori ini, satu per baris, seperti pada jadwal tender. Hanya tahap "
                "inilah yang menaikkan prioritas."
            ),
            read=_read_stages,
            when=_is_bound,
        ),
    ),
)
