"""Addresses of one ticket's screens: its card, its files, its actions and its watchers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from core.tickets.volumes import Volume


@dataclass(frozen=True, slots=True)
class TicketCard:
    """The card of a ticket; pages are counted from 0."""

    WIRE: ClassVar = "card:{ticket_id}:{page}"
    ticket_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class TicketActions:
    """The actions that the holder can take on a ticket."""

    WIRE: ClassVar = "work:{ticket_id}"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class TicketPdf:
    """A ticket as a PDF."""

    WIRE: ClassVar = "print:{ticket_id}"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class TicketFiles:
    """The list of a ticket's files; pages are counted from 0."""

    WIRE: ClassVar = "files:{ticket_id}:{page}"
    ticket_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class TicketFile:
    """One file of a ticket by its number, or all of them as one archive for number 0."""

    WIRE: ClassVar = "file:{ticket_id}:{ordinal}"
    ticket_id: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class TicketVolume:
    """The choice of how loudly the reader hears of a ticket."""

    WIRE: ClassVar = "volume:{ticket_id}:{volume}"
    ticket_id: int
    volume: Volume


@dataclass(frozen=True, slots=True)
class NewWatchLink:
    """A new link with which one more person can watch a ticket."""

    WIRE: ClassVar = "watch:{ticket_id}"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class Watchers:
    """The people who watch a ticket."""

    WIRE: ClassVar = "watchers:{ticket_id}"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class AskToUnwatch:
    """The confirmation before a person stops watching a ticket."""

    WIRE: ClassVar = "unwatch:{ticket_id}:{person_id}"
    ticket_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Unwatch:
    """The confirmed end of a person's watching."""

    WIRE: ClassVar = "unwatched:{ticket_id}:{person_id}"
    ticket_id: int
    person_id: int


TicketAddress: TypeAlias = (
    TicketCard
    | TicketActions
    | TicketPdf
    | TicketFiles
    | TicketFile
    | TicketVolume
    | NewWatchLink
    | Watchers
    | AskToUnwatch
    | Unwatch
)
