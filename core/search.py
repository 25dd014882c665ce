"""What a person looks for among the tickets, and which of them they may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.lifecycle import Status
from core.people import Person
from core.priority import Priority


class Sort(StrEnum):
    """In which order tickets are shown."""

    NEWEST = "newest"
    URGENT = "urgent"  # most urgent first, then oldest first


@dataclass(frozen=True, slots=True)
class Filters:
    """All that is set has to hold (guides 4.2.2 and 4.3.2); nothing set finds every ticket.

    `text` is a ticket number in any way of writing it, a part of one of four characters at least, or words
    of title and description: all of them have to occur, in any order, whatever their case and accents, and
    the last may be a beginning; one that may be a part of a number may occur there instead.

    `since` and `until` are inclusive and compared with the date that stands in the ticket's number: the date
    at its LPSE, on that LPSE's own clock, when it was filed.
    """

    text: str = ""
    statuses: frozenset[Status] = frozenset()
    application: str | None = None
    version: str | None = None
    lpse_id: int | None = None
    priority: Priority | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose tickets a person may see: those they are a party to, those of these LPSEs, or all."""

    person_id: int
    lpse_ids: frozenset[int] = frozenset()
    nationwide: bool = False


def scope_of(person: Person) -> Scope:
    """`core.rights.may_see` for all tickets at once."""
    return Scope(person.id, frozenset(person.served_lpse_ids), person.is_national)
