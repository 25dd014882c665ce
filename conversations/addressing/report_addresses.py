"""Addresses of statistics, for a period or for days that a person has chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from conversations.addressing.fields import ReportFormat, Word
from core.tickets.statistics import Period


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """The figures of a period, or the choice of a period."""

    WIRE: ClassVar = "report:{period}"
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The figures of a period as a document."""

    WIRE: ClassVar = "reportdoc:{kind}:{period}"
    kind: ReportFormat
    period: Period


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


ReportAddress: TypeAlias = PeriodReport | ReportDocument | DaysReport | DaysReportDocument
