"""The accounts as administrators see and change them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, false, func, insert, select, update

from core.administration.accounts import Account
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from storage.engine.locks import Lock, hold_lock
from storage.people.people import (
    ASSIGNMENT_COLUMNS,
    FORGET_FORMER_ADDRESS,
    PERSON_COLUMNS,
    SqlPeople,
    assignment_row,
    read_assignment,
)
from storage.schema import tables as t
from storage.schema.ids import NextId
from storage.schema.upserts import insert_if_new
from storage.tickets.tickets import redirect

_ACCOUNTS = (
    select(
        *PERSON_COLUMNS,
        t.people.c.disabled,
        t.people.c.created_at,
        t.people.c.erasure,
        t.chats.c.chat_id,
        t.chats.c.reachable,
        *ASSIGNMENT_COLUMNS,
    )
    .outerjoin_from(t.people, t.chats, t.chats.c.person_id == t.people.c.id)
    .outerjoin(t.assignments, t.assignments.c.person_id == t.people.c.id)
)
_GET = _ACCOUNTS.where(t.people.c.id == bindparam("person")).order_by(t.assignments.c.id)
_GET_ALL = _ACCOUNTS.where(t.people.c.id.in_(bindparam("ids", expanding=True))).order_by(
    t.people.c.id.desc(), t.assignments.c.id
)
_IN_HAND = (
    select(func.count()).select_from(t.tickets).where(t.tickets.c.holder_id == bindparam("person"), t.HELD)
)
_ID_OF = select(t.people.c.id).where(t.people.c.email == bindparam("address"))
_CREATE = insert_if_new(t.people).values(id=NextId(t.people)).returning(t.people.c.id)
_CHANGE = update(t.people).where(t.people.c.id == bindparam("person"))
_ADD_ASSIGNMENT = insert(t.assignments)
_REMOVE_ASSIGNMENT = delete(t.assignments).where(
    t.assignments.c.person_id == bindparam("person"), t.assignments.c.key == bindparam("assignment")
)
_ADMINISTRATORS = (
    select(t.people.c.id)
    .join_from(t.assignments, t.people, t.people.c.id == t.assignments.c.person_id)
    .where(t.assignments.c.role == Role.ADMINISTRATOR.value, t.people.c.disabled == false())
)
_VOID = (
    update(t.invitations)
    .where(
        t.invitations.c.person_id == bindparam("person"),
        t.invitations.c.used_at.is_(None),
        t.invitations.c.expires_at > bindparam("now"),
    )
    .values(expires_at=bindparam("now"))
)
_DROP_CODES = delete(t.sign_in_codes).where(t.sign_in_codes.c.person_id == bindparam("person"))
_INVITED = (
    select(func.count())
    .select_from(t.invitations)
    .where(t.invitations.c.person_id == bindparam("person"), t.invitations.c.created_at >= bindparam("since"))
)


class SqlAccounts:
    """Accounts of one unit of work, disabled ones included."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self) -> None:
        """Keep other transactions from passing this line until this one ends; on SQLite they can't anyway."""
        hold_lock(self._connection, Lock.ACCOUNTS)

    def get(self, person_id: int) -> Account | None:
        of_person = {"person": person_id}
        rows = self._connection.execute(_GET, of_person).all()
        in_hand = self._connection.execute(_IN_HAND, of_person).scalar_one() if rows else 0
        return _account(rows, in_hand) if rows else None

    def get_all(self, ids: Collection[int]) -> list[Account]:
        """Return the accounts with these ids, the newest first; `in_hand` is not counted, and 0."""
        found: Iterable[Any] = self._connection.execute(_GET_ALL, {"ids": list(ids)}) if ids else ()
        return [_account(of_person) for _, of_person in groupby(found, key=attrgetter("id"))]

    def id_of(self, address: str) -> int | None:
        return self._connection.execute(_ID_OF, {"address": address.lower()}).scalar_one_or_none()

    def create(self, person: Person, at: datetime) -> Person | None:
        """Store a new account and return the person with its id; None where the address has an account."""
        hold_lock(self._connection, Lock.ADDRESSES)
        row = {
            "name": person.name,
            "email": person.email.lower(),
            "phone": person.phone,
            "office": person.office,
            "language": person.language,
            "disabled": False,
            "created_at": at,
        }
        person_id = self._connection.execute(_CREATE, row).scalar_one_or_none()
        if person_id is None:
            return None
        # If it was a former address of another person, it is this person's now, also for files of accounts.
        self._connection.execute(FORGET_FORMER_ADDRESS, {"taken": row["email"]})
        for assignment in person.assignments:
            self.add_assignment(person_id, assignment)
        return Person(
            person_id,
            person.name,
            person.email.lower(),
            person.phone,
            person.office,
            person.language,
            person.assignments,
        )

    def change(self, person: Person) -> None:
        profile = {"name": person.name, "phone": person.phone, "office": person.office}
        self._connection.execute(_CHANGE, {"person": person.id, **profile})

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        if not SqlPeople(self._connection).change_email(person, address, at):
            return False
        redirect(self._connection, person.id, person.email, address)
        return True

    def set_disabled(self, person_id: int, disabled: bool) -> None:
        self._connection.execute(_CHANGE, {"person": person_id, "disabled": disabled})

    def add_assignment(self, person_id: int, assignment: Assignment) -> None:
        self._connection.execute(_ADD_ASSIGNMENT, assignment_row(person_id, assignment))

    def remove_assignment(self, person_id: int, assignment: Assignment) -> None:
        self._connection.execute(_REMOVE_ASSIGNMENT, {"person": person_id, "assignment": assignment.key})

    def administrators(self) -> set[int]:
        return set(self._connection.execute(_ADMINISTRATORS).scalars())

    def void_invitations(self, person_id: int, at: datetime) -> None:
        self._connection.execute(_VOID, {"person": person_id, "now": at})

    def void_codes(self, person_id: int) -> None:
        self._connection.execute(_DROP_CODES, {"person": person_id})

    def count_invited(self, person_id: int, since: datetime) -> int:
        return self._connection.execute(_INVITED, {"person": person_id, "since": since}).scalar_one()


def _account(of_person: Iterable[Any], in_hand: int = 0) -> Account:
    """Return the account in these rows, one for each role."""
    rows = list(of_person)
    first = rows[0]
    roles = tuple(read_assignment(row) for row in rows if row.role)
    person = Person(first.id, first.name, first.email, first.phone, first.office, first.language, roles)
    is_linked = first.chat_id is not None
    is_erased = first.erasure is not None
    return Account(
        person, first.created_at, first.disabled, is_linked, bool(first.reachable), in_hand, is_erased
    )
