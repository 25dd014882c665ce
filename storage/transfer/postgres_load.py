"""Load the rows of a dump into an empty PostgreSQL database, within the caller's transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, BinaryIO

from sqlalchemy import NullPool, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.engine.json_codec import dump, load
from storage.engine.limits import PostgresLimits
from storage.engine.migrate import migrate
from storage.transfer.copy_blocks import CopyBlock, read_blocks
from storage.transfer.postgres_dump import Snapshot, driver_of, our_tables
from storage.transfer.sums import TableSum
from storage.transfer.target_database import check_unoccupied, clear_schema

_FOREIGN_KEYS = text(
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"
)
_SET = text("SELECT setval(CAST(quote_ident(:name) AS regclass), :last)")


@asynccontextmanager
async def filling(url: str, *, keeps: bool = False) -> AsyncIterator[AsyncConnection]:
    """Open a transaction that takes as long as it takes, in a database without an office.

    Raise `DatabaseNotEmpty` where it has one. Nothing of the transaction stays unless the block comes to its
    end. The tables that are there are dropped, unless it `keeps` them.
    """
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        poolclass=NullPool,
        connect_args={"server_settings": PostgresLimits().long_session("filling")},
        json_serializer=dump,
        json_deserializer=load,
    )
    async with engine.begin() as connection:
        for setting in ("TIME ZONE 'UTC'", "datestyle = 'ISO'", "extra_float_digits = 1"):
            await connection.execute(text(f"SET LOCAL {setting}"))
        await connection.run_sync(check_unoccupied)
        if not keeps:
            await connection.run_sync(clear_schema)
        yield connection


async def load_blocks(
    connection: AsyncConnection, revision: str, script: BinaryIO, sequences: Mapping[str, int]
) -> dict[str, TableSum]:
    """Make the tables of this revision, and fill them; return the count and digest of each as it is now."""
    await connection.run_sync(migrate, revision)
    async with without_rules(connection):
        for block in read_blocks(script):
            if block.table != "alembic_version":
                await _load(connection, block)
    await set_sequences(connection, sequences)
    return await Snapshot(connection, connection.engine.url).sums()


@asynccontextmanager
async def without_rules(connection: AsyncConnection) -> AsyncIterator[None]:
    """Let rows come in in any order, and no trigger fire, into tables that are empty then."""
    tables = await connection.run_sync(our_tables)
    keys = (await connection.execute(_FOREIGN_KEYS)).all()
    for table, name, _definition in keys:
        await connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
    for table in tables:
        await connection.execute(text(f'ALTER TABLE "{table}" DISABLE TRIGGER USER'))
    await connection.execute(text(f"TRUNCATE {', '.join(tables)}"))
    yield
    for table in tables:
        await connection.execute(text(f'ALTER TABLE "{table}" ENABLE TRIGGER USER'))
    for table, name, definition in keys:
        await connection.execute(text(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'))


async def set_sequences(connection: AsyncConnection, sequences: Mapping[str, int]) -> None:
    """Let each sequence go on behind the last number that it had given."""
    for name, last in sequences.items():
        await connection.execute(_SET, {"name": name, "last": last})


async def _load(connection: AsyncConnection, block: CopyBlock) -> None:
    async def source() -> AsyncIterator[bytes]:
        for portion in block.portions():
            yield portion

    driver: Any = await driver_of(connection)
    await driver.copy_to_table(block.table, source=source(), columns=list(block.columns), format="text")
