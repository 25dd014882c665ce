"""The accounts: who a person is, and the roles they act in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, false, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.catalogue import Directorate
from core.desks import Desk
from core.people import Assignment, Person
from core.roles import Role
from storage import tables as t
from storage.locks import Lock, hold
from storage.upserts import upsert

# What a person and a role of theirs are read from.
PERSON = tuple(t.people.c[name] for name in ("id", "name", "email", "phone", "office", "language"))
ASSIGNMENT = tuple(t.assignments.c[name] for name in ("role", "lpse_id", "directorate"))
_PEOPLE = (
    select(*PERSON, *ASSIGNMENT)
    .outerjoin_from(t.people, t.assignments, t.assignments.c.person_id == t.people.c.id)
    .where(t.people.c.disabled == false())
    .order_by(t.people.c.id, t.assignments.c.id)
)
_GET = _PEOPLE.where(t.people.c.id == bindparam("person"))
_BY_EMAIL = _PEOPLE.where(t.people.c.email == bindparam("address"))
_AT_DESK = _PEOPLE.where(
    t.people.c.id.in_(select(t.assignments.c.person_id).where(t.assignments.c.desk_key == bindparam("desk")))
)
_NAMES = select(t.people.c.id, t.people.c.name).where(t.people.c.id.in_(bindparam("ids", expanding=True)))
_ADD = insert(t.people).returning(t.people.c.id)
_ASSIGN = insert(t.assignments)
_CHANGE = update(t.people).where(t.people.c.id == bindparam("person"))

_FORMER = upsert(t.former_addresses, ("address",), ("person_id", "changed_at"))
IN_USE_AGAIN = delete(t.former_addresses).where(t.former_addresses.c.address == bindparam("taken"))


class SqlPeople:
    """Accounts of one unit of work. A disabled account is nobody: only its name is still told."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: int) -> Person | None:
        return self._one(_GET, {"person": person_id})

    def by_email(self, address: str) -> Person | None:
        return self._one(_BY_EMAIL, {"address": address.lower()})

    def at_desk(self, desk: Desk) -> Sequence[Person]:
        return _people(self._connection.execute(_AT_DESK, {"desk": desk.key}))

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        """Names by id, of disabled accounts too."""
        return {row.id: row.name for row in self._connection.execute(_NAMES, {"ids": list(ids)})}

    def add(self, person: Person, at: datetime) -> Person:
        """Open an account; the person is given back with its id."""
        row = {
            "name": person.name,
            "email": person.email.lower(),
            "phone": person.phone,
            "office": person.office,
            "language": person.language,
            "disabled": False,
            "created_at": at,
        }
        person_id: int = self._connection.execute(_ADD, row).scalar_one()
        if person.assignments:
            self._connection.execute(_ASSIGN, [assignment_row(person_id, a) for a in person.assignments])
        return replace(person, id=person_id, email=person.email.lower())

    def change_profile(self, person: Person) -> None:
        """Store the name, telephone and office."""
        said = {"name": person.name, "phone": person.phone, "office": person.office}
        self._connection.execute(_CHANGE, {"person": person.id, **said})

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        """The unique address decides between two who want the same one at once."""
        hold(self._connection, Lock.ADDRESSES)
        address = address.lower()
        try:
            with self._connection.begin_nested():
                self._connection.execute(_CHANGE, {"person": person.id, "email": address})
        except IntegrityError:
            return False
        self._connection.execute(IN_USE_AGAIN, {"taken": address})
        former = {"address": person.email.lower(), "person_id": person.id, "changed_at": at}
        self._connection.execute(_FORMER, former)
        return True

    def set_language(self, person_id: int, language: str) -> None:
        self._connection.execute(_CHANGE, {"person": person_id, "language": language})

    def set_disabled(self, person_id: int, disabled: bool) -> None:
        self._connection.execute(_CHANGE, {"person": person_id, "disabled": disabled})

    def _one(self, statement: Select[Any], parameters: dict[str, object]) -> Person | None:
        return next(iter(_people(self._connection.execute(statement, parameters))), None)


def assignment_row(person_id: int, assignment: Assignment) -> dict[str, Any]:
    """A role as a row of its table."""
    directorate = assignment.directorate
    return {
        "person_id": person_id,
        "seat": assignment.seat,
        "role": assignment.role.value,
        "lpse_id": assignment.lpse_id,
        "directorate": directorate.value if directorate else None,
        "desk_key": assignment.desk.key if assignment.desk else None,
    }


def _people(rows: Iterable[Row[Any]]) -> list[Person]:
    """People from rows of one role each, those of a person next to each other."""
    found = [list(of_person) for _, of_person in groupby(rows, key=attrgetter("id"))]
    return [_person(rows[0], (read_assignment(row) for row in rows if row.role)) for rows in found]


def _person(row: Row[Any], roles: Iterable[Assignment]) -> Person:
    return Person(row.id, row.name, row.email, row.phone, row.office, row.language, tuple(roles))


def read_assignment(row: Row[Any]) -> Assignment:
    """The role that such a row is about."""
    directorate = Directorate(row.directorate) if row.directorate else None
    return Assignment(Role(row.role), row.lpse_id, directorate)
