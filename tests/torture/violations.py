"""Name the kinds of disagreement that a comparison can find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Kinds of disagreement."""

    LOST = "lost"  # it was confirmed, and is not there
    DOUBLED = "doubled"  # it is there more than once
    MIXED_UP = "mixed up"  # it is there, of somebody else, about another ticket, or as something else
    INVENTED = "invented"  # it is there, and nobody did it
    DISAGREES = "disagrees"  # the ticket is not what its history leads to, or not what people see
    UNTOLD = "untold"  # somebody who must be told was not
    REPEATED = "repeated"  # messages came twice more often than may be
    GROWN = "grown"  # something grew that is no ticket
    STUCK = "stuck"  # somebody can't go on, or work was left undone


@dataclass(frozen=True, slots=True)
class Violation:
    """One disagreement."""

    fault: Fault
    what: str

    def __str__(self) -> str:
        return f"{self.fault}: {self.what}"
