"""Loads LPSEs, accounts and package records in bulk, and brings up to date what is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, bindparam, func, select, update

from core.lpse import Lpse
from core.packages import PackageFacts
from core.roles import Role
from storage import tables as t
from storage.accounts import AccountRow
from storage.locks import Lock, hold
from storage.offices import raise_edition
from storage.people import assignment_row
from storage.upserts import insert_if_new, upsert, upsert_if_other

T = TypeVar("T")

_CHUNK = 1000

# No list says which LPSEs are retired: that is said in chat, and stays as it was.
_PUT_LPSE = upsert(t.lpses, ("id",), [c.name for c in t.lpses.c if c.name not in ("id", "retired")])
_LPSE_IDS = select(t.lpses.c.id)
_PUT_PERSON = upsert_if_other(t.people, ("email",), ("name", "phone", "office"))
_IDS = select(t.people.c.email, t.people.c.id).where(
    t.people.c.email.in_(bindparam("emails", expanding=True))
)
_FORMERLY = select(t.former_addresses.c.address, t.former_addresses.c.person_id).where(
    t.former_addresses.c.address.in_(bindparam("emails", expanding=True)),
    t.former_addresses.c.address.not_in(select(t.people.c.email)),
)
_UPDATE_PERSON = update(t.people).where(t.people.c.id == bindparam("person"))
_ADMINISTRATORS = select(t.assignments.c.person_id).where(t.assignments.c.role == Role.ADMINISTRATOR.value)
_ASSIGN = insert_if_new(t.assignments)
_PUT_PACKAGE = upsert(t.packages, ("kind", "code"), ("facts",))


@dataclass(frozen=True, slots=True)
class AccountCounts:
    """What an import did: rows read, people and roles that are new, new administrators by their names."""

    rows: int
    new_people: int
    new_roles: int
    administrators: tuple[str, ...] = ()


def import_lpses(connection: Connection, lpses: Iterable[Lpse]) -> int:
    """How many were put in; LPSEs that are not among them stay, since tickets name them."""
    count = 0
    for chunk in _chunks(lpses):
        connection.execute(_PUT_LPSE, [asdict(lpse) for lpse in chunk])
        count += len(chunk)
    raise_edition(connection)
    return count


def import_accounts(connection: Connection, rows: Iterable[AccountRow], at: datetime) -> AccountCounts:
    """Add people and roles, and bring names, telephones and offices up to date; nothing is taken away.

    A former address stands for whoever had it: their account is brought up to date, and keeps its address.
    """
    hold(connection, Lock.ADDRESSES)
    people, roles, count = _count(connection, t.people), _count(connection, t.assignments), 0
    administrators = dict.fromkeys(connection.execute(_ADMINISTRATORS).scalars(), "")
    for chunk in _chunks(rows):
        by_email = {row.email: _person_row(row, at) for row in chunk}
        emails = {"emails": list(by_email)}
        moved = {row.address: row.person_id for row in connection.execute(_FORMERLY, emails)}
        for address, person_id in moved.items():
            said = {name: by_email[address][name] for name in ("name", "phone", "office")}
            connection.execute(_UPDATE_PERSON, {"person": person_id, **said})
        if known := [row for address, row in by_email.items() if address not in moved]:
            connection.execute(_PUT_PERSON, known)
        ids = moved | {row.email: row.id for row in connection.execute(_IDS, emails)}
        connection.execute(_ASSIGN, [assignment_row(ids[row.email], row.assignment) for row in chunk])
        for row in chunk:
            if row.assignment.role is Role.ADMINISTRATOR:
                administrators.setdefault(ids[row.email], f"{row.name} ({row.email})")
        count += len(chunk)
    return AccountCounts(
        count,
        _count(connection, t.people) - people,
        _count(connection, t.assignments) - roles,
        tuple(filter(None, administrators.values())),
    )


def lpse_ids(connection: Connection) -> frozenset[int]:
    """All that an account can name."""
    return frozenset(connection.execute(_LPSE_IDS).scalars())


def import_packages(connection: Connection, facts: Iterable[PackageFacts]) -> int:
    """How many were put in."""
    count = 0
    for chunk in _chunks(facts):
        rows = [{"kind": f.kind.value, "code": f.code, "facts": f.to_dict()} for f in chunk]
        connection.execute(_PUT_PACKAGE, rows)
        count += len(chunk)
    return count


def _person_row(row: AccountRow, at: datetime) -> dict[str, object]:
    return {
        "email": row.email,
        "name": row.name,
        "phone": row.phone,
        "office": row.office,
        "language": "id",
        "disabled": False,
        "created_at": at,
    }


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while chunk := list(islice(items, _CHUNK)):
        yield chunk
