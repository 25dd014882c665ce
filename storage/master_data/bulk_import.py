"""Import LPSEs, accounts and package records in bulk: add new rows and update those that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, select, update

from core.administration.account_rows import AccountRow
from core.administration.accounts import ImportedChange
from core.administration.audit import changed_fields
from core.languages import SOURCE
from core.organisation.lpse import Lpse
from core.organisation.roles import Role
from core.packages import PackageFacts
from storage.engine.locks import Lock, hold_lock
from storage.master_data.lpses import bump_edition
from storage.people.people import assignment_row
from storage.schema import tables as t
from storage.schema.ids import NextId
from storage.schema.upserts import insert_if_new, upsert, upsert_if_other

T = TypeVar("T")

_CHUNK = 1000

# Files of LPSEs don't say which are retired: administrators set that in chat, and an import leaves it alone.
_PUT_LPSE = upsert(t.lpses, ("id",), [c.name for c in t.lpses.c if c.name not in ("id", "retired")])
_PUT_PERSON = upsert_if_other(t.people, ("email",), ("name", "phone", "office")).values(id=NextId(t.people))
_DETAILS = ("name", "phone", "office")
_STORED = select(t.people.c.id, t.people.c.email, *(t.people.c[name] for name in _DETAILS))
_BY_EMAIL = _STORED.where(t.people.c.email.in_(bindparam("emails", expanding=True)))
_BY_ID = _STORED.where(t.people.c.id.in_(bindparam("people", expanding=True)))
_BY_FORMER_ADDRESS = select(t.former_addresses.c.address, t.former_addresses.c.person_id).where(
    t.former_addresses.c.address.in_(bindparam("emails", expanding=True)),
    t.former_addresses.c.address.not_in(select(t.people.c.email)),
)
_UPDATE_PERSON = update(t.people).where(t.people.c.id == bindparam("person"))
_OF_PEOPLE = t.assignments.c.person_id.in_(bindparam("people", expanding=True))
_ADMINISTRATORS = select(t.assignments.c.person_id).where(
    _OF_PEOPLE, t.assignments.c.role == Role.ADMINISTRATOR.value
)
_COUNT_ROLES = select(func.count()).select_from(t.assignments).where(_OF_PEOPLE)
_ASSIGN = insert_if_new(t.assignments)
_PUT_PACKAGE = upsert(t.packages, ("kind", "code"), ("facts",))


@dataclass(frozen=True, slots=True)
class AccountCounts:
    """The result of an import: counts of rows, new people and new roles, and what else there is to record.

    `administrators` are new ones, as texts of the form "name (address)"; `changes` are those of accounts that
    there were before.
    """

    rows: int
    new_people: int
    new_roles: int
    administrators: tuple[str, ...] = ()
    changes: tuple[ImportedChange, ...] = field(default=(), compare=False)


class SqlBulkImport:
    """Import many rows in one unit of work, in chunks of 1,000."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def import_lpses(self, lpses: Iterable[Lpse]) -> int:
        """Add and update LPSEs and return how many; LPSEs not listed stay, since tickets name them."""
        count = 0
        for chunk in _chunks(lpses):
            self._connection.execute(_PUT_LPSE, [asdict(lpse) for lpse in chunk])
            count += len(chunk)
        bump_edition(self._connection)
        return count

    def import_accounts(
        self, rows: Iterable[AccountRow], at: datetime, *, replace: bool = False
    ) -> AccountCounts:
        """Add people and roles, and update names, telephones and offices; remove nothing.

        What a row leaves empty stays as it is, unless `replace`; of several rows of a person the last counts.
        A row with a former address means the person who had it: the account is updated, and keeps its
        present address. What it costs depends on these rows alone, however many people there are.
        """
        connection = self._connection
        hold_lock(connection, Lock.ADDRESSES)
        count = new_people = new_roles = 0
        administrators: dict[int, str] = {}
        changes: list[ImportedChange] = []
        for chunk in _chunks(rows):
            ids, added, changed = self._put_people(chunk, at, replace=replace)
            new_people += added
            changes += changed
            administrators |= self._new_administrators(chunk, ids, administrators)
            people = {"people": list(ids.values())}
            roles = connection.execute(_COUNT_ROLES, people).scalar_one()
            connection.execute(_ASSIGN, [assignment_row(ids[row.email], row.assignment) for row in chunk])
            new_roles += connection.execute(_COUNT_ROLES, people).scalar_one() - roles
            count += len(chunk)
        return AccountCounts(count, new_people, new_roles, tuple(administrators.values()), tuple(changes))

    def _put_people(
        self, chunk: Iterable[AccountRow], at: datetime, *, replace: bool
    ) -> tuple[dict[str, int], int, list[ImportedChange]]:
        """Store the people of these rows; return ids by address, how many are new, and what was changed."""
        connection = self._connection
        wanted = _joined(chunk, replace=replace)
        emails = {"emails": list(wanted)}
        moved = {row.address: row.person_id for row in connection.execute(_BY_FORMER_ADDRESS, emails)}
        ids: dict[str, int] = dict(moved)
        changes: list[ImportedChange] = []
        stored = connection.execute(_BY_EMAIL, emails).mappings().all()
        ids |= {row["email"]: row["id"] for row in stored}
        present = connection.execute(_BY_ID, {"people": list(moved.values())}).mappings().all()
        known: dict[int, dict[str, Any]] = {row["id"]: dict(row) for row in (*stored, *present)}
        new = [email for email in wanted if email not in ids]
        if new:
            connection.execute(_PUT_PERSON, [_person_row(email, wanted[email], at) for email in new])
            found = connection.execute(_BY_EMAIL, {"emails": new})
            ids |= {row.email: row.id for row in found}
        for email, person_id in ids.items():
            if person_id in known:
                old = known[person_id]
                said = wanted[email] if replace else {n: v for n, v in wanted[email].items() if v}
                before, after = changed_fields({n: old[n] for n in said}, said)
                if after:
                    connection.execute(_UPDATE_PERSON.values(**after), {"person": person_id})
                    changes.append(ImportedChange(person_id, old["email"], old["name"], before, after))
                    known[person_id] = {**old, **said}
        return ids, len(new), changes

    def _new_administrators(
        self, rows: Iterable[AccountRow], ids: Mapping[str, int], named: Mapping[int, str]
    ) -> dict[int, str]:
        """Return who of these rows becomes an administrator and is not named yet, by the person's id."""
        becoming = {ids[row.email]: row for row in rows if row.assignment.role is Role.ADMINISTRATOR}
        if not becoming:
            return {}
        already = {*named, *self._connection.execute(_ADMINISTRATORS, {"people": list(becoming)}).scalars()}
        return {
            person_id: f"{row.name} ({row.email})"
            for person_id, row in becoming.items()
            if person_id not in already
        }

    def import_packages(self, facts: Iterable[PackageFacts]) -> int:
        """Add and update package records and return how many; no chunk may hold a code twice."""
        count = 0
        for chunk in _chunks(facts):
            rows = [{"kind": f.kind.value, "code": f.code, "facts": f.to_dict()} for f in chunk]
            self._connection.execute(_PUT_PACKAGE, rows)
            count += len(chunk)
        return count


def _joined(rows: Iterable[AccountRow], *, replace: bool) -> dict[str, dict[str, str]]:
    """Return the details of each person by address, joined of all their rows."""
    wanted: dict[str, dict[str, str]] = {}
    for row in rows:
        details = {"name": row.name, "phone": row.phone, "office": row.office}
        said = {name: value for name, value in details.items() if value or replace}
        wanted[row.email] = {**dict.fromkeys(_DETAILS, ""), **wanted.get(row.email, {}), **said}
    return wanted


def _person_row(email: str, details: Mapping[str, str], at: datetime) -> dict[str, object]:
    return {
        "email": email,
        **details,
        "language": SOURCE.code,
        "disabled": False,
        "created_at": at,
    }


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while chunk := list(islice(items, _CHUNK)):
        yield chunk
