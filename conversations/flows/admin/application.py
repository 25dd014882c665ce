"""“Tambah Aplikasi” and “Ubah Aplikasi”: the form of an application."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.admin_addresses import ApplicationPlace, ApplicationScreen
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
from conversations.steps import ChoiceStep, Option, TextStep
from core.administration.audit import AuditedRecord
from core.errors import Refusal
from core.input.labels import read_label, read_labels
from core.master_data.catalogue import Application
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.packages import PackageKind
from core.use_cases.master_data.manage_applications import (
    MOST_VERSIONS,
    NAME_MAX,
    VERSION_MAX,
    ManageApplications,
    NewApplication,
    application_fields,
    check_name,
    free_letters,
)
from core.use_cases.master_data.manage_categories import NAME_MAX as CATEGORY_MAX
from core.use_cases.master_data.manage_categories import NewCategory
from core.words import _

NEW_DRAFT: Draft = {"code": ""}


def change_draft(application: Application) -> Draft:
    """Return the draft for changing this application."""
    return {"code": application.code, **record_draft(application_fields(application), _answers(application))}


def _answers(application: Application) -> dict[str, object]:
    return {
        "name": application.name,
        "versions": list(application.versions),
        "directorate": application.directorate.value,
    }


def _is_new(draft: Draft, _context: ConversationContext) -> bool:
    return not draft["code"]


def _edition(draft: Draft, context: ConversationContext) -> Edition | None:
    if not draft["code"]:
        return None
    application = context.catalogue.application(draft["code"])
    return Edition(
        AuditedRecord.APPLICATION.key(application.code),
        application_fields(application),
        ApplicationScreen(ApplicationPlace.CARD, application.code),
        _answers(application),
    )


def _refresh_draft(draft: Draft, context: ConversationContext) -> Draft:
    """Return the draft without a letter that was taken meanwhile."""
    if draft["code"] or draft.get("letter", "") in ("", *free_letters(context.catalogue)):
        return draft
    return {k: v for k, v in draft.items() if k not in ("letter", "review", "confirm")}


def _letters(_draft: Draft, context: ConversationContext) -> list[Option]:
    return [Option(letter, letter) for letter in free_letters(context.catalogue)]


def _directorates(_draft: Draft, _context: ConversationContext) -> list[Option]:
    return [Option(d.value, d.label) for d in Directorate]


def _kinds(_draft: Draft, _context: ConversationContext) -> list[Option]:
    return [Option(kind.value, kind.label) for kind in PackageKind]


def _rows(_draft: Draft, context: ConversationContext) -> Sequence[ReviewRow]:
    return (
        ReviewRow("name", _("Nama")),
        ReviewRow("letter", _("Huruf nomor tiket")),
        ReviewRow("versions", _("Versi"), lambda versions: join_names(versions) or "–"),
        ReviewRow("directorate", _("Direktorat"), lambda value: Directorate(str(value)).label),
        ReviewRow(
            "package_kind", _("Jenis paket"), lambda value: context.translate(PackageKind(str(value)).label)
        ),
        ReviewRow("first_category", _("Kategori pertama")),
        ReviewRow("first_priority", _("Prioritas dasar"), lambda value: Priority(str(value)).label),
    )


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    manage = ManageApplications(context.master, context.trail)
    versions, directorate = tuple(draft["versions"]), Directorate(draft["directorate"])
    if draft["code"]:
        saved = manage.change(
            context.me, draft["code"], draft["seen"], draft["name"], versions, directorate, context.now
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
        saved = manage.add(context.me, new, context.now)
    detail = Button(_("Detail"), to=ApplicationScreen(ApplicationPlace.CARD, saved.code))
    return saved_screen(saved.name, detail, to_menu())


def may_add(context: ConversationContext) -> None:
    """Raise Refusal("letters_gone") if every letter stands for an application already."""
    if not free_letters(context.catalogue):
        raise Refusal("letters_gone")


APPLICATION_FORM = record_conversation(
    name="application",
    title=_("Aplikasi"),
    rows=_rows,
    find=_edition,
    refresh_draft=_refresh_draft,
    finish=_finish,
    steps=(
        NameStep(
            name="name",
            title=_("Nama"),
            prompt=_("Nama aplikasi, seperti yang dilihat pelapor saat membuat tiket."),
            read=lambda text, _context: read_label(text, NAME_MAX),
            check=lambda draft, context: check_name(context.catalogue, draft["name"], draft["code"]),
        ),
        ChoiceStep(
            name="letter",
            title=_("Huruf nomor tiket"),
            prompt=_("Huruf ketiga dalam nomor tiketnya. Tidak dapat diubah lagi setelah disimpan."),
            options=_letters,
            width=6,
            when=_is_new,
        ),
        LinesStep(
            name="versions",
            title=_("Versi"),
            prompt=_("Semua versinya, satu per baris. Lewati bila tidak ada."),
            read=lambda text, _context: read_labels(text, VERSION_MAX, MOST_VERSIONS),
            skippable=True,
        ),
        ChoiceStep(
            name="directorate",
            title=_("Direktorat"),
            prompt=_("Direktorat LKPP mana yang menangani aplikasi ini?"),
            options=_directorates,
        ),
        ChoiceStep(
            name="package_kind",
            title=_("Jenis paket"),
            prompt=_("Kode paket apa yang dimiliki aplikasi ini? Tidak dapat diubah lagi setelah disimpan."),
            options=_kinds,
            width=3,
            when=_is_new,
        ),
        TextStep(
            name="first_category",
            title=_("Kategori pertama"),
            prompt=_(
                "Apa nama kategori pertamanya? Subkategori dan kategori lain dapat ditambahkan setelah "
                "disimpan."
            ),
            read=lambda text, _context: read_label(text, CATEGORY_MAX),
            when=_is_new,
        ),
        ChoiceStep(
            name="first_priority",
            title=_("Prioritas dasar"),
            prompt=PRIORITY_PROMPT,
            options=priorities,
            width=2,
            when=_is_new,
        ),
    ),
)
