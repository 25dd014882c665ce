"""People with their roles, read by id, address or desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, false, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from storage.engine.locks import Lock, hold_lock
from storage.schema import tables as t
from storage.schema.ids import NextId
from storage.schema.upserts import upsert

# The columns of a person, and of one role assignment.
PERSON_COLUMNS = tuple(t.people.c[name] for name in ("id", "name", "email", "phone", "office", "language"))
ASSIGNMENT_COLUMNS = tuple(t.assignments.c[name] for name in ("role", "lpse_id", "directorate"))
_PEOPLE = (
    select(*PERSON_COLUMNS, *ASSIGNMENT_COLUMNS)
    .outerjoin_from(t.people, t.assignments, t.assignments.c.person_id == t.people.c.id)
    .where(t.people.c.disabled == false())
    .order_by(t.people.c.id, t.assignments.c.id)
)
_GET = _PEOPLE.where(t.people.c.id == bindparam("person"))
_OF_IDS = _PEOPLE.where(t.people.c.id.in_(bindparam("ids", expanding=True)))
_BY_EMAIL = _PEOPLE.where(t.people.c.email == bindparam("address"))
_AT_DESK = (
    select(t.assignments.c.person_id)
    .distinct()
    .join_from(t.assignments, t.people, t.people.c.id == t.assignments.c.person_id)
    .where(t.assignments.c.desk_key == bindparam("desk"), t.people.c.disabled == false())
)
_PAGE_OF_DESK = (
    _AT_DESK.where(t.assignments.c.person_id > bindparam("after"))
    .order_by(t.assignments.c.person_id)
    .limit(bindparam("most"))
)
_SERVING_AT = _AT_DESK.where(t.assignments.c.person_id.in_(bindparam("ids", expanding=True)))
_NAMES = select(t.people.c.id, t.people.c.name).where(t.people.c.id.in_(bindparam("ids", expanding=True)))
_ADD = insert(t.people).values(id=NextId(t.people)).returning(t.people.c.id)
_ASSIGN = insert(t.assignments)
_CHANGE = update(t.people).where(t.people.c.id == bindparam("person"))

_FORMER = upsert(t.former_addresses, ("address",), ("person_id", "changed_at"))
FORGET_FORMER_ADDRESS = delete(t.former_addresses).where(t.former_addresses.c.address == bindparam("taken"))


class SqlPeople:
    """People of one unit of work. Disabled accounts are not found; only their names can be read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: int) -> Person | None:
        """Return the person with their roles; None if unknown or disabled."""
        return self._one(_GET, {"person": person_id})

    def of_ids(self, ids: Iterable[int]) -> dict[int, Person]:
        """Return these people by id; unknown and disabled ones are left out."""
        found = _people(self._connection.execute(_OF_IDS, {"ids": list(ids)}))
        return {person.id: person for person in found}

    def by_email(self, address: str) -> Person | None:
        """Return the person with this address, in any case of its letters; None if unknown or disabled."""
        return self._one(_BY_EMAIL, {"address": address.lower()})

    def at_desk(self, desk: Desk, after: int = 0, limit: int = 200) -> Sequence[int]:
        """Return the ids of people who serve at the desk, in order: up to `limit` that are above `after`."""
        page = {"desk": desk.key, "after": after, "most": limit}
        return self._connection.execute(_PAGE_OF_DESK, page).scalars().all()

    def serving_at(self, desk: Desk, among: Iterable[int]) -> Collection[int]:
        """Return which of the people with the ids `among` serve at the desk."""
        found = self._connection.execute(_SERVING_AT, {"desk": desk.key, "ids": list(among)})
        return set(found.scalars())

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        """Return names by id, those of disabled accounts included."""
        return {row.id: row.name for row in self._connection.execute(_NAMES, {"ids": list(ids)})}

    def add(self, person: Person, at: datetime) -> Person:
        """Store a new account and return the person with its id."""
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
        profile = {"name": person.name, "phone": person.phone, "office": person.office}
        self._connection.execute(_CHANGE, {"person": person.id, **profile})

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        """Change the address and remember the former one; return False if another account has the address.

        Where two transactions set the same address at once, the unique column refuses the second.
        """
        hold_lock(self._connection, Lock.ADDRESSES)
        address = address.lower()
        try:
            with self._connection.begin_nested():
                self._connection.execute(_CHANGE, {"person": person.id, "email": address})
        except IntegrityError:
            return False
        self._connection.execute(FORGET_FORMER_ADDRESS, {"taken": address})
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
    """Return a role as a row of the table `assignments`."""
    directorate = assignment.directorate
    return {
        "person_id": person_id,
        "key": assignment.key,
        "role": assignment.role.value,
        "lpse_id": assignment.lpse_id,
        "directorate": directorate.value if directorate else None,
        "desk_key": assignment.desk.key if assignment.desk else None,
    }


def _people(rows: Iterable[Row[Any]]) -> list[Person]:
    """Return the people in rows of one role each, where the rows of a person are adjacent."""
    found = [list(of_person) for _, of_person in groupby(rows, key=attrgetter("id"))]
    return [_person(rows[0], (read_assignment(row) for row in rows if row.role)) for rows in found]


def _person(row: Row[Any], roles: Iterable[Assignment]) -> Person:
    return Person(row.id, row.name, row.email, row.phone, row.office, row.language, tuple(roles))


def read_assignment(row: Row[Any]) -> Assignment:
    """Return the role in a row with the ASSIGNMENT_COLUMNS."""
    directorate = Directorate(row.directorate) if row.directorate else None
    return Assignment(Role(row.role), row.lpse_id, directorate)
