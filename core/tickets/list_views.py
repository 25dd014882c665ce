"""Lists of tickets that people can open, and the statuses to which some can be narrowed."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from core.errors import Refusal
from core.tickets.lifecycle import Status


class ListView(StrEnum):
    """A list of tickets; `FOUND` is the result of the person's own search."""

    OWN = "own"
    QUEUE = "queue"
    HELD = "held"
    PAST = "past"
    TAKEN = "taken"
    WATCHED = "watched"
    ALL = "all"
    FOUND = "found"


class StatusGroup(StrEnum):
    """Several statuses that a dashboard counts together."""

    OPEN = "open"
    BEING_WORKED = "being_worked"
    ASKED = "asked"


StatusFilter: TypeAlias = Status | StatusGroup

# Lists that can be narrowed to statuses, and another that a dashboard shows in one status.
FILTERED = frozenset({ListView.OWN, ListView.ALL})
_COUNTED = frozenset({(ListView.HELD, Status.WORKING)})


def read_filter(text: str) -> StatusFilter | None:
    """Return the filter of this value, None for ""; refuse `not_found` for any other text."""
    for kind in (Status, StatusGroup):
        if text in set(kind):
            return kind(text)
    if text:
        raise Refusal("not_found")
    return None


def check_filter(view: ListView, filtered: StatusFilter | None) -> None:
    """Refuse `not_found` where a list can't be narrowed like this, which no button offers."""
    if filtered is not None and not can_be_narrowed(view, filtered):
        raise Refusal("not_found")


def can_be_narrowed(view: ListView, filtered: StatusFilter | None) -> bool:
    """Return whether the list can be narrowed like this."""
    return view in FILTERED or (view, filtered) in _COUNTED
