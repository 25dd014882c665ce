"""Procurement packages: the front door to their facts, codes, records and what people fill in by hand."""

from __future__ import annotations

from core.package_answers import PROCUREMENT_CATEGORIES, read_build, read_hps, read_year
from core.package_codes import belongs_to, read_code, repository_number
from core.package_facts import Checked, PackageFacts, PackageKind, PackageStatus, Stage
from core.package_records import from_record

__all__ = [
    "PROCUREMENT_CATEGORIES",
    "Checked",
    "PackageFacts",
    "PackageKind",
    "PackageStatus",
    "Stage",
    "belongs_to",
    "from_record",
    "read_build",
    "read_code",
    "read_hps",
    "read_year",
    "repository_number",
]
