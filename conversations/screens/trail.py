"""The trail of what administrators changed: a page of it, and each value as people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from conversations import addresses
from conversations.screen import Button, Screen, Style, columns
from conversations.screens.administration import FIELDS
from conversations.screens.menu import to_menu
from core.audit import Area, Change, Wanted
from core.words import _

YES, NO = _("Ya"), _("Tidak")
# Says that the first page is wanted, filtered as it was.
NEWEST = "new"
# Values of one change that a page names; units that all values of a page have together, and each at most.
MOST_VALUES = 6
ROOM, WIDEST, NARROWEST = 2200, 120, 8
# Units around a value: its sign, its name and the end of its line.
FRAME = 30


class Traced(Protocol):
    """A change, with its number and the name of whoever made it."""

    @property
    def id(self) -> int: ...
    @property
    def change(self) -> Change: ...
    @property
    def by(self) -> str: ...


# The name of a field, its value, and whether the value is a word of ours that has to be translated.
Said = Sequence[tuple[str, str, bool]]


def trail(lines: Sequence[Traced], wanted: Wanted, *, more: bool, begun: bool) -> Screen:
    """A page of what is wanted of the audit trail, newest first."""
    turns = []
    if begun:
        turns.append(Button(_("Terbaru"), to=addresses.administration("trail", NEWEST), icon="⏮"))
    if more:
        older = addresses.administration("trail", lines[-1].id)
        turns.append(Button(_("Lebih lama"), to=older, icon="▶️"))
    areas = [
        Button(
            area.label,
            to=addresses.administration("trail", area.value),
            style=Style.MAIN if area is wanted.area else Style.PLAIN,
        )
        for area in Area
    ]
    if wanted != Wanted():
        areas.append(Button(_("Semua"), to=addresses.administration("trail")))
    rows = [
        *([tuple(turns)] if turns else []),
        *columns(areas, 3),
        (Button(_("Cari di Jejak"), to=addresses.talk("trail"), icon="🔎"),),
    ]
    if lines:
        csv, xlsx = (addresses.administration("trail_file", kind) for kind in ("csv", "xlsx"))
        rows.append((Button(_("CSV"), to=csv, icon="⬇️"), Button(_("Excel"), to=xlsx, icon="⬇️")))
    shown = [(line, *_shortened(*_differing(line.change))) for line in lines]
    values = sum(len(was) + len(now) for _line, was, now, _more in shown)
    room = max(NARROWEST, min(WIDEST, ROOM // max(values, 1) - FRAME))
    data = {
        "lines": shown,
        "room": room,
        "area": wanted.area.label if wanted.area else "",
        "words": wanted.words,
    }
    return Screen("admin/trail.html", data, (*rows, (to_menu(),)))


def said(values: Mapping[str, object]) -> Said:
    """Names and values of fields, as people read them."""
    return [(FIELDS.get(name, ""), _value(value), isinstance(value, bool)) for name, value in values.items()]


def _differing(change: Change) -> tuple[Said, Said]:
    """What was and what is; of two lists only what the other one has not."""
    was, now = change.before, change.after
    return (
        said({name: _alone(value, now.get(name)) for name, value in was.items()}),
        said({name: _alone(value, was.get(name)) for name, value in now.items()}),
    )


def _alone(value: object, other: object) -> object:
    """All of a list where the two differ in their order alone."""
    if not (isinstance(value, list) and isinstance(other, list)):
        return value
    alone = [part for part in value if part not in other]
    return alone if alone or any(part not in value for part in other) else value


def _shortened(was: Said, now: Said) -> tuple[Said, Said, bool]:
    """As many of both as a page has room for, and whether there is more."""
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
