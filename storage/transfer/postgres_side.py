"""Read all rows of a PostgreSQL database, or fill one, for a move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, insert, literal, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine.migrate import migrate
from storage.schema.tables import metadata
from storage.transfer.postgres_dump import snapshot_of
from storage.transfer.postgres_load import filling, without_rules

PORTION = 1000
_SEQUENCES = text(
    "SELECT replace(sequencename, '_id_seq', '') AS name, last_value FROM pg_sequences "
    "WHERE schemaname = current_schema() AND last_value IS NOT NULL"
)
_SERIAL = text("SELECT pg_get_serial_sequence(:name, 'id')")
_SET = text("SELECT setval(CAST(:sequence AS regclass), :last)")
_INDEX = text(
    "INSERT INTO search_documents (ticket_id, document) SELECT id, search_document(tickets) FROM tickets"
)


@dataclass(frozen=True, slots=True)
class PostgresSource:
    """A database in one moment."""

    connection: AsyncConnection

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str) -> AsyncIterator[PostgresSource]:
        async with snapshot_of(url) as snapshot:
            yield cls(snapshot.connection)

    async def rows(self, table: Table) -> AsyncIterator[Sequence[Sequence[Any]]]:
        # By pages: the driver leaves a cursor open, and then no table can be altered.
        key = [*table.primary_key.columns]
        page = select(table).order_by(*key).limit(PORTION)
        rows = (await self.connection.execute(page)).all()
        while rows:
            yield rows
            last = [rows[-1][table.columns.keys().index(column.key)] for column in key]
            after = page.where(tuple_(*key) > tuple_(*map(literal, last, [column.type for column in key])))
            rows = (await self.connection.execute(after)).all()

    async def last_ids(self) -> Mapping[str, int]:
        return {row.name: row.last_value for row in (await self.connection.execute(_SEQUENCES)).all()}


class PostgresTarget(PostgresSource):
    """A database without an office; what was put into it is there once the block has come to its end."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str) -> AsyncIterator[PostgresTarget]:
        async with filling(url) as connection:
            await connection.run_sync(migrate)
            async with without_rules(connection):
                yield cls(connection)

    async def put(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        await self.connection.execute(insert(table), rows)

    async def finish(self, last_ids: Mapping[str, int]) -> None:
        await self.connection.execute(_INDEX)
        for table in metadata.sorted_tables:
            if "id" not in table.c:
                continue
            sequence = await self.connection.scalar(_SERIAL, {"name": table.name})
            largest = await self.connection.scalar(select(func.coalesce(func.max(table.c.id), 0)))
            last = max(largest or 0, last_ids.get(table.name, 0))
            if sequence is not None and last:
                await self.connection.execute(_SET, {"sequence": sequence, "last": last})
