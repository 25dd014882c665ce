"""Port through which packages are looked up."""

from __future__ import annotations

from typing import Protocol

from core.packages import PackageFacts, PackageKind


class PackageRecords(Protocol):
    """Records of procurement packages."""

    def find(self, kind: PackageKind, code: str, *, urgent: bool = False) -> PackageFacts | None:
        """Return the facts of a package; None for an unknown code.

        `urgent` says that a priority hangs on the schedule, so that it may be minutes old at most.

        Raise Refusal("packages_down") if no source can answer now.
        """
