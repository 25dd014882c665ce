"""The audit trail: what administrators changed, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, or_, select

from core.audit import Change, Changed, Wanted
from storage import tables as t
from storage.columns import LARGEST

EVERYTHING = Wanted()

_ADD = insert(t.audit)
_PAGE = (
    select(t.audit, t.people.c.name)
    .outerjoin(t.people, t.people.c.id == t.audit.c.person_id)
    .where(t.audit.c.id < bindparam("before_id"))
    .order_by(t.audit.c.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A change as it is read: with its number, and the name of whoever made it."""

    id: int
    change: Change
    by: str


class SqlAudit:
    """The trail of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, change: Change) -> None:
        row = {
            "at": change.at,
            "person_id": change.person_id,
            "kind": change.kind.value,
            "subject": change.subject,
            "before": dict(change.before),
            "after": dict(change.after),
        }
        self._connection.execute(_ADD, row)

    def newest(
        self, limit: int, before_id: int | None = None, wanted: Wanted = EVERYTHING
    ) -> Sequence[AuditLine]:
        """The lines before that one that are wanted, newest first."""
        page, values = _PAGE, {"before_id": before_id or LARGEST, "most": limit}
        if wanted.area is not None:
            page = page.where(t.audit.c.kind.in_([kind.value for kind in wanted.area.kinds]))
        if wanted.words:
            page = page.where(
                or_(
                    t.people.c.name.icontains(wanted.words, autoescape=True),
                    t.audit.c.subject.icontains(wanted.words, autoescape=True),
                )
            )
        found = self._connection.execute(page, values)
        return [
            AuditLine(
                row.id,
                Change(Changed(row.kind), row.subject, row.at, row.person_id, row.before, row.after),
                row.name or "",
            )
            for row in found
        ]
