"""Counts of tickets on dashboards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """A number of tickets; with `or_more` there are at least so many, as counting stopped there."""

    number: int
    or_more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.or_more else str(self.number)


@dataclass(frozen=True, slots=True)
class ReporterCounts:
    """Dashboard of a reporter (guide 4.1), about the tickets that they filed themselves.

    `working` are in the hands of the helpdesk, `asked` wait for feedback or a confirmation, `being_worked`
    are both. `open` are all that are not closed, `ever` the closed ones too.
    """

    not_yet_worked: Count
    open: Count
    being_worked: Count
    ever: Count
    working: Count
    asked: Count


@dataclass(frozen=True, slots=True)
class StaffCounts:
    """Dashboard of a person who works tickets (guide 4.1).

    `not_taken` wait at the person's desks, or below them where these are alerted. `in_hand` are those of the
    person's list "Tiket Ditangani", and `to_work` those of them that the person has to go on with, as nobody
    else is waited for. `taken_today` were taken today at these desks, by anybody who serves there now, each
    ticket once: also those that were handed back, sent on or closed since.
    """

    not_taken: Count
    in_hand: Count
    taken_today: Count
    to_work: Count


@dataclass(frozen=True, slots=True)
class MenuCounts:
    """Numbers behind the labels of a menu: tickets that the person's desks may take, and in their hands."""

    queue: Count
    held: Count
