"""Erase what is known of a person: at once what lets them in, in portions what grows, at last the name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Delete,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from core.administration.erasure import DataSubject
from core.input.characters import plain
from core.languages import SOURCE
from core.messaging.outgoing import LetterKind
from core.tickets.lifecycle import Status
from storage.engine.locks import Lock, hold_lock
from storage.privacy.subject import IF_REFUSED, Identifiers, find_identifiers
from storage.schema import tables as t

# Rows that one portion reads; others can write between two of them.
PORTION = 500
# Values that stay in lines of the audit trail about the person.
_KEPT_VALUES = frozenset({"role"})

_PERSON: BindParameter[int] = bindparam("person", type_=BigInteger)
_CHAT: BindParameter[int] = bindparam("chat", type_=BigInteger)
_LANE: BindParameter[str] = bindparam("lane", type_=Text)
_FIND = select(t.people.c.id).where(t.people.c.email == bindparam("address"))
_OPEN = (
    select(t.tickets.c.number)
    .where(t.tickets.c.reporter_id == _PERSON, t.tickets.c.status != Status.CLOSED.value)
    .order_by(t.tickets.c.id)
    .limit(bindparam("most"))
)
_WRITTEN_TO = and_(t.tickets.c.reporter_id == _PERSON, t.tickets.c.email != "")
_CHANGE = update(t.people).where(t.people.c.id == _PERSON)

# Tables from which rows of a person are deleted, each with the condition that finds them. Updates that are
# not done are left to the lane that has them: nobody is signed in there any more.
_OF_PERSON: Mapping[Table, ColumnElement[bool]] = {
    t.assignments: t.assignments.c.person_id == _PERSON,
    t.former_names: t.former_names.c.person_id == _PERSON,
    t.former_addresses: t.former_addresses.c.person_id == _PERSON,
    t.parked_drafts: t.parked_drafts.c.person_id == _PERSON,
    t.invitations: t.invitations.c.person_id == _PERSON,
    t.sign_in_codes: or_(t.sign_in_codes.c.person_id == _PERSON, t.sign_in_codes.c.chat_id == _CHAT),
}
_OF_CHAT: Mapping[Table, ColumnElement[bool]] = {
    t.alarms: t.alarms.c.chat_id == _CHAT,
    t.sends: t.sends.c.chat_id == _CHAT,
    t.ticket_messages: t.ticket_messages.c.chat_id == _CHAT,
    t.live_messages: t.live_messages.c.chat_id == _CHAT,
    t.inbox: and_(t.inbox.c.lane == _LANE, t.inbox.c.done_at.is_not(None)),
    t.chats: and_(t.chats.c.chat_id == _CHAT, t.chats.c.person_id == _PERSON),
}
# By these, messages and lines of the trail are found that name the person: they go last.
_FINDING = (t.former_names, t.former_addresses)
_DELETED = {**_OF_CHAT, **_OF_PERSON}
_TO_ADDRESS = t.sends.c.address == bindparam("letter_to")
_FORGET_LETTERS = delete(t.sends).where(_TO_ADDRESS)
_COUNT_LETTERS = select(func.count()).where(_TO_ADDRESS)
# Lines of letters have no chat; by the whole order of the index of chats, which finds them.
_LETTERS = (
    select(t.sends.c.id, t.sends.c.told_chat_id)
    .where(t.sends.c.chat_id.is_(None), t.sends.c.id > bindparam("after"))
    .order_by(t.sends.c.chat_id, t.sends.c.id)
    .limit(PORTION)
)
_TELL_NOBODY = update(t.sends).where(t.sends.c.id == bindparam("row")).values(told_chat_id=None)
_DELETIONS: Mapping[Table, Delete] = {table: delete(table).where(rows) for table, rows in _DELETED.items()}
_COUNTED: Mapping[str, Select[Any]] = {
    table.name: select(func.count()).select_from(table).where(rows)
    for table, rows in {
        **_DELETED,
        t.tickets: _WRITTEN_TO,
        t.watchers: t.watchers.c.person_id == _PERSON,
    }.items()
}

_MAILED_TICKETS = (
    select(t.tickets.c.id)
    .where(_WRITTEN_TO, t.tickets.c.id > bindparam("after"))
    .order_by(t.tickets.c.id)
    .limit(PORTION)
)
# The revision rises, so that a transaction which has read the ticket does not write the former value back.
_TOUCH = {"revision": t.tickets.c.revision + 1}
_TICKET = t.tickets.c.id == bindparam("ticket")
_FORGET_ADDRESS = update(t.tickets).where(_TICKET).values(email="", **_TOUCH)
# Letters to whoever reported it; staff get notices.
_FORGET_TICKET_LETTERS = delete(t.sends).where(
    t.sends.c.ticket_id == bindparam("ticket"), t.sends.c.kind == LetterKind.TICKET.value
)
_TOUCH_TICKET = update(t.tickets).where(_TICKET).values(**_TOUCH)
_WATCHED = (
    select(t.watchers.c.ticket_id)
    .where(t.watchers.c.person_id == _PERSON, t.watchers.c.ticket_id > bindparam("after"))
    .order_by(t.watchers.c.ticket_id)
    .limit(PORTION)
)


def _drop_own(table: Table) -> Delete:
    return delete(table).where(table.c.person_id == _PERSON, table.c.ticket_id == bindparam("ticket"))


_DROP_WATCHING = (_drop_own(t.watchers), _drop_own(t.parties))
_OUTBOX = (
    select(t.outbox.c.id, t.outbox.c.chat_id, t.outbox.c.payload)
    .where(t.outbox.c.id > bindparam("after"))
    .order_by(t.outbox.c.id)
    .limit(PORTION)
)
_DROP_MESSAGE = delete(t.outbox).where(t.outbox.c.id == bindparam("row"))
_CHANGE_MESSAGE = update(t.outbox).where(t.outbox.c.id == bindparam("row"))
_TRAIL = select(t.audit).where(t.audit.c.id > bindparam("after")).order_by(t.audit.c.id).limit(PORTION)
_RENAME_LINE = update(t.audit).where(t.audit.c.id == bindparam("row"))


class SqlErasures:
    """Find what is kept about people, and erase it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, address: str) -> DataSubject | None:
        person_id = self._connection.execute(
            _FIND, {"address": plain(address).strip().lower()}
        ).scalar_one_or_none()
        found = find_identifiers(self._connection, person_id) if person_id is not None else None
        return found.subject if found is not None else None

    def open_tickets(self, person_id: int, limit: int) -> Sequence[str]:
        return self._connection.execute(_OPEN, {"person": person_id, "most": limit}).scalars().all()

    def counts(self, subject: DataSubject) -> Mapping[str, int]:
        known = self._identifiers(subject)
        counted = {
            name: self._connection.execute(rows, known.values).scalar_one() for name, rows in _COUNTED.items()
        }
        counted[t.sends.name] += sum(
            self._connection.execute(_COUNT_LETTERS, {"letter_to": address}).scalar_one()
            for address in known.addresses
        )
        counted[t.outbox.name] = self._count(_OUTBOX, known.is_sent_to)
        counted[t.audit.name] = self._count(_TRAIL, known.is_named_in)
        return counted

    def begin(self, subject: DataSubject) -> None:
        """Disable the account (a trigger then has its tickets released), and delete what it could do."""
        hold_lock(self._connection, Lock.ACCOUNTS)
        state = {"disabled": True, "erasure": "begun"}
        self._connection.execute(_CHANGE, {"person": subject.person_id, **state})
        self._delete(subject, but=_FINDING)

    def portions(self) -> Sequence[Callable[[DataSubject, int], int | None]]:
        """Return what is done in portions between the two steps.

        Each takes the last id that it looked at, 0 at first, and returns the next one; None where nothing is
        left. Messages are dropped first, so that none is sent any more.
        """
        return (
            self._drop_messages,
            self._forget_addresses,
            self._stop_watching,
            self._rename_in_trail,
            self._forget_chat,
        )

    def finish(self, subject: DataSubject, name: str, address: str) -> None:
        hold_lock(self._connection, Lock.ADDRESSES)
        nobody = {"name": name, "email": address, "phone": "", "office": "", "language": SOURCE.code}
        self._connection.execute(_CHANGE, {"person": subject.person_id, **nobody, "erasure": "done"})
        # After the change of the name, whose trigger has just kept the former one.
        self._delete(subject)

    def _delete(self, subject: DataSubject, but: Collection[Table] = ()) -> None:
        known = self._identifiers(subject)
        values = known.values
        self._each(_FORGET_LETTERS, [{"letter_to": address} for address in sorted(known.addresses)])
        for table, deletion in _DELETIONS.items():
            if table not in but:
                self._connection.execute(deletion, values)

    def _drop_messages(self, subject: DataSubject, after: int) -> int | None:
        known = self._identifiers(subject)
        rows = self._connection.execute(_OUTBOX, {"after": after}).all()
        self._each(_DROP_MESSAGE, [{"row": row.id} for row in rows if known.is_sent_to(row)])
        for row in rows:
            if known.waits_for(row):
                payload = {name: value for name, value in row.payload.items() if name != IF_REFUSED}
                self._connection.execute(_CHANGE_MESSAGE, {"row": row.id, "payload": payload})
        return _next([row.id for row in rows])

    def _forget_addresses(self, subject: DataSubject, after: int) -> int | None:
        page = {"person": subject.person_id, "after": after}
        ids = self._connection.execute(_MAILED_TICKETS, page).scalars().all()
        for forget in (_FORGET_TICKET_LETTERS, _FORGET_ADDRESS):
            self._each(forget, [{"ticket": ticket_id} for ticket_id in ids])
        return _next(ids)

    def _stop_watching(self, subject: DataSubject, after: int) -> int | None:
        page = {"person": subject.person_id, "after": after}
        ids = self._connection.execute(_WATCHED, page).scalars().all()
        watched = [{"person": subject.person_id, "ticket": ticket_id} for ticket_id in ids]
        self._each(_TOUCH_TICKET, [{"ticket": ticket_id} for ticket_id in ids])
        for dropped in _DROP_WATCHING:
            self._each(dropped, watched)
        return _next(ids)

    def _rename_in_trail(self, subject: DataSubject, after: int) -> int | None:
        """Take name and values out of the lines about this person's account; what was done stays."""
        known, called = self._identifiers(subject), f"#{subject.person_id}"
        rows = self._connection.execute(_TRAIL, {"after": after}).all()
        for row in rows:
            if known.is_named_in(row):
                new = {"subject": called, "before": _kept(row.before), "after": _kept(row.after)}
                self._connection.execute(_RENAME_LINE, {"row": row.id, **new})
        return _next([row.id for row in rows])

    def _forget_chat(self, subject: DataSubject, after: int) -> int | None:
        """Take the person's chat out of the lines about letters to others; what became of those stays."""
        if subject.chat_id is None:
            return None
        rows = self._connection.execute(_LETTERS, {"after": after}).all()
        told = [{"row": row.id} for row in rows if row.told_chat_id == subject.chat_id]
        self._each(_TELL_NOBODY, told)
        return _next([row.id for row in rows])

    def _count(self, page: Select[Any], is_theirs: Callable[[Any], bool]) -> int:
        found, after = 0, 0
        while rows := self._connection.execute(page, {"after": after}).all():
            found += sum(map(is_theirs, rows))
            after = rows[-1].id
        return found

    def _each(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)

    def _identifiers(self, subject: DataSubject) -> Identifiers:
        """Return all by which the person is found; the chat is the one that was linked at the beginning."""
        found = find_identifiers(self._connection, subject.person_id)
        addresses = found.addresses if found is not None else frozenset[str]()
        return Identifiers(subject, addresses | {subject.email.lower()})


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in _KEPT_VALUES}


def _next(ids: Sequence[int]) -> int | None:
    return ids[-1] if len(ids) == PORTION else None
