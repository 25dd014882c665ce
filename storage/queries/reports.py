"""Read the tickets filed in a period, reduced to the columns that statistics count."""

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

from core.tickets.lifecycle import EventType, Status
from core.tickets.statistics import FiledTicket
from core.tickets.summaries import TicketSummary
from storage.queries.summaries import summaries_from, summary_from_row
from storage.schema import tables as t

CHUNK = 2_000

Index("tickets_filed", t.tickets.c.created_at)
Index("tickets_lpse_filed", t.tickets.c.lpse_id, t.tickets.c.created_at)
# Literal text, and the same in the queries: otherwise the databases don't use the partial index.
_MILESTONES = text(f"kind IN ('{EventType.TAKEN}', '{EventType.SOLVED}')")
Index(
    "history_milestones",
    t.history.c.ticket_id,
    t.history.c.kind,
    t.history.c.at,
    sqlite_where=_MILESTONES,
    postgresql_where=_MILESTONES,
)


class _seconds(FunctionElement[int]):  # noqa: N801 - reads as the function of SQL that it is
    """The SQL function that turns an instant into whole seconds since 1970."""

    type = BigInteger()
    inherit_cache = True


@compiles(_seconds, "sqlite")
def _seconds_on_sqlite(element: _seconds, compiler: Any, **options: Any) -> str:
    # The fraction is cut off, since SQLite would round it.
    return f"CAST(strftime('%s', substr({compiler.process(element.clauses, **options)}, 1, 19)) AS INTEGER)"


@compiles(_seconds, "postgresql")
def _seconds_on_postgresql(element: _seconds, compiler: Any, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"


def _moment(pick: Any, kind: EventType) -> ScalarSelect[Any]:
    here = t.history.c.ticket_id == t.tickets.c.id
    found = select(pick(t.history.c.at)).where(here, _MILESTONES, t.history.c.kind == kind.value)
    return found.scalar_subquery()


_SOLVED = (Status.CONFIRMATION.value, Status.CLOSED.value)
_FILED = select(
    t.tickets.c.lpse_id,
    t.tickets.c.application,
    t.tickets.c.category,
    t.tickets.c.status,
    t.tickets.c.priority,
    func.substr(t.tickets.c.desk_key, 1, 1),
    _seconds(t.tickets.c.created_at),
    _seconds(_moment(func.min, EventType.TAKEN)),
    # A solution that the reporter rejected does not count.
    case((t.tickets.c.status.in_(_SOLVED), _seconds(_moment(func.max, EventType.SOLVED)))),
    t.tickets.c.rating,
    t.tickets.c.priority_rule,
    t.tickets.c.kind,
).where(t.tickets.c.created_at >= bindparam("since"), t.tickets.c.created_at < bindparam("until"))
_FILED_AT = _FILED.where(t.tickets.c.lpse_id.in_(bindparam("lpses", expanding=True)))

# By the time of filing, which is the order of the ids, so that the same index finds each portion.
_LISTED = (
    summaries_from(t.tickets)
    .where(
        t.tickets.c.created_at >= bindparam("since"),
        t.tickets.c.created_at < bindparam("until"),
        t.tickets.c.id > bindparam("after"),
    )
    .order_by(t.tickets.c.id)
    .limit(bindparam("limit"))
)
_LISTED_AT = _LISTED.where(t.tickets.c.lpse_id.in_(bindparam("lpses", expanding=True)))


class SqlReports:
    """The tickets that statistics are computed from."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def filed(
        self, lpse_ids: Collection[int] | None, since: datetime, until: datetime
    ) -> Iterator[FiledTicket]:
        """Yield every ticket filed in [since, until) at these LPSEs, or at all with None, in no order.

        It is to be read within the unit of work, which holds at most CHUNK tickets in memory.
        """
        statement: Select[Any] = _FILED if lpse_ids is None else _FILED_AT
        values: dict[str, Any] = {"since": since, "until": until}
        if lpse_ids is not None:
            values["lpses"] = sorted(lpse_ids)
        found = self._connection.execute(statement, values, execution_options={"yield_per": CHUNK})
        return cast("Iterator[FiledTicket]", iter(found))

    def listed(
        self, lpse_ids: Collection[int] | None, since: datetime, until: datetime, after_id: int, limit: int
    ) -> list[TicketSummary]:
        """Return the next tickets that `filed` counts, by id from behind `after_id`, with their names."""
        statement = _LISTED if lpse_ids is None else _LISTED_AT
        values: dict[str, Any] = {"since": since, "until": until, "after": after_id, "limit": limit}
        if lpse_ids is not None:
            values["lpses"] = sorted(lpse_ids)
        return [summary_from_row(row) for row in self._connection.execute(statement, values)]
