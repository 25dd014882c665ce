"""Record what each person did and what they were told of it, to be compared with the store at the end."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from enum import StrEnum

from core.tickets.lifecycle import EventType

# The word of an act, as `Journal.begin` makes it.
TOKEN = re.compile(r"(?:JUDUL|PESAN)\d{6}")


class Outcome(StrEnum):
    """How a person's act ended, as far as the person knows."""

    CONFIRMED = "confirmed"  # the bot said that it is done
    REFUSED = "refused"  # the bot said that it can't be done
    UNSURE = "unsure"  # nothing was said; it may have been done


@dataclass(slots=True)
class Entry:
    """One act of a person: what they wanted, and what became of it.

    `token` is a word that stands in the title or remark of this act alone; empty where an act takes no text.
    `number` of a filing is known once it is confirmed. `is_sent` says that the last button was pressed.
    """

    person: int
    kind: EventType
    number: str = ""
    token: str = ""
    outcome: Outcome = Outcome.UNSURE
    is_sent: bool = False
    apologies: int = 0


@dataclass(slots=True)
class Journal:
    """The acts of everybody, in the order in which they were begun, and how people fared."""

    entries: list[Entry] = field(default_factory=list)
    presses: int = 0
    repeated_presses: int = 0
    starts_when_lost: int = 0
    # Everything that people did and saw, line by line, to be read where something went wrong.
    diary: list[str] = field(default_factory=list)
    _tokens: int = 0

    def begin(self, person: int, kind: EventType, number: str = "", *, has_token: bool = True) -> Entry:
        """Return a new entry, with a token of its own where the act takes a text."""
        token = ""
        if has_token:
            self._tokens += 1
            # Titles and remarks stand in one message, and must be told apart there.
            token = f"{'JUDUL' if kind is EventType.FILED else 'PESAN'}{self._tokens:06d}"
        entry = Entry(person, kind, number, token)
        self.entries.append(entry)
        return entry

    def confirm_earlier(self, entry: Entry) -> None:
        """Note that the same act of this person, begun before and given up, was done after all."""
        for earlier in reversed(self.entries[: self.entries.index(entry)]):
            same = (earlier.person, earlier.kind, earlier.number) == (entry.person, entry.kind, entry.number)
            if same and earlier.is_sent and earlier.outcome is Outcome.UNSURE:
                earlier.outcome = Outcome.CONFIRMED
                return

    def note(self, person: int, what: str) -> None:
        """Add a line to the diary, with the seconds of this machine's clock."""
        self.diary.append(f"{time.monotonic():.3f} {person} {what}")

    def count(self, outcome: Outcome) -> int:
        """Return how many acts ended so."""
        return sum(entry.outcome is outcome for entry in self.entries)
