"""“Tambah LPSE” and “Ubah LPSE”: the form of an LPSE."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.admin_addresses import LpsePlace, LpseScreen
from conversations.context import ConversationContext
from conversations.conversation import ConversationEnd, Draft
from conversations.flows.admin.editions import Edition, record_draft
from conversations.flows.admin.records import (
    NameStep,
    ReviewRow,
    record_conversation,
    saved_screen,
)
from conversations.rendering.screen import Button
from conversations.screens.menu import to_menu
from conversations.steps import ChoiceStep, Option, TextStep
from core.administration.audit import AuditedRecord
from core.input.labels import read_label
from core.organisation.lpse import ZONES, Lpse
from core.packages import read_build
from core.use_cases.master_data.manage_lpses import (
    CATEGORY_MAX,
    NAME_MAX,
    PROVINCE_MAX,
    ManageLpses,
    check_id,
    check_name,
    lpse_fields,
    read_host,
    read_id,
    read_repository,
)
from core.words import _

NEW_DRAFT: Draft = {"id": 0}


def change_draft(lpse: Lpse) -> Draft:
    """Return the draft for changing this LPSE."""
    return {"id": lpse.id, **record_draft(lpse_fields(lpse), _answers(lpse))}


def _answers(lpse: Lpse) -> dict[str, object]:
    return {
        "name": lpse.name,
        "province": lpse.province,
        "zone": lpse.zone,
        "category": lpse.category,
        "host": lpse.host,
        "repository": lpse.repository or "",
        "build": lpse.build,
    }


def _edition(draft: Draft, context: ConversationContext) -> Edition | None:
    lpse = context.lpses.get(draft["id"]) if draft["id"] else None
    if lpse is None:
        return None
    card = LpseScreen(LpsePlace.CARD, lpse.id)
    return Edition(AuditedRecord.LPSE.key(lpse.id), lpse_fields(lpse), card, _answers(lpse))


def _zones(_draft: Draft, _context: ConversationContext) -> list[Option]:
    return [Option(name, name) for name in ZONES]


def _shared_with(draft: Draft, context: ConversationContext) -> Sequence[str]:
    """Return the names of other LPSEs with the repository that is entered here; small ones may share one."""
    number = draft.get("repository")
    if not number or number == draft.get("was", {}).get("repository"):
        return ()
    return [
        lpse.name
        for lpse in context.lpses.by_repository(number)
        if lpse.id != draft["id"] and not lpse.retired
    ]


def _rows(_draft: Draft, context: ConversationContext) -> Sequence[ReviewRow]:
    def dashed(value: object) -> str:
        return str(value) or "–"

    return (
        ReviewRow(
            "number", _("ID LKPP"), lambda value: str(value) or context.translate(_("dibuat otomatis"))
        ),
        ReviewRow("name", _("Nama")),
        ReviewRow("province", _("Provinsi"), dashed),
        ReviewRow("zone", _("Zona waktu")),
        ReviewRow("category", _("Jenis"), dashed),
        ReviewRow("host", _("Alamat web"), dashed),
        ReviewRow("repository", _("Nomor repositori"), dashed),
        ReviewRow("build", _("Build SPSE"), dashed),
    )


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    manage = ManageLpses(context.lpses, context.trail)
    edited = Lpse(
        id=draft["id"] or draft.get("number") or 0,
        repository=draft["repository"] or None,
        name=draft["name"],
        province=draft["province"],
        zone=draft["zone"],
        category=draft["category"],
        host=draft["host"],
        build=draft["build"],
    )
    if draft["id"]:
        saved = manage.change(context.me, draft["seen"], edited, context.now)
    else:
        saved = manage.add(context.me, edited, context.now)
    detail = Button(_("Detail"), to=LpseScreen(LpsePlace.CARD, saved.id))
    return saved_screen(saved.name, detail, to_menu())


LPSE_FORM = record_conversation(
    name="office",
    title=_("LPSE"),
    rows=_rows,
    find=_edition,
    finish=_finish,
    shared_with=_shared_with,
    steps=(
        NameStep(
            name="name",
            title=_("Nama"),
            prompt=_("Nama lengkap LPSE, misalnya LPSE Kota Surabaya."),
            read=lambda text, _context: read_label(text, NAME_MAX),
            check=lambda draft, context: check_name(context.lpses, draft["name"], draft["id"]),
        ),
        NameStep(
            name="number",
            title=_("ID LKPP"),
            prompt=_(
                "ID dari LKPP, berupa angka. Bila belum ada, tekan Lewati. "
                "Tidak dapat diubah lagi setelah disimpan."
            ),
            read=lambda text, _context: read_id(text),
            skippable=True,
            check=lambda draft, context: check_id(context.lpses, draft["number"] or 0),
            when=lambda draft, _context: not draft["id"],
        ),
        TextStep(
            name="province",
            title=_("Provinsi"),
            prompt=_("Di provinsi mana? Boleh dilewati."),
            read=lambda text, _context: read_label(text, PROVINCE_MAX),
            skippable=True,
        ),
        ChoiceStep(
            name="zone",
            title=_("Zona waktu"),
            prompt=_("Zona waktu LPSE ini. Tanggal pada nomor tiket mengikutinya."),
            options=_zones,
            width=3,
        ),
        TextStep(
            name="category",
            title=_("Jenis"),
            prompt=_("Apa jenis instansinya? Misalnya Pemerintah daerah. Boleh dilewati."),
            read=lambda text, _context: read_label(text, CATEGORY_MAX),
            skippable=True,
        ),
        TextStep(
            name="host",
            title=_("Alamat web"),
            prompt=_("Apa alamat webnya? Misalnya https://lpse.surabaya.go.id. Boleh dilewati."),
            read=lambda text, _context: read_host(text),
            skippable=True,
        ),
        TextStep(
            name="repository",
            title=_("Nomor repositori"),
            prompt=_("Nomor repositori, yaitu akhir kode tendernya. Boleh dilewati."),
            read=lambda text, _context: read_repository(text),
            skippable=True,
        ),
        TextStep(
            name="build",
            title=_("Build SPSE"),
            prompt=_("Build SPSE yang dipakai, misalnya SPSE v4.5u20220801. Boleh dilewati."),
            read=lambda text, _context: read_build(text),
            skippable=True,
        ),
    ),
)
