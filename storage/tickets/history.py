"""The history of tickets: append events, and read them as discussion, files or whole history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from core.files.findings import FileFinding, findings_from
from core.organisation.roles import Role
from core.tickets.attachments import Attachment, Upload
from core.tickets.events import Event
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType
from storage.schema import tables as t
from storage.schema.columns import LARGEST
from storage.schema.ids import NextId
from storage.schema.names import name_at
from storage.tickets.copies import request_copies
from storage.tickets.vocabulary import learn_words

_APPEND = insert(t.history).values(id=NextId(t.history)).returning(t.history.c.id)
_ATTACH = insert(t.attachments)

_HISTORY = (
    select(t.history, name_at(t.history.c.person_id, t.history.c.at).label("person_name"))
    .outerjoin_from(t.history, t.people, t.people.c.id == t.history.c.person_id)
    .where(t.history.c.ticket_id == bindparam("ticket"))
    .order_by(t.history.c.id)
)
_FILES = (
    select(t.attachments, t.copies.c.agrees, t.copies.c.findings)
    .outerjoin_from(t.attachments, t.copies, t.copies.c.unique_ref == t.attachments.c.unique_ref)
    .where(t.attachments.c.ticket_id == bindparam("ticket"))
    .order_by(t.attachments.c.ordinal)
)
_DESCRIPTION_FILES = _FILES.join(t.history, t.history.c.id == t.attachments.c.history_id).where(
    t.history.c.kind == EventType.FILED.value
)
_EVENT = select(t.history).where(
    t.history.c.id == bindparam("history_id"), t.history.c.ticket_id == bindparam("ticket")
)
_LAST_EVENT = (
    select(t.history)
    .where(
        t.history.c.ticket_id == bindparam("ticket"),
        t.history.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(t.history.c.id.desc())
    .limit(1)
)
_LAST_WORDS = _LAST_EVENT.where(t.history.c.text != "")
_HAPPENED = (
    select(t.history.c.id)
    .where(
        t.history.c.ticket_id == bindparam("ticket"),
        t.history.c.id < bindparam("before"),
        t.history.c.kind == bindparam("kind"),
    )
    .limit(1)
)
_FILES_OF_EVENT = _FILES.where(t.attachments.c.history_id == bindparam("history_id"))
_FILE = _FILES.where(t.attachments.c.ordinal == bindparam("ordinal"))


def append_events(connection: Connection, ticket_id: int, events: Iterable[Event]) -> list[int]:
    """Add the events to the ticket's history, in order, and return the ids of their rows.

    Their files are added too, and copies of the files requested.
    """
    ids, events = [], list(events)
    for event in events:
        history_id = connection.execute(_APPEND, event_row(ticket_id, event)).scalar_one()
        if event.files:
            connection.execute(_ATTACH, [file_row(ticket_id, history_id, file) for file in event.files])
            request_copies(connection, event.files, event.at)
        ids.append(history_id)
    # Those of a new ticket were learnt before it was stored.
    said = [event for event in events if event.kind is not EventType.FILED]
    learn_words(connection, (text for event in said for text in _texts_of(event)))
    return ids


def _texts_of(event: Event) -> Iterator[str]:
    """Yield what an event adds to the texts of its ticket: words, and names of files."""
    yield event.text
    yield from (file.upload.original for file in event.files)


class SqlDiscussion:
    """Histories, discussions and files of tickets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def event(self, ticket_id: int, history_id: int) -> Event:
        """Return the event in this row of the ticket's history; raise NoResultFound where it has none."""
        row_key = {"ticket": ticket_id, "history_id": history_id}
        row = self._connection.execute(_EVENT, row_key).one()
        files = tuple(_attachment(file) for file in self._connection.execute(_FILES_OF_EVENT, row_key))
        role = Role(row.role) if row.role else None
        return Event(EventType(row.kind), row.at, row.person_id, role, row.facts, row.text, files)

    def last_event(self, ticket_id: int, kinds: Collection[EventType]) -> Event | None:
        """Return the newest event of these kinds, without its files; None for none."""
        return self._last(_LAST_EVENT, ticket_id, kinds)

    def last_words(self, ticket_id: int, kinds: Collection[EventType]) -> Event | None:
        """Return the newest event of these kinds that has a text, without its files; None for none."""
        return self._last(_LAST_WORDS, ticket_id, kinds)

    def _last(self, statement: Select[Any], ticket_id: int, kinds: Collection[EventType]) -> Event | None:
        values = {"ticket": ticket_id, "kinds": [kind.value for kind in kinds]}
        row = self._connection.execute(statement, values).first()
        if row is None:
            return None
        role = Role(row.role) if row.role else None
        return Event(EventType(row.kind), row.at, row.person_id, role, row.facts, row.text)

    def has_happened(self, ticket_id: int, kind: EventType, before_id: int) -> bool:
        """Return whether the ticket's history has such an event before this row."""
        values = {"ticket": ticket_id, "kind": kind.value, "before": before_id}
        return self._connection.execute(_HAPPENED, values).first() is not None

    def entries(self, ticket_id: int) -> list[HistoryEntry]:
        """Return the events with text or files, oldest first; the ticket's own description is left out."""
        rows = self.history(ticket_id)
        return [row for row in rows if row.kind is not EventType.FILED and (row.text or row.files)]

    def history(self, ticket_id: int) -> list[HistoryEntry]:
        """Return every event, oldest first."""
        rows = self._connection.execute(_HISTORY, {"ticket": ticket_id}).all()
        files: dict[int, list[Attachment]] = defaultdict(list)
        for row in self._connection.execute(_FILES, {"ticket": ticket_id}):
            files[row.history_id].append(_attachment(row))
        return [_entry(row, files[row.id]) for row in rows]

    def files(self, ticket_id: int, *, of_description: bool = False) -> list[Attachment]:
        """Return the ticket's files by ordinal; `of_description`: only those it was filed with."""
        statement = _DESCRIPTION_FILES if of_description else _FILES
        return [_attachment(row) for row in self._connection.execute(statement, {"ticket": ticket_id})]

    def file(self, ticket_id: int, ordinal: int) -> Attachment | None:
        """Return the file with this ordinal, counted from 1; None where the ticket has none."""
        if not 0 < ordinal <= LARGEST:
            return None
        row = self._connection.execute(_FILE, {"ticket": ticket_id, "ordinal": ordinal}).one_or_none()
        return _attachment(row) if row else None


def _entry(row: Row[Any], files: Iterable[Attachment]) -> HistoryEntry:
    return HistoryEntry(
        row.id,
        EventType(row.kind),
        row.at,
        row.person_id,
        row.person_name,
        Role(row.role) if row.role else None,
        row.text,
        tuple(files),
        row.facts,
    )


def event_row(ticket_id: int, event: Event) -> dict[str, Any]:
    """Return a row of the table `history`, without its id."""
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
    """Return a row of the table `attachments`; `history_id` is the row of the event with the file."""
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
    # A copy that an earlier release fetched was only asked whether it is what its extension says.
    found = row.findings if row.findings is not None or row.agrees is not False else FileFinding.MISMATCH
    return Attachment(row.ordinal, row.name, upload, findings_from(found))
