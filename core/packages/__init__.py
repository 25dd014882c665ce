"""Procurement packages: their facts, codes and records, and what people fill in by hand."""

from __future__ import annotations

from core.packages.codes import belongs_to, read_code, repository_number
from core.packages.facts import Checked, PackageFacts, PackageKind, PackageStatus, Stage
from core.packages.manual import PROCUREMENT_CATEGORIES, read_build, read_hps, read_year
from core.packages.records import facts_from_record

__all__ = [
    "PROCUREMENT_CATEGORIES",
    "Checked",
    "PackageFacts",
    "PackageKind",
    "PackageStatus",
    "Stage",
    "belongs_to",
    "facts_from_record",
    "read_build",
    "read_code",
    "read_hps",
    "read_year",
    "repository_number",
]
