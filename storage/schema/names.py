"""Name people as they were called when something was done."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from storage.schema import tables as t


def name_at(person_id: ColumnElement[int], at: ColumnElement[object]) -> ColumnElement[str]:
    """Return the name that the person of a joined row of `people` had at this moment; NULL without one."""
    former = (
        select(t.former_names.c.name)
        .where(t.former_names.c.person_id == person_id, t.former_names.c.until > at)
        .order_by(t.former_names.c.until)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(former, t.people.c.name)
