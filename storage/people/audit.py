"""The audit trail: what administrators changed, newest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, insert, or_, select

from core.administration.audit import AuditArea, AuditChange, AuditFilter, AuditLine, ChangeType
from storage.people.looks import SqlLooks
from storage.schema import tables as t
from storage.schema.columns import LARGEST
from storage.schema.ids import NextId
from storage.schema.names import name_at

EVERYTHING = AuditFilter()

_ADD = insert(t.audit).values(id=NextId(t.audit))
# Under the name that they had then.
_BY = name_at(t.audit.c.person_id, t.audit.c.at)
_NEWEST = (
    select(t.audit, _BY.label("name"))
    .outerjoin(t.people, t.people.c.id == t.audit.c.person_id)
    .order_by(t.audit.c.id.desc())
    .limit(bindparam("most"))
)
_PAGE = _NEWEST.where(t.audit.c.id < bindparam("before_id"))
_OF_RECORD = _NEWEST.where(t.audit.c.record == bindparam("key"))

_OF_KIND = (
    select(
        t.audit.c.kind,
        t.audit.c.subject,
        t.audit.c.at,
        t.audit.c.person_id,
        t.audit.c.before,
        t.audit.c.after,
    )
    .where(t.audit.c.kind == bindparam("kind"))
    .order_by(t.audit.c.id.desc())
)


class SqlAudit:
    """The audit trail (who changed what) in the database, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, change: AuditChange) -> None:
        row = {
            "at": change.at,
            "person_id": change.person_id,
            "kind": change.kind.value,
            "subject": change.subject,
            "before": dict(change.before),
            "after": dict(change.after),
            "record": change.record or None,
        }
        self._connection.execute(_ADD, row)

    def changes(self, kind: ChangeType) -> Sequence[AuditChange]:
        """Return every change of this kind, newest first."""
        found = self._connection.execute(_OF_KIND, {"kind": kind.value})
        return [AuditChange(ChangeType(row.kind), *row[1:]) for row in found]

    def newest(
        self, limit: int, before_id: int | None = None, audit_filter: AuditFilter = EVERYTHING
    ) -> Sequence[AuditLine]:
        """Return up to `limit` lines before `before_id` that pass the filter `audit_filter`, newest first.

        Looks at tickets are a trail of their own, which is read for their area alone.
        """
        if audit_filter.area is AuditArea.LOOKS:
            return SqlLooks(self._connection).newest(limit, before_id, audit_filter)
        page, values = _PAGE, {"before_id": min(before_id or LARGEST, LARGEST), "most": limit}
        if audit_filter.area is not None:
            page = page.where(t.audit.c.kind.in_([kind.value for kind in audit_filter.area.kinds]))
        if audit_filter.since is not None:
            page = page.where(t.audit.c.at >= audit_filter.since)
        if audit_filter.until is not None:
            page = page.where(t.audit.c.at < audit_filter.until)
        if audit_filter.words:
            # As a document spells them, where a quote or an accented letter is escaped.
            spelled = json.dumps(audit_filter.words)[1:-1]
            page = page.where(
                or_(
                    _BY.icontains(audit_filter.words, autoescape=True),
                    t.audit.c.subject.icontains(audit_filter.words, autoescape=True),
                    cast(t.audit.c.before, Text).icontains(spelled, autoescape=True),
                    cast(t.audit.c.after, Text).icontains(spelled, autoescape=True),
                )
            )
        return [_line(row) for row in self._connection.execute(page, values)]

    def latest(self, record: str, limit: int) -> Sequence[AuditLine]:
        return [_line(row) for row in self._connection.execute(_OF_RECORD, {"key": record, "most": limit})]


def _line(row: Any) -> AuditLine:
    change = AuditChange(
        ChangeType(row.kind), row.subject, row.at, row.person_id, row.before, row.after, row.record or ""
    )
    return AuditLine(row.id, change, row.name or "")
