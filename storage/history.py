"""What has happened to a ticket: appended row by row, and read as discussion, files or whole history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from core.attachments import Attachment, Upload
from core.events import Event, Happening
from core.roles import Role
from storage import tables as t
from storage.columns import LARGEST
from storage.copies import want


@dataclass(frozen=True, slots=True)
class Said:
    """One row of the history; `person_id` is None for what the clock did."""

    history_id: int
    kind: Happening
    at: datetime
    person_id: int | None
    person_name: str | None
    role: Role | None
    text: str
    files: tuple[Attachment, ...]
    facts: Mapping[str, object] = field(default_factory=dict)


_APPEND = insert(t.history).returning(t.history.c.id)
_ATTACH = insert(t.attachments)

_HISTORY = (
    select(t.history, t.people.c.name.label("person_name"))
    .outerjoin_from(t.history, t.people, t.people.c.id == t.history.c.person_id)
    .where(t.history.c.ticket_id == bindparam("ticket"))
    .order_by(t.history.c.id)
)
_FILES = (
    select(t.attachments, t.copies.c.agrees)
    .outerjoin_from(t.attachments, t.copies, t.copies.c.unique_ref == t.attachments.c.unique_ref)
    .where(t.attachments.c.ticket_id == bindparam("ticket"))
    .order_by(t.attachments.c.ordinal)
)
_DESCRIPTION_FILES = _FILES.join(t.history, t.history.c.id == t.attachments.c.history_id).where(
    t.history.c.kind == Happening.FILED.value
)
_FILE = _FILES.where(t.attachments.c.ordinal == bindparam("ordinal"))


def append(connection: Connection, ticket_id: int, events: Iterable[Event]) -> None:
    """Add the events to the ticket's history, in order, with their files."""
    for event in events:
        history_id = connection.execute(_APPEND, event_row(ticket_id, event)).scalar_one()
        if event.files:
            connection.execute(_ATTACH, [file_row(ticket_id, history_id, file) for file in event.files])
            want(connection, event.files, event.at)


class SqlDiscussion:
    """What was written into tickets, and what happened to them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def said(self, ticket_id: int) -> list[Said]:
        """Rows with text or files, oldest first; the ticket's own description is not among them."""
        rows = self.history(ticket_id)
        return [row for row in rows if row.kind is not Happening.FILED and (row.text or row.files)]

    def history(self, ticket_id: int) -> list[Said]:
        """Every row, oldest first."""
        rows = self._connection.execute(_HISTORY, {"ticket": ticket_id}).all()
        files: dict[int, list[Attachment]] = defaultdict(list)
        for row in self._connection.execute(_FILES, {"ticket": ticket_id}):
            files[row.history_id].append(_attachment(row))
        return [_said(row, files[row.id]) for row in rows]

    def files(self, ticket_id: int, *, of_description: bool = False) -> list[Attachment]:
        """The ticket's files by ordinal; `of_description`: only those it was filed with."""
        statement = _DESCRIPTION_FILES if of_description else _FILES
        return [_attachment(row) for row in self._connection.execute(statement, {"ticket": ticket_id})]

    def file(self, ticket_id: int, ordinal: int) -> Attachment | None:
        if not 0 < ordinal <= LARGEST:
            return None
        row = self._connection.execute(_FILE, {"ticket": ticket_id, "ordinal": ordinal}).one_or_none()
        return _attachment(row) if row else None


def _said(row: Row[Any], files: Iterable[Attachment]) -> Said:
    return Said(
        row.id,
        Happening(row.kind),
        row.at,
        row.person_id,
        row.person_name,
        Role(row.role) if row.role else None,
        row.text,
        tuple(files),
        row.facts,
    )


def event_row(ticket_id: int, event: Event) -> dict[str, Any]:
    """Every column but the id."""
    return {
        "ticket_id": ticket_id,
        "kind": event.kind.value,
        "at": event.at,
        "person_id": event.person_id,
        "role": event.role.value if event.role else None,
        "facts": dict(event.facts),
        "text": event.text,
    }


def file_row(ticket_id: int, history_id: int, file: Attachment) -> dict[str, Any]:
    """Every column; `history_id` is the row of the event that the file came with."""
    upload = file.upload
    return {
        "ticket_id": ticket_id,
        "ordinal": file.ordinal,
        "history_id": history_id,
        "name": file.name,
        "original": upload.original,
        "size": upload.size,
        "mime": upload.mime,
        "reference": upload.reference,
        "unique_ref": upload.unique,
        "is_photo": upload.is_photo,
    }


def _attachment(row: Row[Any]) -> Attachment:
    upload = Upload(row.original, row.size, row.mime, row.reference, row.unique_ref, row.is_photo)
    return Attachment(row.ordinal, row.name, upload, is_flagged=row.agrees is False)
