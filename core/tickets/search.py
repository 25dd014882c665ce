"""Filters of a ticket search, and the scope of tickets that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.master_data.priority import Priority
from core.people.people import Person
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status

# Tickets on a page of a list; the first is that of every list for which nobody chose.
PAGE_SIZES = (10, 25, 50)
PAGE_SIZE = PAGE_SIZES[0]


class SortOrder(StrEnum):
    """Orders in which tickets are listed."""

    NEWEST = "newest"
    URGENT = "urgent"  # most urgent first, then oldest first


@dataclass(frozen=True, slots=True)
class TicketFilters:
    """Conditions that all have to hold (guides 4.2.2 and 4.3.2); without any, every ticket is found.

    `text` is a ticket number in any way of writing it, a part of one of four characters at least, or words
    of title and description: all of them have to occur, in any order, whatever their case and accents, and
    the last may be a beginning; a word that may be a part of a number may occur there instead.

    `kind` finds what was filed as such: a general ticket is one for which that was not asked.

    `since` and `until` are inclusive and compared with the date that stands in the ticket's number: the date
    at its LPSE, on that LPSE's own clock, when it was filed.
    """

    text: str = ""
    statuses: frozenset[Status] = frozenset()
    application: str | None = None
    version: str | None = None
    lpse_id: int | None = None
    priority: Priority | None = None
    kind: TicketKind | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TicketScope:
    """Tickets that a person may see: those they filed or watch, those of these LPSEs, or all."""

    person_id: int
    lpse_ids: frozenset[int] = frozenset()
    nationwide: bool = False


def scope_of(person: Person) -> TicketScope:
    """Return the tickets that `standing` of `core.tickets.rights` lets a person see, for queries."""
    return TicketScope(person.id, frozenset(person.served_lpse_ids), person.is_national)
