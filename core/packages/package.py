"""The package that a ticket is about, and how its code was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.packages import Checked, PackageFacts


@dataclass(frozen=True, slots=True)
class Package:
    """Package of one ticket; the default is none.

    `facts` are those that were found for a validated `code`, or those that the reporter filled in by hand. By
    hand, every fact is optional, the code too.
    """

    checked: Checked = Checked.NONE
    code: str = ""
    facts: PackageFacts | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the package as JSON-safe values, from which `from_dict` restores it unchanged."""
        return {
            "checked": self.checked.value,
            "code": self.code,
            "facts": self.facts.to_dict() if self.facts else None,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, object]) -> Package:
        """Return the package that `to_dict` wrote."""
        facts = kept.get("facts")
        return cls(
            Checked(str(kept["checked"])),
            str(kept["code"]),
            PackageFacts.from_dict(facts) if isinstance(facts, Mapping) else None,
        )
