"""End the alerts of a staff group: by its desk, by an administrator, or because nothing backs it any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.administration.audit import AuditChange, AuditTrail, ChangeType
from core.errors import Refusal
from core.master_data.ports import Lpses
from core.people.people import Person
from core.people.ports import People
from core.people.staff_groups import (
    CONFIRM_WITHIN,
    GroupVerdict,
    StaffGroup,
    StaffGroups,
    desk_name,
    desk_parts,
    judge_group,
    may_release_group,
)
from core.use_cases.staff_groups.claim_group import serving_names


@dataclass(frozen=True, slots=True)
class ReleaseGroup:
    """End the alerts of a group, as somebody with a present role at its desk or as an administrator."""

    groups: StaffGroups
    people: People
    lpses: Lpses
    trail: AuditTrail

    def __call__(self, person: Person, chat_id: int, at: datetime) -> StaffGroup:
        """Return the former group; refuse `group_unknown`, and `group_not_yours` with whom to ask."""
        backed = self.groups.get_for_change(chat_id)
        if backed is None:
            raise Refusal("group_unknown")
        if not may_release_group(person, backed.group):
            desk_label = desk_parts(backed.group.desk, self.lpses)
            raise Refusal("group_not_yours", desk=desk_label, whom=serving_names(backed.group, self.people))
        end_group(self.groups, self.lpses, self.trail, backed.group, person.id, at)
        return backed.group


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Look whether a group is still backed by its desk, and end it where it is not."""

    groups: StaffGroups
    lpses: Lpses
    trail: AuditTrail

    def __call__(self, chat_id: int, at: datetime) -> tuple[StaffGroup, GroupVerdict] | None:
        """Return the group, and what became of it, where that is to be told; None otherwise.

        A group whose claimer serves at the desk no longer has to be confirmed within `CONFIRM_WITHIN`.
        """
        backed = self.groups.get_for_change(chat_id)
        if backed is None:
            return None
        group, verdict = backed.group, judge_group(backed, self.lpses, at)
        match verdict:
            case GroupVerdict.BACKED:
                if group.confirm_by is not None:
                    self.groups.save(replace(group, confirm_by=None))
                return None
            case GroupVerdict.UNCONFIRMED if group.confirm_by is not None:
                return None
            case GroupVerdict.UNCONFIRMED:
                group = replace(group, confirm_by=at + CONFIRM_WITHIN)
                self.groups.save(group)
            case _:
                end_group(self.groups, self.lpses, self.trail, group, None, at)
        return group, verdict


def end_group(
    groups: StaffGroups, lpses: Lpses, trail: AuditTrail, group: StaffGroup, by: int | None, at: datetime
) -> bool:
    """Drop a group with a line in the trail; return False where somebody else has done so.

    `by` is the person who ends it, or None where the helpdesk does so by itself.
    """
    if not groups.drop(group.chat_id):
        return False
    before = {"desk": desk_name(group.desk, lpses)}
    kind = ChangeType.GROUP_ENDED if by is None else ChangeType.GROUP_RELEASED
    trail.add(AuditChange(kind, group.title, at, by, before, {}))
    return True
