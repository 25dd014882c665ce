"""Staff groups: group chats that get the alerts of one desk, and what keeps them entitled to these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.master_data.ports import Lpses
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.people import Person

# Somebody of the desk has so long to confirm a group whose claimer serves there no longer.
CONFIRM_WITHIN = timedelta(days=7)
TITLE_MOST = 128


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """A group chat and the desk whose alerts it gets; it belongs to the desk, and not to who claimed it.

    `person_id` claimed it, if that is known. `thread_id` is the topic for alerts where the group is a forum.
    `confirm_by` is when it ends unless somebody of the desk confirms it; None while its claimer serves there.
    """

    chat_id: int
    desk: Desk
    title: str
    person_id: int | None = None
    thread_id: int | None = None
    confirm_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class BackedGroup:
    """A group with the people behind it: whether its claimer, and whether anybody, serves at its desk."""

    group: StaffGroup
    claimer_serves: bool
    is_staffed: bool


class GroupVerdict(StrEnum):
    """Answers to whether a group may go on getting alerts, and if not, why."""

    BACKED = "backed"
    UNCONFIRMED = "unconfirmed"
    EXPIRED = "expired"
    UNSTAFFED = "unstaffed"
    RETIRED = "retired"


class StaffGroups(Protocol):
    """Staff groups by the id of their chat."""

    def get(self, chat_id: int) -> StaffGroup | None:
        """Return the group for reading, or None."""

    def get_for_change(self, chat_id: int) -> BackedGroup | None:
        """Return the group, locked until this unit of work ends, or None."""

    def add(self, group: StaffGroup) -> bool:
        """Store a new group; return False where this chat is one already."""

    def save(self, group: StaffGroup) -> None:
        """Store a changed group."""

    def drop(self, chat_id: int) -> bool:
        """End the alerts of this group; return whether it had any."""

    def page(self, after: int | None = None, limit: int = 200) -> Sequence[BackedGroup]:
        """Return groups in the order of their chat ids: at most `limit`, all above `after`."""


def judge_group(backed: BackedGroup, lpses: Lpses, now: datetime) -> GroupVerdict:
    """Return whether the group may go on getting alerts."""
    group = backed.group
    lpse = lpses.get(group.desk.lpse_id) if group.desk.lpse_id is not None else None
    if lpse is not None and lpse.retired:
        return GroupVerdict.RETIRED
    if not backed.is_staffed:
        return GroupVerdict.UNSTAFFED
    if backed.claimer_serves:
        return GroupVerdict.BACKED
    if group.confirm_by is not None and group.confirm_by <= now:
        return GroupVerdict.EXPIRED
    return GroupVerdict.UNCONFIRMED


def gets_alerts(backed: BackedGroup, lpses: Lpses, now: datetime) -> bool:
    """Return whether an alert of the desk goes to the group now."""
    return judge_group(backed, lpses, now) in {GroupVerdict.BACKED, GroupVerdict.UNCONFIRMED}


def may_release_group(person: Person, group: StaffGroup) -> bool:
    """Return whether the person may end the group's alerts: with a present role at its desk, or for all."""
    return group.desk in person.desks or person.is_administrator


def needs_review(backed: BackedGroup, lpses: Lpses, now: datetime) -> bool:
    """Return whether a review would change something about the group."""
    has_term = backed.group.confirm_by is not None
    match judge_group(backed, lpses, now):
        case GroupVerdict.BACKED:
            return has_term
        case GroupVerdict.UNCONFIRMED:
            return not has_term
        case _:
            return True


def desk_parts(desk: Desk, lpses: Lpses) -> tuple[Level | Directorate | str, ...]:
    """Return the desk's level, and its LPSE's name or its directorate if it has one, to be put into words."""
    lpse = lpses.get(desk.lpse_id) if desk.lpse_id is not None else None
    return (desk.level, *((lpse.name,) if lpse else ()), *((desk.directorate,) if desk.directorate else ()))


def desk_name(desk: Desk, lpses: Lpses) -> list[str]:
    """Return these parts as the audit trail keeps them, in the source language."""
    return [
        part.label if isinstance(part, (Level, Directorate)) else part for part in desk_parts(desk, lpses)
    ]
