"""“Tambah LPSE” and “Ubah LPSE”: an office asked for bit by bit, or looked over and changed."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addresses import administration, menu
from conversations.screen import Button
from conversations.steps import ChoiceStep, Option, TextStep
from conversations.talk import Draft, Finished
from conversations.talks.records import NameStep, Row, begun, rebased, record_talk, saved
from conversations.world import World
from core.labels import read_label
from core.lpse import ZONES, Lpse
from core.packages import read_build
from core.use_cases.keep_offices import (
    CATEGORY_MAX,
    NAME_MAX,
    PROVINCE_MAX,
    KeepOffices,
    check_id,
    check_name,
    lpse_facts,
    read_host,
    read_id,
    read_repository,
)
from core.words import _

ADDING: Draft = {"id": 0}


def changing(lpse: Lpse) -> Draft:
    """What a change of this LPSE begins with."""
    return {"id": lpse.id, **begun(lpse_facts(lpse), _answers(lpse))}


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


def _current(draft: Draft, world: World) -> Draft:
    lpse = world.offices.get(draft["id"]) if draft["id"] else None
    return rebased(draft, lpse_facts(lpse), _answers(lpse)) if lpse else draft


def _zones(_draft: Draft, _world: World) -> list[Option]:
    return [Option(name, name) for name in ZONES]


def _rows(_draft: Draft, world: World) -> Sequence[Row]:
    def dashed(value: object) -> str:
        return str(value) or "–"

    return (
        Row("number", _("ID LKPP"), lambda value: str(value) or world.translate(_("dibuat sendiri"))),
        Row("name", _("Nama")),
        Row("province", _("Provinsi"), dashed),
        Row("zone", _("Zona waktu")),
        Row("category", _("Jenis"), dashed),
        Row("host", _("Alamat web"), dashed),
        Row("repository", _("Nomor repositori"), dashed),
        Row("build", _("Build SPSE"), dashed),
    )


def _finish(draft: Draft, world: World) -> Finished:
    keep = KeepOffices(world.offices, world.trail)
    said = Lpse(
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
        kept = keep.change(world.me, draft["seen"], said, world.now)
    else:
        kept = keep.add(world.me, said, world.now)
    detail = Button(_("Detail"), to=administration("lpse", kept.id))
    return saved(kept.name, detail, Button(_("Menu"), to=menu()))


OFFICE = record_talk(
    name="office",
    title=_("LPSE"),
    rows=_rows,
    current=_current,
    finish=_finish,
    steps=(
        NameStep(
            name="name",
            title=_("Nama"),
            template="admin/office_name.html",
            read=lambda text, _world: read_label(text, NAME_MAX),
            check=lambda draft, world: check_name(world.offices, draft["name"], draft["id"]),
        ),
        NameStep(
            name="number",
            title=_("ID LKPP"),
            template="admin/office_id.html",
            read=lambda text, _world: read_id(text),
            skips=True,
            check=lambda draft, world: check_id(world.offices, draft["number"] or 0),
            when=lambda draft, _world: not draft["id"],
        ),
        TextStep(
            name="province",
            title=_("Provinsi"),
            template="admin/office_province.html",
            read=lambda text, _world: read_label(text, PROVINCE_MAX),
            skips=True,
        ),
        ChoiceStep(
            name="zone", title=_("Zona waktu"), template="admin/office_zone.html", options=_zones, width=3
        ),
        TextStep(
            name="category",
            title=_("Jenis"),
            template="admin/office_category.html",
            read=lambda text, _world: read_label(text, CATEGORY_MAX),
            skips=True,
        ),
        TextStep(
            name="host",
            title=_("Alamat web"),
            template="admin/office_host.html",
            read=lambda text, _world: read_host(text),
            skips=True,
        ),
        TextStep(
            name="repository",
            title=_("Nomor repositori"),
            template="admin/office_repository.html",
            read=lambda text, _world: read_repository(text),
            skips=True,
        ),
        TextStep(
            name="build",
            title=_("Build SPSE"),
            template="admin/office_build.html",
            read=lambda text, _world: read_build(text),
            skips=True,
        ),
    ),
)
