"""Claim a group chat for the alerts of a desk, or confirm one that the desk has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.administration.audit import AuditChange, AuditTrail, ChangeType
from core.errors import Refusal
from core.master_data.ports import Lpses
from core.people.desks import Desk
from core.people.people import Person
from core.people.ports import People
from core.people.staff_groups import TITLE_MOST, StaffGroup, StaffGroups, desk_name, desk_parts

# Names of people who can release a group, in a refusal.
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class GroupRequest:
    """A group chat as its member asked for it: its id and title, and the topic where it is a forum."""

    chat_id: int
    title: str
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Give a group the alerts of a desk at which the person serves now; never take it from another desk."""

    groups: StaffGroups
    people: People
    lpses: Lpses
    trail: AuditTrail

    def __call__(self, person: Person, request: GroupRequest, desk: Desk, at: datetime) -> StaffGroup:
        """Return the group; refuse `group_desk`, `group_lpse_retired`, and `group_taken` with whom to ask."""
        self.check(person, request.chat_id, desk)
        title = request.title[:TITLE_MOST]
        claimed = StaffGroup(request.chat_id, desk, title, person.id, request.thread_id)
        if self.groups.add(claimed):
            kind = ChangeType.GROUP_CLAIMED
        else:
            # Somebody may have claimed it since it was looked at.
            self.check(person, request.chat_id, desk)
            self.groups.save(claimed)
            kind = ChangeType.GROUP_CONFIRMED
        after = {"desk": desk_name(desk, self.lpses)}
        self.trail.add(AuditChange(kind, title, at, person.id, {}, after))
        return claimed

    def check(self, person: Person, chat_id: int, desk: Desk | None = None) -> None:
        """Refuse as claiming would; without `desk`, if none of the person's desks can have the group."""
        if not person.desks or desk not in (None, *person.desks):
            raise Refusal("group_desk")
        lpse = self.lpses.get(desk.lpse_id) if desk and desk.lpse_id is not None else None
        if lpse is not None and lpse.retired:
            raise Refusal("group_lpse_retired", name=lpse.name)
        backed = self.groups.get_for_change(chat_id)
        if backed is None:
            return
        if backed.group.desk not in (person.desks if desk is None else (desk,)):
            desk_label = desk_parts(backed.group.desk, self.lpses)
            raise Refusal("group_taken", desk=desk_label, whom=serving_names(backed.group, self.people))


def serving_names(group: StaffGroup, people: People) -> str:
    """Return names of people who serve at the group's desk and can release it."""
    serving = people.of_ids(people.at_desk(group.desk, limit=MOST_NAMES)).values()
    return ", ".join(person.name for person in serving) or "administrator"
