"""Types of the fields of addresses, beside numbers and the enumerations of `core`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

# A code or a name; the annotation is the pattern of its text on a button, which has no colon.
Word: TypeAlias = Annotated[str, "[^:]+"]
# Any text, perhaps empty; only the last field of an address can be one.
AnyText: TypeAlias = Annotated[str, ".*"]


class Direction(StrEnum):
    """The page to read next: after the cursor, or before it."""

    FORWARD = "f"
    BACK = "b"


class YesNo(StrEnum):
    """The answer to a question that needs no conversation."""

    YES = "yes"
    NO = "no"


class TableFormat(StrEnum):
    """The file format of an exported table."""

    CSV = "csv"
    XLSX = "xlsx"


class ReportFormat(StrEnum):
    """The format of an exported report."""

    PICTURES = "pictures"
    XLSX = "xlsx"
