"""The audit trail: its pages, and readable values of changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.addressing.addresses import StartConversation
from conversations.addressing.admin_addresses import (
    AdminPlace,
    AdminScreen,
    AuditLinesBefore,
    AuditLinesOf,
    ExportAuditTrail,
    NewestAuditLines,
)
from conversations.addressing.fields import TableFormat
from conversations.rendering.screen import Button, Screen, Style, columns
from conversations.screens.admin.administration import FIELDS
from conversations.screens.menu import to_menu
from core.administration.audit import AuditArea, AuditFilter, AuditLine
from core.words import _

YES, NO = _("Ya"), _("Tidak")
# Values of one change that a page names.
MOST_VALUES = 6
# UTF-16 units of all values of a page together, and of each at most and at least.
ROOM, WIDEST, NARROWEST = 2200, 120, 8
# UTF-16 units around a value: its icon, its name and the line end.
FRAME = 30


NO_NAMES: Mapping[str, str] = {}

# Name and value of each field, and whether the value is a label of ours that has to be translated.
ReadableFields = Sequence[tuple[str, str, bool]]


def trail(
    lines: Sequence[AuditLine],
    filters: AuditFilter,
    *,
    more: bool,
    begun: bool,
    days: Sequence[str] = ("", ""),
    applications: Mapping[str, str] = NO_NAMES,
) -> Screen:
    """Return a page of the audit trail with these filters, newest line first.

    `more` says that older lines follow, `begun` that this is not the first page. `days` are the first and the
    last day as people read them, "" for no bound; `applications` are names by code.
    """
    turns = []
    if begun:
        turns.append(Button(_("Terbaru"), to=NewestAuditLines(), icon="⏮"))
    if more:
        turns.append(Button(_("Lebih lama"), to=AuditLinesBefore(lines[-1].id), icon="▶️"))
    areas = [
        Button(
            area.label,
            to=AuditLinesOf(area),
            style=Style.MAIN if area is filters.area else Style.PLAIN,
        )
        for area in AuditArea
    ]
    if filters != AuditFilter():
        areas.append(Button(_("Semua"), to=AdminScreen(AdminPlace.AUDIT_TRAIL)))
    rows = [
        *([tuple(turns)] if turns else []),
        *columns(areas, 3),
        (
            Button(_("Cari di Jejak"), to=StartConversation("trail"), icon="🔎"),
            Button(_("Tanggal"), to=StartConversation("trail_days"), icon="📅"),
            Button(_("Jejak Masuk"), to=AdminScreen(AdminPlace.SIGN_INS), icon="👣"),
        ),
        (Button(_("Jejak Kiriman"), to=StartConversation("sends"), icon="📮"),),
    ]
    if lines:
        csv, xlsx = (ExportAuditTrail(kind) for kind in (TableFormat.CSV, TableFormat.XLSX))
        rows.append((Button(_("CSV"), to=csv, icon="⬇️"), Button(_("Excel"), to=xlsx, icon="⬇️")))
    changes = [
        (line, *_shortened(*differing_fields(line.change.before, line.change.after, applications)))
        for line in lines
    ]
    values = sum(len(was) + len(now) for _line, was, now, _more in changes)
    room = max(NARROWEST, min(WIDEST, ROOM // max(values, 1) - FRAME))
    data = {
        "lines": changes,
        "room": room,
        "area": filters.area.label if filters.area else "",
        "words": filters.words,
        "days": days,
    }
    return Screen("admin/trail.html", data, (*rows, (to_menu(),)))


def describe_fields(
    values: Mapping[str, object], applications: Mapping[str, str] = NO_NAMES
) -> ReadableFields:
    """Return names and values of fields in readable form; `applications` are their names by code."""
    return [
        (FIELDS.get(name, ""), _value(_named(name, value, applications)), isinstance(value, bool))
        for name, value in values.items()
    ]


def _named(name: str, value: object, applications: Mapping[str, str]) -> object:
    """Return the name of an application in place of its code."""
    return applications.get(value, value) if name == "application" and isinstance(value, str) else value


def differing_fields(
    was: Mapping[str, object], now: Mapping[str, object], applications: Mapping[str, str] = NO_NAMES
) -> tuple[ReadableFields, ReadableFields]:
    """Return former and new values; of two lists, only the items that the other lacks."""
    return (
        describe_fields({name: _alone(value, now.get(name)) for name, value in was.items()}, applications),
        describe_fields({name: _alone(value, was.get(name)) for name, value in now.items()}, applications),
    )


def _alone(value: object, other: object) -> object:
    """Return the items of a list that the other lacks; the whole list if only the order differs."""
    if not (isinstance(value, list) and isinstance(other, list)):
        return value
    alone = [part for part in value if part not in other]
    return alone if alone or any(part not in value for part in other) else value


def _shortened(was: ReadableFields, now: ReadableFields) -> tuple[ReadableFields, ReadableFields, bool]:
    """Return as many values as a page has room for, and whether there are more."""
    if len(was) + len(now) <= MOST_VALUES:
        return was, now, False
    half = MOST_VALUES // 2
    before = was[: max(half, MOST_VALUES - len(now))]
    return before, now[: MOST_VALUES - len(before)], True


def _value(value: object) -> str:
    match value:
        case bool():
            return YES if value else NO
        case list() | tuple():
            return ", ".join(_value(part) for part in value) or "–"
        case {"question": question}:
            return str(question)
        case Mapping():
            return ", ".join(f"{name}: {_value(part)}" for name, part in value.items()) or "–"
        case "" | None:
            return "–"
        case _:
            return " ".join(str(value).split())
