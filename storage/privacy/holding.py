"""The classification of one table as to personal data: what it holds, and how erasing treats it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Those who read what a table holds, in the words of the documentation.
ADMINISTRATORS = "administrators"
PARTIES = "the reporter, the staff concerned, and whoever they let watch"
NOBODY = "nobody; the bot alone"


class Erasure(StrEnum):
    """Say what becomes of a person's rows when they are erased; the value is how documentation says it."""

    NOTHING = "nothing to erase"
    DELETED = "deleted"
    EMPTIED = "emptied in part"
    RECORD = "stays; it names the person by number alone"
    EXPIRES = "stays until its time is over"


@dataclass(frozen=True, slots=True)
class Holding:
    """Describe what one table holds of people.

    `what` is empty where that is nothing. `purpose` says why it is kept, `seen_by` who reads it, `kept` for
    how long where no rule of retention says it, and `exported` the part of an export it stands in; where it
    is empty, `unexported` says why. `goes` and `stays` part what is emptied from what is not.
    """

    what: str
    purpose: str = ""
    seen_by: str = ""
    erasure: Erasure = Erasure.NOTHING
    kept: str = ""
    exported: str = ""
    unexported: str = ""
    goes: str = ""
    stays: str = ""
