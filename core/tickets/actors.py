"""People in the role in which they act on a ticket, and the desks that it came through."""

from __future__ import annotations

from dataclasses import dataclass

from core.organisation.roles import Role
from core.people.desks import Desk


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the one role in which they act."""

    person_id: int
    role: Role
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One step of a ticket's way up: the desk it left, and the person who escalated it."""

    desk: Desk
    person_id: int
