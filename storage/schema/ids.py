"""Give rows of SQLite ids above a floor, where a restored copy must not give an id again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from storage.schema import tables as t

# Tables whose ids stand on buttons in chats, or in tables that people have saved. PostgreSQL has sequences,
# which never give a number again.
FLOORED = (t.tickets, t.people, t.history, t.audit)
# Floors stand among the counters, under a prefix that no ticket number has.
_PREFIX = "id"


class NextId(GenericFunction[int]):
    """The id of a new row of a table: the largest so far and one, and above the table's floor."""

    type = t.tickets.c.id.type
    inherit_cache = True
    name = "next_id"

    def __init__(self, table: Table) -> None:
        super().__init__(table.c.id)


@compiles(NextId)
def _default(_element: NextId, _compiler: Any, **_options: Any) -> str:
    return "DEFAULT"


@compiles(NextId, "sqlite")
def _above_floor(element: NextId, _compiler: Any, **_options: Any) -> str:
    [column] = element.clauses
    name = column.table.name
    return (
        f"(SELECT max(coalesce((SELECT id FROM {name} ORDER BY id DESC LIMIT 1), 0), "  # noqa: S608
        f"coalesce((SELECT last FROM counters WHERE prefix = '{_PREFIX}' AND month = '{name}'), 0)) + 1)"
    )


def raise_floor(connection: Connection, table: Table, last: int) -> None:
    """Let the next row of a table on SQLite have an id above `last`."""
    put = insert(t.counters)
    put = put.on_conflict_do_update(index_elements=["prefix", "month"], set_={"last": put.excluded.last})
    connection.execute(put, {"prefix": _PREFIX, "month": table.name, "last": last})
