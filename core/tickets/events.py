"""Events of a ticket, named in the past tense: the rows of its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.organisation.roles import Role
from core.tickets.attachments import Attachment
from core.tickets.lifecycle import EventType


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the history.

    `facts` are JSON-safe; `text` and `files` stand in the discussion too. `person_id` and `role` are None for
    events that the clock caused.
    """

    kind: EventType
    at: datetime
    person_id: int | None
    role: Role | None
    facts: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    files: tuple[Attachment, ...] = ()
