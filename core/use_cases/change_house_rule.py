"""Change one of the house rules, as an administrator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from core.audit import Change, Changed, Trail, require_administrator
from core.errors import Refusal
from core.house_rules import BOUNDS, HouseRules, to_document, with_rule
from core.people import Person
from core.ports import Body, MasterData

# A number, and whatever unit people write behind it.
_NUMBER = re.compile(r"\s*([0-9]{1,6})\s*[^0-9]{0,20}")


@dataclass(frozen=True, slots=True)
class ChangeHouseRule:
    """What was begun under the old rule stays so; what begins now follows the new one."""

    master: MasterData
    trail: Trail

    def __call__(self, by: Person, name: str, number: int, at: datetime) -> HouseRules:
        """The rules as they are now; refuses `not_administrator`, and as `with_rule` does."""
        require_administrator(by)
        before = to_document(self.master.rules)
        changed = with_rule(self.master.rules, name, number)
        if before[name] != number:
            self.master.put(Body.RULES, to_document(changed))
            label = BOUNDS[name].label
            was, now = {name: before[name]}, {name: number}
            self.trail.add(Change(Changed.RULE_CHANGED, label, at, by.id, was, now))
        return changed


def read_number(text: str) -> int:
    """A whole number as people type it, with or without its unit; Refusal("number")."""
    if not (found := _NUMBER.fullmatch(text)):
        raise Refusal("number")
    return int(found[1])
