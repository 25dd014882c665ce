"""The trail of who looked at tickets of others: opened, printed or exported them, or fetched their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.administration.audit import ChangeType


@dataclass(frozen=True, slots=True)
class Look:
    """One look of a person, of a kind in the area `AuditArea.LOOKS`.

    `subject` is the number of the ticket, or the title of the list; `day` is the date where the person is.
    `tickets` is how many tickets of others there were to see.
    """

    kind: ChangeType
    subject: str
    at: datetime
    day: date
    person_id: int
    tickets: int = 1


class Looks(Protocol):
    """The trail of looks, with one line for each person, kind, subject and day."""

    def add(self, look: Look) -> None:
        """Add a line, or count the look in the line of its day; of opened tickets the first alone is kept."""
