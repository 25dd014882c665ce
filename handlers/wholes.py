"""Gathers what screens show of tickets: names, ages and the discussion."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.screens.card import Whole
from conversations.screens.lists import Line, Shown
from core.age import days
from core.lpse import Lpse
from core.ticket import Ticket
from handlers.ports import Unit
from handlers.scene import Scene


def whole(scene: Scene, ticket: Ticket, *, discussed: bool = False) -> Whole:
    """A ticket with what its card shows; the discussion and files only where they are asked for."""
    unit = scene.unit
    lpse = _lpse(unit, ticket.lpse_id)
    application = scene.unit.master.catalogue.application(ticket.application)
    watchers = sorted(ticket.watcher_ids)
    names = unit.people.names(i for i in (ticket.reporter_id, ticket.holder_id, *watchers) if i is not None)
    return Whole(
        ticket=ticket,
        lpse=lpse,
        application=application,
        category=application.category(ticket.category),
        reporter=names.get(ticket.reporter_id, ""),
        holder=names.get(ticket.holder_id, "") if ticket.holder_id is not None else "",
        files=unit.discussion.files(ticket.id, of_description=True) if discussed else (),
        said=unit.discussion.said(ticket.id) if discussed else (),
        age=days(ticket.created_at, ticket.closed_at or scene.now, lpse.timezone),
        watchers={i: names[i] for i in watchers if i in names},
        undelivered=len(unit.outbox.failed_of(ticket.id)) if discussed else 0,
    )


def shown(scene: Scene, lines: Sequence[Line]) -> list[Shown]:
    """The lines of a list with their names and ages."""
    return [_shown(scene, line) for line in lines]


def _shown(scene: Scene, line: Line) -> Shown:
    application = scene.unit.master.catalogue.application(line.application)
    lpse = _lpse(scene.unit, line.lpse_id)
    age = days(line.created_at, line.closed_at or scene.now, lpse.timezone)
    return Shown(line, application.name, application.category(line.category).name, lpse.name, age)


def _lpse(unit: Unit, lpse_id: int) -> Lpse:
    lpse = unit.offices.get(lpse_id)
    assert lpse is not None, "a ticket's LPSE is in the list"
    return lpse
