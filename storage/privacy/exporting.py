"""Read everything that is kept about one person, part by part, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    Connection,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    select,
)

from core.messaging.outgoing import LetterKind
from storage.privacy.subject import Identifiers, find_identifiers
from storage.schema import tables as t
from storage.schema.columns import LOWEST
from storage.schema.ops import Op

# Rows read at a time; an event of a ticket has fewer files.
PAGE = 200
KEY = "export_key"
# Before every key, by its type.
FIRST: Mapping[type, object] = {int: LOWEST, str: ""}
FIRST_INSTANT = datetime.min.replace(tzinfo=UTC)
Record: TypeAlias = dict[str, Any]

_PERSON: BindParameter[int] = bindparam("person", type_=BigInteger)
_CHAT: BindParameter[int] = bindparam("chat", type_=BigInteger)
_LANE: BindParameter[str] = bindparam("lane", type_=Text)


@dataclass(frozen=True, slots=True)
class ExportPart:
    """One part of an export: rows of `table` by `rows`, in the order of `key`.

    `keeps` takes a part of the rows where no index finds the person's own; such tables are small, or the
    letters of a season.
    """

    name: str
    table: Table
    rows: Select[Any]
    key: Column[Any]
    keeps: Callable[[Identifiers, Row[Any]], bool] | None = None
    shown: Callable[[Identifiers, Record], Record] = lambda _known, record: record

    def statement(self) -> Select[Any]:
        """Return the statement of one page, beyond the key `after`."""
        after = bindparam("after", type_=self.key.type)
        keyed = self.rows.add_columns(self.key.label(KEY))
        return keyed.where(self.key > after).order_by(self.key).limit(PAGE)


def _part(
    name: str,
    table: Table,
    key: str,
    where: Any = None,
    *,
    but: Sequence[str] = (),
    keeps: Callable[[Identifiers, Row[Any]], bool] | None = None,
    shown: Callable[[Identifiers, Record], Record] = lambda _known, record: record,
) -> ExportPart:
    """Return a part with every column of a table but these."""
    rows = select(*(column for column in table.c if column.key not in but))
    if where is not None:
        rows = rows.where(where)
    return ExportPart(name, table, rows, table.c[key], keeps, shown)


def _message(_known: Identifiers, record: Record) -> Record:
    """Return a message, of a letter the address and the subject: its text may be a code.

    Whoever holds the telephone alone must not get by an export what only the mailbox may show.
    """
    payload = record["payload"]
    if record["op"] == Op.MAIL.value:
        payload = {name: payload[name] for name in ("to", "subject") if name in payload}
    return {**record, "payload": payload}


def _letter(known: Identifiers, record: Record) -> Record:
    """Return a line about a letter without the chat of who waits for it; of one to others no address either.

    Letters about tickets go to the address that the person gave for theirs.
    """
    is_own = record["address"] in known.addresses or record["kind"] == LetterKind.TICKET.value
    hidden = {"letter_id", "told_chat_id"} if is_own else {"letter_id", "told_chat_id", "address"}
    return {name: value for name, value in record.items() if name not in hidden}


def _change(known: Identifiers, record: Record) -> Record:
    """Return a line of the trail, of what the person did to the accounts of others only when and what."""
    if known.is_about(record["record"], record["person_id"], record["kind"], record["subject"]):
        return record
    return {name: record[name] for name in ("id", "at", "kind")}


_WRITTEN = (
    select(t.history, t.tickets.c.number)
    .join_from(t.parties, t.history, t.history.c.ticket_id == t.parties.c.ticket_id)
    .join(t.tickets, t.tickets.c.id == t.history.c.ticket_id)
    .where(t.parties.c.person_id == _PERSON, t.history.c.person_id == _PERSON)
)
_FILES = (
    select(
        t.attachments.c.history_id,
        t.tickets.c.number,
        t.attachments.c.name,
        t.attachments.c.original,
        t.attachments.c.size,
        t.attachments.c.mime,
        t.attachments.c.reference,
        t.attachments.c.ordinal,
    )
    .join_from(t.parties, t.attachments, t.attachments.c.ticket_id == t.parties.c.ticket_id)
    .join(t.history, t.history.c.id == t.attachments.c.history_id)
    .join(t.tickets, t.tickets.c.id == t.attachments.c.ticket_id)
    .where(t.parties.c.person_id == _PERSON, t.history.c.person_id == _PERSON)
)
_CONCERNED = (
    select(t.parties.c.ticket_id, t.tickets.c.number, t.parties.c.in_hand)
    .join_from(t.parties, t.tickets, t.tickets.c.id == t.parties.c.ticket_id)
    .where(t.parties.c.person_id == _PERSON)
)
_RATED = (
    select(t.parties.c.ticket_id, t.tickets.c.number, t.tickets.c.rating)
    .join_from(t.parties, t.tickets, t.tickets.c.id == t.parties.c.ticket_id)
    .where(
        t.parties.c.person_id == _PERSON, t.tickets.c.solver_id == _PERSON, t.tickets.c.rating.is_not(None)
    )
)
_VOLUMES = (
    select(t.ticket_volumes.c.ticket_id, t.ticket_volumes.c.volume, t.ticket_volumes.c.set_at)
    .join_from(t.parties, t.ticket_volumes, t.ticket_volumes.c.ticket_id == t.parties.c.ticket_id)
    .where(t.parties.c.person_id == _PERSON, t.ticket_volumes.c.person_id == _PERSON)
)

PARTS: tuple[ExportPart, ...] = (
    _part("account", t.people, "id", t.people.c.id == _PERSON),
    _part("roles", t.assignments, "id", t.assignments.c.person_id == _PERSON, but=("key",)),
    _part("former_names", t.former_names, "until", t.former_names.c.person_id == _PERSON),
    _part("former_addresses", t.former_addresses, "address", t.former_addresses.c.person_id == _PERSON),
    _part("chats", t.chats, "chat_id", t.chats.c.person_id == _PERSON, but=("screen_id",)),
    _part("drafts", t.parked_drafts, "key", t.parked_drafts.c.person_id == _PERSON),
    # Digests stand for what opens an account or a ticket, and are left out.
    _part("sign_ins", t.sign_in_trail, "id", t.sign_in_trail.c.person_id == _PERSON, but=("address_digest",)),
    _part("invitations", t.invitations, "digest", t.invitations.c.person_id == _PERSON, but=("digest",)),
    _part("tickets", t.tickets, "id", t.tickets.c.reporter_id == _PERSON),
    ExportPart("written", t.history, _WRITTEN, t.history.c.id),
    ExportPart("files", t.attachments, _FILES, t.attachments.c.history_id),
    ExportPart("concerned", t.parties, _CONCERNED, t.parties.c.ticket_id),
    ExportPart("ratings_received", t.tickets, _RATED, t.parties.c.ticket_id),
    _part("watched", t.watchers, "ticket_id", t.watchers.c.person_id == _PERSON),
    ExportPart("volumes", t.ticket_volumes, _VOLUMES, t.ticket_volumes.c.ticket_id),
    _part("looks", t.looks, "id", t.looks.c.person_id == _PERSON),
    _part(
        "changes",
        t.audit,
        "id",
        keeps=lambda known, row: row.person_id == known.subject.person_id or known.is_named_in(row),
        shown=_change,
    ),
    _part(
        "groups",
        t.staff_groups,
        "chat_id",
        keeps=lambda known, row: row.person_id == known.subject.person_id,
    ),
    _part("received", t.inbox, "update_id", t.inbox.c.lane == _LANE),
    _part("notices", t.outbox, "id", keeps=lambda known, row: known.is_sent_to(row), shown=_message),
    _part("sends", t.sends, "id", t.sends.c.chat_id == _CHAT),
    _part(
        "letters",
        t.sends,
        "id",
        t.sends.c.chat_id.is_(None),
        keeps=lambda known, row: known.has_letter(row) or known.is_told_of(row),
        shown=_letter,
    ),
    _part("messages", t.ticket_messages, "message_id", t.ticket_messages.c.chat_id == _CHAT),
    _part("living_messages", t.live_messages, "name", t.live_messages.c.chat_id == _CHAT),
    _part("alarms", t.alarms, "kind", t.alarms.c.chat_id == _CHAT),
)

_STATEMENTS: Mapping[str, Select[Any]] = {part.name: part.statement() for part in PARTS}


class SqlPersonalData:
    """Read all that is kept about one person; `storage.privacy.data_inventory` says what each table holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, person_id: int, part: ExportPart, after: object = None) -> tuple[list[Record], object]:
        """Return the records of the next rows beyond the key `after`, and the key to read on from.

        The key is None where nothing is left. A person who does not exist has no records.
        """
        known = find_identifiers(self._connection, person_id)
        if known is None:
            return [], None
        first = FIRST.get(part.key.type.python_type, FIRST_INSTANT)
        values = {**known.values, "after": first if after is None else after}
        rows = self._connection.execute(_STATEMENTS[part.name], values).all()
        next_key = None
        if len(rows) == PAGE:
            # The rows of the last key may go on behind the page: they are read with the next one.
            last = getattr(rows[-1], KEY)
            rows = [row for row in rows if getattr(row, KEY) != last] or rows
            next_key = getattr(rows[-1], KEY)
        kept = [row for row in rows if part.keeps is None or part.keeps(known, row)]
        return [part.shown(known, _record(row)) for row in kept], next_key


def _record(row: Row[Any]) -> Record:
    return {name: value for name, value in row._mapping.items() if name != KEY}  # noqa: SLF001 - public, by a name that does not look so
