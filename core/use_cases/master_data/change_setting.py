"""Change one of the helpdesk's settings, as an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.administration.audit import (
    AuditChange,
    AuditedRecord,
    AuditTrail,
    ChangeType,
    require_administrator,
)
from core.master_data.helpdesk_settings import BOUNDS, HelpdeskSettings, to_document, with_setting
from core.master_data.ports import MasterData, MasterDataKind
from core.people.people import Person


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Change a setting; what was begun before keeps the old number, what begins now has the new one."""

    master: MasterData
    trail: AuditTrail

    def __call__(self, by: Person, name: str, number: int, at: datetime) -> HelpdeskSettings:
        """Return the settings as they are now; refuse `not_administrator`, and as `with_setting` does."""
        require_administrator(by)
        before = to_document(self.master.settings)
        changed = with_setting(self.master.settings, name, number)
        if before[name] != number:
            self.master.put(MasterDataKind.RULES, to_document(changed))
            label = BOUNDS[name].label
            old, new = {name: before[name]}, {name: number}
            self.trail.add(
                AuditChange(
                    ChangeType.RULE_CHANGED, label, at, by.id, old, new, AuditedRecord.SETTING.key(name)
                )
            )
        return changed
