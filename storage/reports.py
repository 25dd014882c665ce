"""The tickets filed in a period, reduced to what a report counts, read through once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Connection,
    Index,
    ScalarSelect,
    Select,
    bindparam,
    case,
    func,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from core.events import Happening
from core.lifecycle import Status
from core.report import Filed
from storage import tables as t

CHUNK = 2_000

Index("tickets_filed", t.tickets.c.created_at)
Index("tickets_lpse_filed", t.tickets.c.lpse_id, t.tickets.c.created_at)
# Written out, and repeated in the question: only so a database takes a partial index, and only for that.
_MILESTONES = text(f"kind IN ('{Happening.TAKEN}', '{Happening.SOLVED}')")
Index(
    "history_milestones",
    t.history.c.ticket_id,
    t.history.c.kind,
    t.history.c.at,
    sqlite_where=_MILESTONES,
    postgresql_where=_MILESTONES,
)


class _seconds(FunctionElement[int]):  # noqa: N801 - reads as the function of SQL that it is
    """An instant in whole seconds since 1970."""

    type = BigInteger()
    inherit_cache = True


@compiles(_seconds, "sqlite")
def _seconds_on_sqlite(element: _seconds, compiler: Any, **given: Any) -> str:
    # Without the fraction, which SQLite would round.
    return f"CAST(strftime('%s', substr({compiler.process(element.clauses, **given)}, 1, 19)) AS INTEGER)"


@compiles(_seconds, "postgresql")
def _seconds_on_postgresql(element: _seconds, compiler: Any, **given: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **given)})) AS BIGINT)"


def _moment(pick: Any, kind: Happening) -> ScalarSelect[Any]:
    here = t.history.c.ticket_id == t.tickets.c.id
    found = select(pick(t.history.c.at)).where(here, _MILESTONES, t.history.c.kind == kind.value)
    return found.scalar_subquery()


_STANDING = (Status.CONFIRMATION.value, Status.CLOSED.value)
_FILED = select(
    t.tickets.c.lpse_id,
    t.tickets.c.application,
    t.tickets.c.category,
    t.tickets.c.status,
    t.tickets.c.priority,
    func.substr(t.tickets.c.desk_key, 1, 1),
    _seconds(t.tickets.c.created_at),
    _seconds(_moment(func.min, Happening.TAKEN)),
    # A solution that was refused has solved nothing.
    case((t.tickets.c.status.in_(_STANDING), _seconds(_moment(func.max, Happening.SOLVED)))),
    t.tickets.c.rating,
).where(t.tickets.c.created_at >= bindparam("since"), t.tickets.c.created_at < bindparam("until"))
_FILED_AT = _FILED.where(t.tickets.c.lpse_id.in_(bindparam("lpses", expanding=True)))


class SqlReports:
    """What reports are made of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def filed(self, lpse_ids: Collection[int] | None, since: datetime, until: datetime) -> Iterator[Filed]:
        """Every ticket filed in [since, until) at these LPSEs, or anywhere where there is None, in no order.

        To be read within the unit of work, which never holds more than CHUNK of them.
        """
        statement: Select[Any] = _FILED if lpse_ids is None else _FILED_AT
        given: dict[str, Any] = {"since": since, "until": until}
        if lpse_ids is not None:
            given["lpses"] = sorted(lpse_ids)
        found = self._connection.execute(statement, given, execution_options={"yield_per": CHUNK})
        return cast("Iterator[Filed]", iter(found))
