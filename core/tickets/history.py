"""Stored events of a ticket, as its history and discussion show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.organisation.roles import Role
from core.tickets.attachments import Attachment
from core.tickets.lifecycle import EventType


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One stored event of a ticket with its person's name; entries with a text or files are the discussion.

    `person_id`, `person_name` and `role` are None for events that the clock caused; `facts` are the event's.
    """

    id: int
    kind: EventType
    at: datetime
    person_id: int | None
    person_name: str | None
    role: Role | None
    text: str = ""
    files: tuple[Attachment, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
