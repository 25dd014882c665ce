"""The trail of who looked at tickets of others, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select
from sqlalchemy.dialects.postgresql import Insert, insert

from core.administration.audit import AuditChange, AuditFilter, AuditLine, ChangeType
from core.administration.looks import Look
from core.tickets.numbers import find_number
from storage.schema import tables as t
from storage.schema.columns import LARGEST
from storage.schema.upserts import insert_if_new

# People of one name whose lines are searched for.
MOST_PEOPLE = 10

_LOOK = t.looks.c


def _count() -> Insert:
    statement = insert(t.looks)
    return statement.on_conflict_do_update(
        index_elements=[_LOOK.person_id, _LOOK.kind, _LOOK.subject, _LOOK.day],
        set_={
            _LOOK.at: statement.excluded.at,
            _LOOK.times: _LOOK.times + 1,
            _LOOK.tickets: _LOOK.tickets + statement.excluded.tickets,
        },
    )


_ADD_FIRST, _ADD = insert_if_new(t.looks), _count()
_PAGE = (
    select(t.looks, t.people.c.name)
    .join_from(t.looks, t.people, t.people.c.id == _LOOK.person_id)
    .where(_LOOK.id < bindparam("before_id"))
    .order_by(_LOOK.id.desc())
    .limit(bindparam("most"))
)
_OF_PERSON = _PAGE.where(_LOOK.person_id == bindparam("person"))
_OF_SUBJECT = _PAGE.where(_LOOK.subject == bindparam("subject"))


EVERY_LOOK = AuditFilter()


class SqlLooks:
    """The trail of who looked at tickets of others, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, look: Look) -> None:
        row = {
            "at": look.at,
            "day": look.day.isoformat(),
            "person_id": look.person_id,
            "kind": look.kind.value,
            "subject": look.subject,
            "times": 1,
            "tickets": look.tickets,
        }
        self._connection.execute(_ADD_FIRST if look.kind is ChangeType.TICKET_OPENED else _ADD, row)

    def newest(
        self, limit: int, before_id: int | None = None, audit_filter: AuditFilter = EVERY_LOOK
    ) -> Sequence[AuditLine]:
        """Return up to `limit` lines before `before_id`, newest first, of the time of the filter.

        With words, those of this ticket's number, else of the first ten people with them in their name.
        """
        page = {"before_id": min(before_id or LARGEST, LARGEST), "most": limit}
        rows = [
            row
            for statement, values in self._statements(audit_filter.words)
            for row in self._read(_within(statement, audit_filter), page | values)
        ]
        rows.sort(key=lambda row: row.id, reverse=True)
        return [_line(row) for row in rows[:limit]]

    def _statements(self, words: str) -> Iterator[tuple[Select[Any], dict[str, object]]]:
        if not words:
            yield _PAGE, {}
        elif number := find_number(words):
            yield _OF_SUBJECT, {"subject": number}
        else:
            named = t.people.c.name.icontains(words, autoescape=True)
            found = select(t.people.c.id).where(named).order_by(t.people.c.id).limit(MOST_PEOPLE)
            for person_id in self._connection.execute(found).scalars().all():
                yield _OF_PERSON, {"person": person_id}

    def _read(self, statement: Select[Any], values: dict[str, object]) -> Sequence[Row[Any]]:
        return self._connection.execute(statement, values).all()


def _within(statement: Select[Any], audit_filter: AuditFilter) -> Select[Any]:
    if audit_filter.since is not None:
        statement = statement.where(_LOOK.at >= audit_filter.since)
    return statement if audit_filter.until is None else statement.where(_LOOK.at < audit_filter.until)


def _line(row: Row[Any]) -> AuditLine:
    seen = {"times": row.times, "tickets": row.tickets}
    change = AuditChange(ChangeType(row.kind), row.subject, row.at, row.person_id, {}, seen)
    return AuditLine(row.id, change, row.name)
