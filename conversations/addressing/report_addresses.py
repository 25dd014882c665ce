"""Addresses of statistics for days that a person has chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conversations.addressing.fields import ReportFormat, Word


@dataclass(frozen=True, slots=True)
class DaysReport:
    """The figures of chosen days, each as `YYYYMMDD`."""

    WIRE: ClassVar = "reportdays:{first}:{last}"
    first: Word
    last: Word


@dataclass(frozen=True, slots=True)
class DaysReportDocument:
    """The figures of chosen days as a document."""

    WIRE: ClassVar = "reportdaysdoc:{kind}:{first}:{last}"
    kind: ReportFormat
    first: Word
    last: Word
